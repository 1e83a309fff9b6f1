from datetime import UTC, datetime

import pytest
import time_machine

from services.actions import lists
from services.models import AlsoUsed, SavedService
from services.rules.compare import MOST_SAVED
from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory
from tests.factories.services import AlsoUsedFactory, SavedServiceFactory, ServiceFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def saved_by(person):
    return list(
        SavedService.objects.of(person).order_by("saved_at", "pk").values_list("service", flat=True)
    )


def fill(person, number):
    """A list of so many services."""
    services = ServiceFactory.create_batch(number)
    SavedService.objects.bulk_create(
        SavedService(user=person, service=service, saved_at=AT) for service in services
    )


def test_a_service_is_saved_once_however_often_one_asks():
    person, service = UserFactory(), ServiceFactory()

    with time_machine.travel(AT, tick=False):
        lists.save(service, by=person)
        lists.save(service, by=person)

    kept = SavedService.objects.get()
    assert (kept.user, kept.service, kept.saved_at) == (person, service, AT)


def test_what_is_taken_off_is_taken_off_ones_own_list_alone():
    kept = SavedServiceFactory()
    own = SavedServiceFactory(service=kept.service)

    lists.take_off([kept.service.pk], by=own.user)

    assert list(SavedService.objects.all()) == [kept]


def test_a_list_begun_in_a_browser_is_added_and_nothing_doubled():
    mine = SavedServiceFactory()
    new = ServiceFactory()

    lists.bring_list([mine.service.pk, new.pk, 10**9], by=mine.user)

    assert sorted(saved_by(mine.user)) == sorted([mine.service.pk, new.pk])


def test_a_list_has_an_end_and_what_stands_on_it_may_be_saved_again():
    person = UserFactory()
    fill(person, MOST_SAVED)
    on_it = SavedService.objects.of(person).earliest("pk").service

    lists.save(on_it, by=person)
    with pytest.raises(lists.ListIsFull):
        lists.save(ServiceFactory(), by=person)
    lists.bring_list([ServiceFactory().pk], by=person)

    assert SavedService.objects.of(person).count() == MOST_SAVED


def test_of_a_list_that_is_brought_the_last_find_room():
    person = UserFactory()
    fill(person, MOST_SAVED - 1)
    first, last = ServiceFactory.create_batch(2)

    lists.bring_list([first.pk, last.pk], by=person)

    kept = saved_by(person)
    assert last.pk in kept
    assert first.pk not in kept


def test_a_list_goes_with_the_account():
    kept = SavedServiceFactory()

    accounts.erase(kept.user, by=None)

    assert SavedService.objects.count() == 0


def links():
    return sorted(AlsoUsed.objects.values_list("service", "other", "people", "position"))


def test_services_are_linked_by_ten_people_who_saved_or_reviewed_both():
    one, other, hidden = ServiceFactory(), ServiceFactory(), ServiceFactory(hidden=True)
    people = UserFactory.create_batch(10)
    for person in people:
        SavedServiceFactory(user=person, service=one)
        SavedServiceFactory(user=person, service=hidden)
    reviewed = sorted((person.pk, other.pk) for person in people)

    lists.link(reviewed[:9])
    assert links() == []

    lists.link(reviewed)
    assert links() == [(one.pk, other.pk, 10, 0), (other.pk, one.pk, 10, 0)]


def test_links_that_no_longer_hold_go_the_next_night():
    AlsoUsedFactory()

    lists.link([])

    assert links() == []
