from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from services.rules import openings, sessions
from services.rules.entries import ScheduleEntry

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 10, 20)  # five days before the clocks go back


def schedule(**fields):
    return ScheduleEntry(**{"opens_at": time(10), "closes_at": time(12), **fields})


def session_of(**fields):
    (session,) = sessions.sessions([schedule(**fields)], today=TODAY, zone=LONDON)
    return session


def days_of(session, until):
    """The days on which a calendar program would show it."""
    if not session.rule:
        return [session.starts.date()]
    parts = {name: _text(value) for name, value in session.rule.items() if name != "UNTIL"}
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    last = session.rule.get("UNTIL", datetime.combine(until, time(23), tzinfo=LONDON))
    rule = rrulestr(text, dtstart=session.starts.replace(tzinfo=None))
    end = last.astimezone(LONDON).replace(tzinfo=None)
    return [
        moment.date()
        for moment in rule.between(datetime.min, min(end, datetime.combine(until, time(23))))
    ]


def _text(value):
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    "fields",
    [
        {"by_day": "MO,WE"},
        {"by_day": "TU", "interval": 2, "starts_on": date(2026, 9, 1)},
        {"by_day": "TU", "valid_to": date(2026, 12, 1)},
        {"starts_on": date(2026, 9, 3)},
        {"frequency": "MONTHLY", "by_day": "2MO,-1FR"},
        {"frequency": "MONTHLY", "by_day": "TU"},
        {"frequency": "MONTHLY", "by_month_day": "1, 15,-1"},
        {"frequency": "MONTHLY", "starts_on": date(2026, 3, 12), "interval": 3},
        {"frequency": "DAILY", "starts_on": date(2026, 10, 1), "interval": 3},
        {"frequency": "ONCE", "starts_on": date(2026, 11, 5)},
        {"by_day": "SA", "valid_from": date(2026, 12, 1)},
    ],
    ids=str,
)
def test_a_calendar_shows_the_days_that_the_page_knows(fields):
    until = TODAY + timedelta(days=400)
    known = [
        day
        for number in range(401)
        if openings.falls_on(schedule(**fields), day := TODAY + timedelta(days=number))
    ]

    assert days_of(session_of(**fields), until) == known
    assert known


def test_a_session_keeps_its_time_on_the_clock_when_the_clocks_change():
    session = session_of(by_day="SU")

    assert session.starts == datetime(2026, 10, 25, 10, tzinfo=LONDON)
    assert session.starts.utcoffset() == timedelta(0)
    assert session_of(by_day="SA").starts.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("opens", "closes", "hours"),
    [(time(22), time(2), 4), (time(9), time(9), 24), (time(22), time(0), 2)],
)
def test_what_closes_no_later_than_it_opens_ends_on_the_next_day(opens, closes, hours):
    session = session_of(by_day="WE", opens_at=opens, closes_at=closes)

    assert session.ends - session.starts == timedelta(hours=hours)


def test_what_is_over_or_has_no_hours_is_left_out():
    over = schedule(by_day="MO", valid_to=date(2026, 10, 1))
    unknown = schedule(by_day="MO", opens_at=None, closes_at=None)

    assert sessions.sessions([over, unknown], today=TODAY, zone=LONDON) == []


def test_a_bank_holiday_of_which_something_else_is_told_is_left_out():
    friday = date(2026, 12, 25)
    rows = [
        SimpleNamespace(**vars(schedule(**fields)), location_id=None)
        for fields in (
            {"by_day": "FR"},
            {"by_day": "FR", "opens_at": time(11), "valid_from": friday, "valid_to": friday},
        )
    ]
    usual, told = sessions.sessions(rows, today=TODAY, zone=LONDON)

    assert usual.left_out == [datetime(2026, 12, 25, 10, tzinfo=LONDON)]
    assert (told.starts, told.left_out) == (datetime(2026, 12, 25, 11, tzinfo=LONDON), [])
    (usual, told) = sessions.sessions(rows, today=friday, zone=LONDON)
    assert usual.starts.date() == date(2027, 1, 1)


def test_the_last_day_is_told_as_a_moment_that_includes_it():
    until = session_of(by_day="TU", valid_to=date(2026, 12, 1)).rule["UNTIL"]

    assert until.isoformat() == "2026-12-01T23:59:59+00:00"
