from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from services.rules import openings
from services.rules.entries import ScheduleEntry

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)


def weekly(by_day, opens="9:00", closes="17:00", **fields):
    return ScheduleEntry(by_day=by_day, opens_at=at(opens), closes_at=at(closes), **fields)


def at(text):
    hour, minute = map(int, text.split(":"))
    return time(hour, minute)


def local(*schedules, first=MONDAY, days=7, **options):
    """The intervals as text on the county's clock, for reading."""
    found = openings.intervals(schedules, first=first, days=days, zone=LONDON, **options)
    return [
        f"{start.astimezone(LONDON):%a %H:%M} - {end.astimezone(LONDON):%a %H:%M}"
        for start, end in found
    ]


def test_a_weekly_schedule_opens_on_its_days():
    assert local(weekly("TU,SA")) == ["Tue 09:00 - Tue 17:00", "Sat 09:00 - Sat 17:00"]


def test_what_is_told_of_one_bank_holiday_replaces_the_usual_hours_of_its_place():
    friday, monday = date(2026, 12, 25), date(2026, 12, 28)
    usual = weekly("MO,TU,WE,TH,FR")
    few = weekly("FR", "10:00", "12:00", valid_from=friday, valid_to=friday)
    shut = ScheduleEntry(valid_from=monday, valid_to=monday)
    rows = [SimpleNamespace(**vars(row), location_id=None) for row in (usual, few, shut)]

    assert local(*rows, first=date(2026, 12, 24), days=6) == [
        "Thu 09:00 - Thu 17:00",
        "Fri 10:00 - Fri 12:00",
        "Tue 09:00 - Tue 17:00",
    ]
    elsewhere = SimpleNamespace(**vars(usual), location_id=2)
    rows[1].location_id = rows[0].location_id = 1
    assert local(elsewhere, *rows[:2], first=friday, days=1) == ["Fri 09:00 - Fri 17:00"]
    assert local(*rows[:2], first=friday, days=1) == ["Fri 10:00 - Fri 12:00"]


def test_hours_before_and_after_lunch_stay_apart_and_touching_hours_join():
    assert local(
        weekly("MO", "9:00", "12:00"),
        weekly("MO", "14:00", "16:00"),
        weekly("MO", "16:00", "18:00"),
    ) == ["Mon 09:00 - Mon 12:00", "Mon 14:00 - Mon 18:00"]


def test_what_opened_last_night_is_open_until_it_closes():
    bar = weekly("SU", "20:00", "2:00")

    assert local(bar) == ["Sun 20:00 - Mon 02:00", "Sun 20:00 - Mon 02:00"]
    assert local(bar, days=1) == ["Sun 20:00 - Mon 02:00"]


def test_midnight_to_midnight_is_open_day_and_night():
    assert local(weekly("MO,TU,WE,TH,FR,SA,SU", "0:00", "0:00"), days=3) == [
        "Mon 00:00 - Thu 00:00"
    ]


def test_a_fortnightly_schedule_counts_weeks_from_its_first_day():
    schedule = weekly("WE", interval=2, starts_on=date(2026, 11, 18))

    assert local(schedule, days=21) == ["Wed 09:00 - Wed 17:00"]
    assert openings.falls_on(schedule, date(2026, 12, 2))
    assert not openings.falls_on(schedule, date(2026, 11, 25))


@pytest.mark.parametrize(
    ("by_day", "by_month_day", "days"),
    [
        ("2MO", "", [14]),
        ("-1FR", "", [25]),
        ("1TU,3TU", "", [1, 15]),
        ("", "5,-1", [5, 31]),
        ("WE", "", [2, 9, 16, 23, 30]),
        ("FR", "13,25", [25]),
    ],
)
def test_a_monthly_schedule_knows_its_days_of_december(by_day, by_month_day, days):
    schedule = weekly(by_day, frequency="MONTHLY", by_month_day=by_month_day)

    december = [date(2026, 12, 1) + timedelta(days=number) for number in range(31)]
    assert [day.day for day in december if openings.falls_on(schedule, day)] == days


@given(
    frequency=st.sampled_from(["WEEKLY", "MONTHLY", "DAILY"]),
    interval=st.integers(1, 4),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    start=st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    nth=st.sampled_from([None, 1, 2, -1]),
)
def test_days_agree_with_the_reading_of_calendars(frequency, interval, weekdays, start, nth):
    numbered = nth if frequency == "MONTHLY" else None
    by_day = ",".join(f"{numbered or ''}{openings.DAYS[day]}" for day in sorted(weekdays))
    schedule = weekly(
        "" if frequency == "DAILY" else by_day,
        frequency=frequency,
        interval=interval,
        starts_on=start,
    )
    days = [rrule.weekday(day, numbered) for day in sorted(weekdays)]
    rule = rrule.rrule(
        getattr(rrule, frequency),
        interval=interval,
        dtstart=datetime.combine(start, time()),
        byweekday=None if frequency == "DAILY" else days,
        until=datetime.combine(start + timedelta(days=200), time()),
    )

    span = [start + timedelta(days=number) for number in range(-20, 201)]
    assert [day for day in span if openings.falls_on(schedule, day)] == [
        moment.date() for moment in rule
    ]


def test_validity_ends_with_its_last_day():
    schedule = weekly("MO,TU,WE", valid_from=date(2026, 11, 24), valid_to=date(2026, 11, 24))

    assert local(schedule) == ["Tue 09:00 - Tue 17:00"]


def test_something_that_happens_once_falls_on_its_day_alone():
    fair = weekly("", frequency="ONCE", starts_on=date(2026, 11, 28))

    assert local(fair, days=14) == ["Sat 09:00 - Sat 17:00"]


def test_a_schedule_without_hours_opens_nothing():
    assert local(ScheduleEntry(by_day="MO", description="By appointment")) == []


def test_days_before_it_opens_again_are_left_out():
    assert local(weekly("TU,FR"), closed_until=date(2026, 11, 26)) == ["Fri 09:00 - Fri 17:00"]


@pytest.mark.parametrize(
    ("first", "utc"),
    [
        (date(2027, 3, 28), [(datetime(2027, 3, 28, 9), datetime(2027, 3, 28, 16))]),
        (date(2026, 10, 25), [(datetime(2026, 10, 25, 10), datetime(2026, 10, 25, 17))]),
    ],
)
def test_hours_are_by_the_clock_on_the_wall_when_the_clocks_change(first, utc):
    schedule = weekly("SU", "10:00", "17:00")

    found = openings.intervals([schedule], first=first, days=1, zone=LONDON)

    assert found == [(start.replace(tzinfo=UTC), end.replace(tzinfo=UTC)) for start, end in utc]


@pytest.mark.parametrize(("evening", "hours"), [(date(2027, 3, 27), 5), (date(2026, 10, 24), 7)])
def test_a_night_over_a_clock_change_is_an_hour_shorter_or_longer(evening, hours):
    (span,) = openings.intervals(
        [weekly("SA", "22:00", "4:00")], first=evening, days=1, zone=LONDON
    )

    assert span[1] - span[0] == timedelta(hours=hours)


def test_an_hour_that_the_clocks_skip_is_still_an_interval_in_order():
    found = openings.intervals(
        [weekly("SU", "1:15", "1:45")], first=date(2027, 3, 28), days=1, zone=LONDON
    )

    assert all(start < end for start, end in found)


def test_days_that_nobody_understands_are_left_out():
    assert openings.parse_by_day("mo, 2TU,XX,-1FR") == [(0, 0), (2, 1), (-1, 4)]
