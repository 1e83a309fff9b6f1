from datetime import date, timedelta

import pytest

from services.choices import Freshness
from services.rules import freshness

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-31, Freshness.CURRENT),
        (-30, Freshness.DUE),
        (-1, Freshness.DUE),
        (0, Freshness.OVERDUE),
        (13, Freshness.OVERDUE),
        (14, Freshness.UNCONFIRMED),
        (29, Freshness.UNCONFIRMED),
        (30, Freshness.DEMOTED),
        (89, Freshness.DEMOTED),
        (90, Freshness.UNLISTED),
    ],
)
def test_state_follows_the_days_after_it_should_have_been_confirmed(days, state):
    due = TODAY - timedelta(days=days)

    assert freshness.state(TODAY, verify_by=due, confirmed=True) == state


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, Freshness.UNCONFIRMED),
        (29, Freshness.UNCONFIRMED),
        (30, Freshness.DEMOTED),
        (364, Freshness.DEMOTED),
        (365, Freshness.UNLISTED),
    ],
)
def test_what_a_file_told_starts_unconfirmed_and_stays_listed_for_a_year(days, state):
    imported = TODAY - timedelta(days=days)

    assert (
        freshness.state(TODAY, verify_by=imported, confirmed=False, imported_on=imported) == state
    )


@pytest.mark.parametrize(
    ("confirmed", "high_risk", "due"),
    [
        (date(2026, 3, 2), False, date(2027, 3, 2)),
        (date(2026, 3, 2), True, date(2026, 9, 2)),
        (date(2026, 8, 31), True, date(2027, 2, 28)),
        (date(2024, 2, 29), False, date(2025, 2, 28)),
        (date(2026, 12, 31), True, date(2027, 6, 30)),
    ],
)
def test_a_check_lasts_twelve_months_and_six_where_the_risk_is_high(confirmed, high_risk, due):
    assert freshness.verify_by(confirmed, high_risk=high_risk) == due
