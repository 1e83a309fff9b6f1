from datetime import date, time

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.factories.hubs import (
    AccessFactFactory,
    EventChangeFactory,
    EventFactory,
    HubExceptionFactory,
    HubFactory,
    HubHoursFactory,
    HubMembershipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "nonsense"}, "hub_status_known"),
        ({"tile": 7}, "hub_tile_known"),
        ({"latitude": 52.0, "longitude": None}, "hub_point_whole"),
        ({"latitude": 152.0}, "hub_point_whole"),
        ({"removed_because": "illegal"}, "hub_removed_because"),
    ],
)
def test_the_database_refuses_an_impossible_hub(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        HubFactory(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "nonsense"}, "event_status_known|event_says_why"),
        ({"status": "cancelled"}, "event_says_why"),
        ({"status_note": "For fun."}, "event_says_why"),
        ({"ends_at": timezone.now()}, "event_in_order"),
        ({"hub": None}, "event_is_somewhere"),
        ({"hub": None, "address": "Mill Street"}, "event_in_one_place"),
        (
            {"hub": None, "online_url": "https://meet.example/", "town": "Leek"},
            "event_in_one_place",
        ),
        ({"address": "Mill Street", "town": "Leek"}, "event_in_one_place"),
        ({"capacity": 0}, "event_has_places"),
        ({"latitude": 52.0}, "event_point_whole"),
        ({"removed_because": "illegal"}, "event_removed_because"),
    ],
)
def test_the_database_refuses_an_impossible_event(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        EventFactory(**fields)


def test_a_version_of_an_event_changes_once():
    change = EventChangeFactory()

    with pytest.raises(IntegrityError, match="event_change_once_a_version"):
        EventChangeFactory(event=change.event)


def test_hours_end_after_they_begin():
    with pytest.raises(IntegrityError, match="hub_hours_in_order"):
        HubHoursFactory(opens=time(10), closes=time(10))


def test_hours_of_a_day_never_overlap():
    hub = HubFactory()
    HubHoursFactory(hub=hub, opens=time(10), closes=time(12))
    HubHoursFactory(hub=hub, opens=time(12), closes=time(14))
    HubHoursFactory(hub=hub, weekday=1, opens=time(11), closes=time(13))

    with pytest.raises(IntegrityError, match="hub_hours_apart"):
        HubHoursFactory(hub=hub, opens=time(11), closes=time(13))


@pytest.mark.parametrize(
    ("opens", "closes"), [(time(10), None), (None, time(10)), (time(12), time(10))]
)
def test_an_exception_is_closed_or_has_whole_hours(opens, closes):
    with pytest.raises(IntegrityError, match="hub_exception_whole"):
        HubExceptionFactory(opens=opens, closes=closes)


def test_a_date_has_one_exception():
    first = HubExceptionFactory()

    with pytest.raises(IntegrityError, match="hub_exception_once_a_day"):
        HubExceptionFactory(hub=first.hub, date=first.date)


def test_a_kind_of_access_is_stated_once_and_never_empty():
    hub = HubFactory()
    AccessFactFactory(hub=hub, kind="toilet")

    with pytest.raises(IntegrityError, match="access_fact_says_something"):
        AccessFactFactory(text="")


def test_access_is_stated_once_for_a_kind():
    first = AccessFactFactory()

    with pytest.raises(IntegrityError, match="access_fact_once"):
        AccessFactFactory(hub=first.hub, kind=first.kind)


def test_a_part_in_a_hub_ends_after_it_began():
    with pytest.raises(IntegrityError, match="hub_membership_order"):
        HubMembershipFactory(started_on=date(2026, 5, 2), ended_on=date(2026, 5, 1))
