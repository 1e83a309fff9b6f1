from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from services import actions, periodic
from services.models import OpeningInterval, Service
from tests.factories.services import OpeningIntervalFactory, ScheduleFactory, ServiceFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_intervals_reach_fourteen_days_and_replace_the_old_ones():
    service = ScheduleFactory(by_day="TU").service
    OpeningIntervalFactory(service=service, opens_at=AT - timedelta(days=40), closes_at=AT)

    actions.rebuild_openings(service, at=AT)

    service.refresh_from_db()
    assert list(service.openings.order_by("opens_at").values_list("opens_at", "closes_at")) == [
        (datetime(2026, 11, day, 9, tzinfo=UTC), datetime(2026, 11, day, 17, tzinfo=UTC))
        for day in (24,)
    ] + [(datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 1, 17, tzinfo=UTC))]
    assert (service.openings_until, service.has_hours) == (date(2026, 12, 8), True)


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 10),
        ({"status": "defunct"}, 0),
        ({"status": "inactive"}, 0),
        ({"status": "temporarily closed"}, 0),
        ({"status": "temporarily closed", "closed_until": date(2026, 12, 1)}, 5),
    ],
)
def test_what_is_closed_opens_nothing_until_it_is_open_again(fields, count):
    service = ScheduleFactory(service=ServiceFactory(**fields)).service

    actions.rebuild_openings(service, at=AT)

    assert service.openings.count() == count


def test_open_now_holds_from_opening_to_closing_and_not_at_closing():
    service = OpeningIntervalFactory(opens_at=AT, closes_at=AT + timedelta(hours=2)).service

    found = {
        minutes: list(Service.objects.open_at(AT + timedelta(minutes=minutes)))
        for minutes in (-1, 0, 119, 120)
    }

    assert found == {-1: [], 0: [service], 119: [service], 120: []}


def test_open_now_is_right_over_midnight_and_over_the_change_of_the_clocks():
    bar = ScheduleFactory(by_day="SA", opens_at=time(20), closes_at=time(3)).service
    actions.rebuild_openings(bar, at=datetime(2027, 3, 26, 12, tzinfo=UTC))

    # British Summer Time begins at 1am on 28 March 2027: 3am is 2am in UTC.
    hours = {hour: datetime(2027, 3, 28, hour, 59, tzinfo=UTC) for hour in (0, 1, 2)}
    assert {hour: Service.objects.open_at(at).exists() for hour, at in hours.items()} == {
        0: True,
        1: True,
        2: False,
    }


@time_machine.travel(AT, tick=False)
def test_the_nightly_task_finds_what_is_due_and_a_second_run_finds_nothing():
    timed = ScheduleFactory().service
    ServiceFactory()

    periodic.rebuild_openings()

    assert OpeningInterval.objects.filter(service=timed).count() == 10
    assert actions.rebuild_due_openings(at=AT) == 0
    assert actions.rebuild_due_openings(at=AT + timedelta(days=1)) == 2
