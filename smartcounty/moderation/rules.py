"""The order of the queue and its clocks; no database."""

from datetime import timedelta

from smartcounty.common import working_days
from smartcounty.moderation.choices import HOURS_TO_LOOK, WEIGHTS, CaseKind

APPEAL_WORKING_DAYS = 5


def priority(reasons, accuracies=()):
    """Sum over reports of 1 + weight of the reason + the reporter's accuracy (-0.5 to +0.5); and the words for it."""
    reasons = list(reasons)
    score = sum(1 + WEIGHTS[reason] for reason in reasons) + sum(accuracies)
    words = ", ".join(sorted({reason.label.lower() for reason in reasons}))
    count = f"{len(reasons)} report{'s' if len(reasons) != 1 else ''}"
    return score, f"{count}: {words}" if reasons else "Waits to be published"


def due_at(kind, opened_at, reasons=()):
    """When somebody must have looked; local, aware time in and out."""
    hours = [HOURS_TO_LOOK[reason] for reason in reasons if reason in HOURS_TO_LOOK]
    if hours:
        return opened_at + timedelta(hours=min(hours))
    days = APPEAL_WORKING_DAYS if kind == CaseKind.APPEAL else 1
    day = working_days.due_date(opened_at.date(), days)
    return opened_at.replace(
        year=day.year, month=day.month, day=day.day, hour=17, minute=0, second=0, microsecond=0
    )
