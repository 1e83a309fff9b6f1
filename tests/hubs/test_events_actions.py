from datetime import timedelta

import pytest
from django.utils import timezone

from hubs import actions
from hubs.lifecycle import EventStatus, InvalidMove
from hubs.models import Event, EventChange
from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications.models import Event as Fact
from tests.factories.accounts import UserFactory
from tests.factories.hubs import EventFactory, HubFactory
from tests.factories.places import LocalityFactory, OrganisationFactory, TopicFactory

pytestmark = pytest.mark.django_db


def _facts(**more):
    starts = timezone.now() + timedelta(days=3)
    return {
        "organisation": OrganisationFactory(),
        "summary": "Menders on hand.",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
    } | more


def test_an_event_at_a_hub_is_entered_as_a_draft_in_the_area_of_the_hub():
    hub, topic, by = HubFactory(), TopicFactory(), UserFactory()

    event = actions.add_event("Mend it", by=by, hub=hub, topics=[topic], **_facts())

    event = Event.objects.get(pk=event.pk)
    day = timezone.localdate(event.starts_at).isoformat()
    assert (event.slug, event.area, event.status) == (f"mend-it-{day}", hub.area, "draft")
    assert event.reference.startswith("E-")
    assert list(event.topics.all()) == [topic]
    assert not Fact.objects.exists()
    assert AuditEntry.objects.filter(action="event added", by=by, subject=event.reference)


def test_an_event_elsewhere_is_found_by_its_town():
    town = LocalityFactory(name="Rugeley", slug="rugeley", latitude=52.76)

    event = actions.add_event(
        "Ride", by=UserFactory(), **_facts(address="Canal Street", town="Rugeley")
    )

    assert (event.area, event.latitude) == (town.area, 52.76)


def test_publishing_is_one_row_of_history_and_one_event_about_it():
    event, by = EventFactory(draft=True), UserFactory()

    change = actions.change_event_status(event, EventStatus.PUBLISHED, by=by, seen=1)

    event.refresh_from_db()
    assert (event.status, event.version, event.status_note) == ("published", 2, "")
    assert (change.old, change.new, change.by, change.version) == ("draft", "published", by, 2)
    fact = Fact.objects.get()
    assert (fact.kind, fact.subject_id) == ("hubs.event_changed", change.pk)


def test_what_is_called_off_says_why_and_stays_off():
    event, by = EventFactory(), UserFactory()

    actions.change_event_status(event, EventStatus.CANCELLED, by=by, seen=1, reason="No boiler.")

    event.refresh_from_db()
    assert (event.status, event.status_note) == ("cancelled", "No boiler.")
    with pytest.raises(InvalidMove):
        actions.change_event_status(event, EventStatus.PUBLISHED, by=by, seen=2)


def test_the_second_of_two_is_told_who_was_first():
    event, first, second = EventFactory(), UserFactory(), UserFactory()
    stale = Event.objects.get(pk=event.pk)
    actions.change_event_status(event, EventStatus.POSTPONED, by=first, seen=1, reason="Snow.")

    with pytest.raises(InvalidMove) as caught:
        actions.change_event_status(stale, EventStatus.CANCELLED, by=second, seen=1, reason="Snow.")

    assert caught.value.decided_by == first
    assert Event.objects.get(pk=event.pk).status == "postponed"


def test_another_time_is_told_and_other_words_are_not():
    event, by = EventFactory(), UserFactory()
    event.summary = "Other words."
    actions.edit_event(event, by=by, seen=1, fields=["summary"])
    assert not EventChange.objects.exists()

    event.ends_at += timedelta(hours=1)
    actions.edit_event(event, by=by, seen=2, fields=["ends_at"])

    change = EventChange.objects.get()
    assert (change.old, change.new, change.version) == ("published", "published", 3)
    assert Fact.objects.get().subject_id == change.pk


def test_an_edit_of_an_older_version_is_refused():
    event = EventFactory(version=2)

    with pytest.raises(InvalidMove):
        actions.edit_event(event, by=UserFactory(), seen=1, fields=["summary"])


def test_a_draft_changes_its_time_in_silence():
    event = EventFactory(draft=True)

    actions.edit_event(event, by=UserFactory(), seen=1, fields=["starts_at"])

    assert not EventChange.objects.exists()
