"""How sure an entry is, by the days before or after the day it should have been confirmed (product rule, section 9)."""

from datetime import timedelta

from services.choices import Freshness

MONTHS_TRUSTED = 12
MONTHS_TRUSTED_HIGH_RISK = 6
DUE_DAYS = -30
UNCONFIRMED_DAYS = 14
DEMOTED_DAYS = 30
UNLISTED_DAYS = 90
FILE_LASTS_DAYS = 365


def verify_by(confirmed_on, *, high_risk=False):
    """The day by which what was confirmed on a day should be confirmed again."""
    months = MONTHS_TRUSTED_HIGH_RISK if high_risk else MONTHS_TRUSTED
    year, month = divmod(confirmed_on.month - 1 + months, 12)
    day = confirmed_on
    while True:
        try:
            return day.replace(year=confirmed_on.year + year, month=month + 1)
        except ValueError:  # the target month is shorter
            day -= timedelta(days=1)


def state(today, *, verify_by, confirmed, imported_on=None):
    """One of `Freshness`. The never confirmed start as unconfirmed; what a feed tells stays listed for its year."""
    if verify_by is None:
        return Freshness.UNCONFIRMED
    days = (today - verify_by).days
    if days >= UNLISTED_DAYS and not _still_told(today, imported_on):
        return Freshness.UNLISTED
    if days >= DEMOTED_DAYS:
        return Freshness.DEMOTED
    if days >= UNCONFIRMED_DAYS or not confirmed:
        return Freshness.UNCONFIRMED
    if days >= 0:
        return Freshness.OVERDUE
    return Freshness.DUE if days >= DUE_DAYS else Freshness.CURRENT


def _still_told(today, imported_on):
    return imported_on is not None and (today - imported_on).days < FILE_LASTS_DAYS
