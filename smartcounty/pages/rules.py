"""When an answer is due; values in, values out."""

from datetime import timedelta

from smartcounty.common.working_days import due_date
from smartcounty.pages.choices import DATA_PROTECTION_DAYS, WORKING_DAYS, Kind


def answer_due(kind, day):
    """The last day for an answer to something that came on that day."""
    if kind == Kind.DATA_PROTECTION:
        return day + timedelta(days=DATA_PROTECTION_DAYS)
    return due_date(day, WORKING_DAYS[kind])
