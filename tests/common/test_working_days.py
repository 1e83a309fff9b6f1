"""Working days of England and Wales, by the vectors of the product rules."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcounty.common import working_days

LOCAL = ZoneInfo("Europe/London")
DAYS = st.dates(date(2025, 1, 2), date(2028, 6, 1))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 12, 24), 5, date(2027, 1, 5)),  # 25 and 28 December and 1 January are holidays
        (date(2027, 3, 25), 5, date(2027, 4, 5)),  # Good Friday and Easter Monday
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 1, date(2026, 12, 1)),  # from a Saturday the clock starts on Monday
        (date(2026, 12, 25), 1, date(2026, 12, 30)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
    ],
)
def test_the_day_of_receipt_is_day_nought(start, days, due):
    assert working_days.due_date(start, days) == due


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-12-24T15:00", 48, "2026-12-30T15:00"),
        ("2026-11-23T10:00", 2, "2026-11-23T12:00"),
        ("2026-11-27T23:00", 2, "2026-11-30T01:00"),  # Friday night to Monday morning
        ("2026-11-28T10:00", 2, "2026-11-30T02:00"),  # a Saturday counts from Monday's midnight
        ("2026-11-27T22:00", 2, "2026-11-30T00:00"),
        ("2026-10-23T12:00", 24, "2026-10-26T12:00"),  # the clocks go back in between
        ("2027-03-25T12:00", 24, "2027-03-30T12:00"),  # and forward, over Easter
    ],
)
def test_hours_do_not_pass_on_days_off(start, hours, end):
    moment = datetime.fromisoformat(start).replace(tzinfo=LOCAL)

    assert working_days.add_working_hours(moment, hours) == datetime.fromisoformat(end).replace(
        tzinfo=LOCAL
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 11, 23), date(2026, 11, 24), 1),
        (date(2026, 11, 27), date(2026, 11, 30), 1),
        (date(2026, 12, 24), date(2027, 1, 5), 5),
        (date(2026, 11, 24), date(2026, 11, 23), 0),
    ],
)
def test_days_between_leave_out_the_first_and_all_days_off(start, end, expected):
    assert working_days.working_days_between(start, end) == expected


@given(start=DAYS, days=st.integers(0, 40))
def test_a_due_day_is_a_working_day_and_as_many_lie_between(start, days):
    due = working_days.due_date(start, days)

    assert working_days.is_working_day(due)
    first = working_days.next_working_day(start)
    assert working_days.working_days_between(first, due) == days


@given(
    start=st.datetimes(datetime(2025, 1, 2), datetime(2028, 1, 1), timezones=st.just(LOCAL)),
    hours=st.integers(1, 200),
)
def test_working_hours_end_on_a_working_day_or_at_its_midnight(start, hours):
    end = working_days.add_working_hours(start, hours)

    assert end > start
    assert working_days.is_working_day(end.date())


def test_the_list_of_holidays_reaches_a_year_ahead():
    """It fails while there is time to add the next year's, which the government publishes early."""
    assert max(working_days.BANK_HOLIDAYS) > date.today() + timedelta(days=365)
