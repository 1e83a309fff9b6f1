from datetime import UTC, date, datetime, timedelta

import pytest

from services import actions, periodic
from services.actions import freshness
from services.choices import Freshness
from services.models import Service, Word
from tests.factories.accounts import UserFactory
from tests.factories.services import CategoryFactory, ServiceCategoryFactory, ServiceFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_to_confirm_starts_the_clock_again_and_tells_who():
    service = ServiceFactory(verify_by=date(2026, 1, 1))
    person = UserFactory()

    actions.confirm(service, by=person, at=AT)

    service.refresh_from_db()
    assert (service.verified_at, service.verified_by, service.verify_by) == (
        AT,
        person,
        date(2027, 11, 24),
    )
    assert service.freshness == Freshness.CURRENT
    assert "Confirmed on 24 November 2026" in service.card_html


def test_a_service_of_high_risk_is_confirmed_for_six_months():
    link = ServiceCategoryFactory(category=CategoryFactory(name="Mental health crisis"))

    actions.confirm(link.service, by=None, at=AT)

    assert link.service.verify_by == date(2027, 5, 24)


def test_an_unlisted_service_comes_back_when_it_is_confirmed():
    service = ServiceFactory(confirmed=True, verify_by=date(2026, 1, 1))
    assert not service.is_listed

    actions.confirm(service, by=None, at=AT)

    assert Service.objects.listed().get() == service


def test_fifteen_months_reach_each_state_once_and_change_card_and_lists():
    service = ServiceFactory(created_at=AT)
    actions.confirm(service, by=None, at=AT)

    seen = []
    for day in range(470):
        if actions.review_freshness(at=AT + timedelta(days=day)):
            service.refresh_from_db()
            seen.append((day, service.freshness, service.is_listed))

    assert seen == [
        (335, "due", True),
        (365, "overdue", True),
        (379, "unconfirmed", True),
        (395, "demoted", True),
        (455, "unlisted", False),
    ]
    assert "Last checked 24 November 2026" in service.card_html


def test_a_night_without_a_run_is_made_up_for():
    service = ServiceFactory(created_at=AT)
    actions.confirm(service, by=None, at=AT)

    assert actions.review_freshness(at=AT + timedelta(days=400)) == 1
    assert actions.review_freshness(at=AT + timedelta(days=400)) == 0
    service.refresh_from_db()
    assert service.freshness == Freshness.DEMOTED


def test_a_night_with_much_to_move_is_done_in_pieces(monkeypatch):
    monkeypatch.setattr(freshness, "MOST_MOVED", 2)
    ServiceFactory.create_batch(3, verified_at=AT, verify_by=AT.date())
    later = AT + timedelta(days=400)

    assert [actions.review_freshness(at=later) for _ in range(3)] == [2, 1, 0]


def test_the_words_of_listed_services_alone_are_learnt_each_night():
    ServiceFactory(name="Zebra crossing club")
    ServiceFactory(name="Quokka secret", hidden=True)

    periodic.rebuild_words()

    words = set(Word.objects.values_list("text", flat=True))
    assert {"zebra", "crossing", "club"} <= words
    assert not {"quokka", "secret"} & words
