from datetime import date, time

import pytest
from django.utils import timezone

from hubs import actions
from hubs.lifecycle import InvalidMove, Status
from hubs.models import Hub, HubMembership, StatusChange
from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.places import AreaFactory, LocalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_add_enters_a_hub_with_its_hours_and_access_and_finds_its_place():
    town = LocalityFactory(name="Stone", slug="stone", latitude=52.904, longitude=-2.1475)
    by = UserFactory()

    hub = actions.add(
        "Canalside Works",
        organisation=OrganisationFactory(),
        by=by,
        hours=[(1, time(10), time(17)), (3, time(10), time(20))],
        access=[("toilet", "No hoist.", date(2026, 10, 1))],
        town="Stone",
        address="The Wharf",
        summary="A boatyard workshop.",
    )

    hub = Hub.objects.get(pk=hub.pk)
    assert (hub.slug, hub.area, hub.latitude) == ("canalside-works-stone", town.area, 52.904)
    assert hub.reference.startswith("H-")
    assert [str(row) for row in hub.hours.order_by("pk")] == [
        "Tuesday 10:00-17:00",
        "Thursday 10:00-20:00",
    ]
    assert hub.access_facts.get().text == "No hoist."
    assert AuditEntry.objects.filter(action="hub added", by=by, subject=hub.reference).count() == 1


def test_add_gives_a_second_hub_of_the_name_its_own_address():
    facts = {"organisation": OrganisationFactory(), "area": AreaFactory(), "by": None}
    facts |= {"town": "Leek", "address": "Mill Yard", "summary": "Looms."}

    slugs = [actions.add("The Room", **facts).slug for _ in range(3)]

    assert slugs == ["the-room-leek", "the-room-leek-2", "the-room-leek-3"]


def test_edit_saves_what_was_changed_and_says_who_did_it():
    hub, by = HubFactory(), UserFactory()
    hub.summary = "New words."

    actions.edit(hub, by=by, seen=1, fields=["summary"])

    saved = Hub.objects.get(pk=hub.pk)
    assert (saved.summary, saved.version) == ("New words.", 2)
    assert AuditEntry.objects.get(action="hub edited").new == "summary"


def test_edit_refuses_a_page_that_somebody_else_has_saved():
    hub = HubFactory(version=3)

    with pytest.raises(InvalidMove):
        actions.edit(hub, by=UserFactory(), seen=2, fields=["summary"])


def test_change_status_keeps_the_history_and_tells_followers_once():
    hub, host = HubFactory(), UserFactory()

    change = actions.change_status(hub, Status.PAUSED, by=host, seen=1, reason="New boiler.")

    hub = Hub.objects.get(pk=hub.pk)
    assert (hub.status, hub.status_note, hub.version) == (Status.PAUSED, "New boiler.", 2)
    assert (change.old, change.new, change.by) == (Status.OPEN, Status.PAUSED, host)
    event = Event.objects.get()
    assert (event.kind, event.subject_id) == ("hubs.status_changed", change.pk)


def test_change_status_refuses_what_the_table_does_not_have():
    hub = HubFactory(status="closed")

    with pytest.raises(InvalidMove):
        actions.change_status(hub, Status.PAUSED, by=UserFactory(), seen=1)

    assert StatusChange.objects.count() == 0


def test_change_status_refuses_the_second_of_two_hosts():
    hub, first = HubFactory(), UserFactory()
    actions.change_status(Hub.objects.get(pk=hub.pk), Status.PAUSED, by=first, seen=1)

    with pytest.raises(InvalidMove) as clash:
        actions.change_status(hub, Status.CLOSED, by=UserFactory(), seen=1)

    assert clash.value.decided_by == first


def test_opening_again_drops_the_note():
    hub = HubFactory(status="paused", status_note="New boiler.")

    actions.change_status(hub, Status.OPEN, by=UserFactory(), seen=1, reason="Warm again.")

    assert Hub.objects.get(pk=hub.pk).status_note == ""


def test_add_host_a_second_time_changes_nothing():
    hub, user = HubFactory(), UserFactory()

    actions.add_host(user, hub, by=None)
    actions.add_host(user, hub, by=None)

    assert HubMembership.objects.get().user == user


def test_hidden_and_removed_hubs_come_back():
    hub, at = HubFactory(), timezone.now()
    public = Hub.objects.public()

    actions.hide(hub, by=None, at=at)
    assert not public.exists()
    actions.restore(hub, by=None, at=at)
    assert public.get() == hub
    actions.remove(hub, by=None, at=at, reason="illegal")
    assert not public.exists()
    actions.restore(hub, by=None, at=at)
    assert public.get().removed_because == ""
