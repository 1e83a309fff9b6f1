from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from hubs import rules
from hubs.choices import AccessKind
from hubs.lifecycle import Status
from tests.factories.hubs import AccessFactFactory

MONDAY = date(2026, 11, 23)
USUAL = (
    (0, time(10), time(12)),
    (0, time(14), time(17)),
    (2, time(10), time(20)),
    (5, time(10), time(13)),
)
WEEK = rules.Week(hours=USUAL, exceptions={})


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        ("2026-11-23T09:59", False, "Opens at 10am"),
        ("2026-11-23T10:00", True, "Open now, until 12 noon"),
        ("2026-11-23T12:00", False, "Opens at 2pm"),
        ("2026-11-23T16:59", True, "Open now, until 5pm"),
        ("2026-11-23T17:00", False, "Opens Wednesday at 10am"),
        ("2026-11-24T09:00", False, "Opens tomorrow at 10am"),
        ("2026-11-25T20:00", False, "Opens Saturday at 10am"),
        ("2026-11-28T13:00", False, "Opens Monday at 10am"),
    ],
)
def test_opening_says_until_when_or_from_when(moment, is_open, words):
    opening = rules.opening(WEEK, datetime.fromisoformat(moment))

    assert opening == rules.Opening(is_open, words)


def test_opening_follows_the_exception_of_the_day():
    week = rules.Week(hours=USUAL, exceptions={MONDAY: (time(18), time(20), "Open evening")})

    assert rules.opening(week, datetime(2026, 11, 23, 11)) == rules.Opening(False, "Opens at 6pm")
    assert rules.opening(week, datetime(2026, 11, 23, 19)).is_open


def test_opening_passes_over_days_that_are_closed_for_once():
    week = rules.Week(hours=((0, time(10), time(12)),), exceptions={MONDAY: (None, None, "")})

    assert rules.opening(week, datetime(2026, 11, 22, 11)).words == "Opens 30 November 2026 at 10am"


def test_opening_without_hours_says_so():
    week = rules.Week(hours=(), exceptions={})

    words = "No opening hours in the next two weeks"
    assert rules.opening(week, datetime(2026, 11, 23, 11)) == rules.Opening(False, words)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.OPEN}))
def test_a_hub_that_is_not_open_never_says_open_now(status):
    opening = rules.opening(WEEK, datetime(2026, 11, 23, 11), status)

    assert opening == rules.Opening(False, rules.WORDS_FOR[status])


def test_table_marks_today_and_joins_the_stretches_of_a_day():
    rows = rules.table(WEEK, MONDAY)

    assert [row["name"] for row in rows][:2] == ["Monday", "Tuesday"]
    assert rows[0] == {
        "name": "Monday",
        "text": "10am to 12 noon and 2pm to 5pm",
        "shut": False,
        "today": True,
    }
    assert rows[1] == {"name": "Tuesday", "text": "Closed", "shut": True, "today": False}


def test_table_shows_today_as_it_really_is():
    week = rules.Week(hours=USUAL, exceptions={MONDAY: (None, None, "Stocktaking")})

    assert rules.table(week, MONDAY)[0]["text"] == "Closed"


def test_exceptions_of_the_next_two_weeks_are_said_in_words():
    week = rules.Week(
        hours=USUAL,
        exceptions={
            date(2026, 11, 20): (None, None, "Past"),
            date(2026, 11, 25): (time(14), time(16), "Open afternoon."),
            date(2026, 12, 1): (None, None, "Stocktaking"),
            date(2026, 12, 25): (None, None, "Too far ahead"),
        },
    )

    assert rules.exceptions_in_words(week, MONDAY) == (
        "Wednesday 25 November 2026, open 2pm to 4pm: Open afternoon. "
        "Tuesday 1 December 2026, closed: Stocktaking."
    )


def test_access_table_has_every_kind_and_says_what_nobody_checked():
    facts = [AccessFactFactory.build(kind="toilet", text="No hoist.", checked_on=MONDAY, hub=None)]

    rows = rules.access_table(facts)

    assert [row[0] for row in rows] == AccessKind.labels
    assert rows[2] == ("Toilet", "No hoist.", MONDAY)
    assert {row[1:] for row in rows if row[0] != "Toilet"} == {("Not yet checked", None)}


def test_one_day_of_checking_is_said_once_and_several_are_not_mixed():
    first = AccessFactFactory.build(kind="toilet", checked_on=MONDAY, hub=None)
    second = AccessFactFactory.build(kind="hearing", checked_on=MONDAY, hub=None)
    other = AccessFactFactory.build(kind="parking", checked_on=date(2026, 1, 5), hub=None)

    assert rules.checked_together([first, second]) == MONDAY
    assert rules.checked_together([first, other]) is None
    assert rules.checked_together([]) is None


LONDON = ZoneInfo("Europe/London")


def _moment(*parts):
    return datetime(*parts, tzinfo=LONDON)


def test_the_dates_of_an_event_in_words():
    evening = (_moment(2027, 3, 4, 17), _moment(2027, 3, 4, 20, 30))
    weekend = (_moment(2027, 3, 5, 17), _moment(2027, 3, 7, 12))

    assert rules.dates_in_words(*evening) == "Thursday 4 March 2027, 5pm to 8:30pm"
    assert (
        rules.dates_in_words(*weekend) == "Friday 5 March 2027, 5pm to Sunday 7 March 2027, 12 noon"
    )


def test_events_stand_in_weeks_and_empty_weeks_are_passed_over():
    days = [date(2026, 11, 24), date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 20)]
    events = [SimpleNamespace(starts_on=day) for day in days]

    found = [(heading, len(rows)) for heading, rows in rules.in_weeks(events, date(2026, 11, 24))]

    assert found == [("This week", 2), ("Next week", 1), ("Week of 14 December 2026", 1)]


def test_a_venue_in_words():
    hall = rules.Venue("Village hall", "Mill Street", "Stafford", "ST16 2AB")
    street = rules.Venue("", "Mill Street", "Stafford", "")

    assert (hall.short, hall.lines) == (
        "Village hall, Stafford",
        ["Mill Street", "Stafford ST16 2AB"],
    )
    assert (street.short, street.lines) == ("Mill Street, Stafford", ["Stafford"])
    assert hall.whole == "Village hall, Mill Street, Stafford ST16 2AB"
    assert (rules.ONLINE.short, rules.ONLINE.lines) == ("Online", [])
