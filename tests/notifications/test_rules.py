from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from smartcounty.notifications import rules

LONDON = ZoneInfo("Europe/London")
WHEN = {"time": time(7, 30), "weekday": 1}


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "due", "key"),
    [
        ("2026-11-24T07:29", "2026-11-17T07:30", "2026-W47"),
        ("2026-11-24T07:30", "2026-11-24T07:30", "2026-W48"),
        ("2026-11-24T07:31", "2026-11-24T07:30", "2026-W48"),
        ("2026-11-30T23:59", "2026-11-24T07:30", "2026-W48"),
        ("2026-12-01T07:30", "2026-12-01T07:30", "2026-W49"),
        # the year's last week holds days of the next year
        ("2026-12-29T07:30", "2026-12-29T07:30", "2026-W53"),
        ("2027-01-05T07:30", "2027-01-05T07:30", "2027-W01"),
    ],
)
def test_a_week_is_due_on_tuesday_at_half_past_seven(at, due, key):
    assert rules.last_cut_off("weekly", local(at), **WHEN) == (local(due), key)


@pytest.mark.parametrize(
    ("at", "due", "key"),
    [
        ("2026-11-24T00:00", "2026-11-23T07:30", "2026-11-23"),
        ("2026-11-24T07:30", "2026-11-24T07:30", "2026-11-24"),
        ("2027-01-01T01:00", "2026-12-31T07:30", "2026-12-31"),
    ],
)
def test_a_day_is_due_at_half_past_seven(at, due, key):
    assert rules.last_cut_off("daily", local(at), **WHEN) == (local(due), key)


@pytest.mark.parametrize(
    ("utc", "key"),
    [
        # summer time begins on Sunday 28 March 2027: half past seven is half past six in UTC from then on
        ("2027-03-27T07:29", "2027-03-26"),
        ("2027-03-27T07:30", "2027-03-27"),
        ("2027-03-28T06:29", "2027-03-27"),
        ("2027-03-28T06:30", "2027-03-28"),
        # and ends on Sunday 25 October 2026
        ("2026-10-24T06:30", "2026-10-24"),
        ("2026-10-25T07:29", "2026-10-24"),
        ("2026-10-25T07:30", "2026-10-25"),
    ],
)
def test_the_hour_is_the_countys_on_both_sides_of_a_clock_change(utc, key):
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)

    assert rules.last_cut_off("daily", at, **WHEN)[1] == key


@pytest.mark.parametrize(
    ("period", "kind", "due"),
    [
        ("2026-W48", "weekly", "2026-11-24T07:30"),
        ("2026-W53", "weekly", "2026-12-29T07:30"),
        ("2027-W12", "weekly", "2027-03-23T07:30"),
        ("2027-03-28", "daily", "2027-03-28T07:30"),
    ],
)
def test_a_key_names_its_kind_and_its_moment(period, kind, due):
    assert rules.cut_off_of(period, **WHEN) == (kind, local(due))


@pytest.mark.parametrize("period", ["2026-W48-2", "20261124", "2026W48", "2026-W54", "week 48", ""])
def test_another_key_is_refused(period):
    with pytest.raises(ValueError, match=r".+"):
        rules.cut_off_of(period, **WHEN)
