from datetime import date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from hubs.models import Hub
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    HubExceptionFactory,
    HubFactory,
    HubHoursFactory,
    HubMembershipFactory,
)

pytestmark = pytest.mark.django_db
MONDAY_AT_11 = datetime(2026, 11, 23, 11)


def test_closed_hubs_stay_public_and_hidden_and_removed_ones_do_not():
    closed = HubFactory(status="closed")
    HubFactory(hidden=True)
    HubFactory(removed=True)

    assert list(Hub.objects.visible_to(AnonymousUser())) == [closed]


def test_hosts_see_their_own_hidden_hub():
    hub = HubFactory(hidden=True)
    host = HubMembershipFactory(hub=hub).user
    volunteer = HubMembershipFactory(hub=hub, role="volunteer").user

    assert list(Hub.objects.visible_to(host)) == [hub]
    assert list(Hub.objects.visible_to(volunteer)) == []
    assert list(Hub.objects.visible_to(UserFactory())) == []


def test_a_host_whose_time_has_ended_sees_no_hidden_hub():
    today = timezone.localdate()
    part = HubMembershipFactory(
        hub=HubFactory(hidden=True), started_on=today - timedelta(days=9), ended_on=today
    )

    assert list(Hub.objects.visible_to(part.user)) == []


def test_open_at_finds_hubs_open_by_their_usual_hours():
    hours = HubHoursFactory()
    HubHoursFactory(weekday=1)
    HubHoursFactory(opens=time(12), closes=time(14))
    HubHoursFactory(opens=time(9), closes=time(11))

    assert list(Hub.objects.open_at(MONDAY_AT_11)) == [hours.hub]


def test_open_at_lets_an_exception_replace_the_usual_hours():
    shut, opened = HubHoursFactory().hub, HubFactory()
    HubExceptionFactory(hub=shut, date=date(2026, 11, 23))
    HubExceptionFactory(hub=opened, date=date(2026, 11, 23), opens=time(11), closes=time(12))

    assert list(Hub.objects.open_at(MONDAY_AT_11)) == [opened]


def test_open_at_leaves_out_a_hub_that_is_closed_for_now():
    HubHoursFactory(hub__status="paused")

    assert list(Hub.objects.open_at(MONDAY_AT_11)) == []


def test_nearest_first_orders_by_distance_and_puts_unknown_places_last():
    unknown = HubFactory(latitude=None, longitude=None)
    east = HubFactory(latitude=52.8, longitude=-2.0)
    north = HubFactory(latitude=52.89, longitude=-2.1)

    nearest = Hub.objects.nearest_first(52.8, -2.1)

    assert list(nearest) == [east, north, unknown]  # 4.2 and 6.2 miles


def test_counted_by_area_names_areas_in_order():
    HubFactory(area__name="Stone", area__slug="stone")
    leek = HubFactory(area__name="Leek", area__slug="leek")
    HubFactory(area=leek.area)

    assert [(row["area__slug"], row["count"]) for row in Hub.objects.counted_by_area()] == [
        ("leek", 2),
        ("stone", 1),
    ]
