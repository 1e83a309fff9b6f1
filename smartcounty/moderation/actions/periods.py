"""Days on which more is read first, such as before an election."""

from django.db import transaction
from django.utils import timezone

from smartcounty.moderation.actions.audit import audit
from smartcounty.moderation.lifecycle import InvalidMove
from smartcounty.moderation.models import SensitivePeriod


@transaction.atomic
def declare_period(name, *, by, reason, kinds, starts_on, ends_on, area=None, at=None):
    """From its first day to its last, things of these kinds are read first; it begins and ends by the clock."""
    at = at or timezone.now()
    period = SensitivePeriod.objects.create(
        name=name,
        reason=reason,
        area=area,
        kinds=sorted(set(kinds)),
        starts_on=starts_on,
        ends_on=ends_on,
        declared_by=by,
        declared_at=at,
    )
    days = f"{starts_on:%Y-%m-%d} to {ends_on:%Y-%m-%d}"
    audit("sensitive period declared", by=by, at=at, subject=name, to=days, reason=reason)
    return period


@transaction.atomic
def end_period(period, *, by, on):
    """Let it end on an earlier or later day, from today on; what it did so far stays in the audit.

    Raises InvalidMove for what is over: another period must be declared.
    """
    at = timezone.now()
    period = SensitivePeriod.objects.select_for_update().get(pk=period.pk)
    if min(period.ends_on, on) < timezone.localdate(at):
        raise InvalidMove
    old, period.ends_on = period.ends_on, on
    period.save(update_fields=["ends_on"])
    audit("sensitive period's end moved", by=by, at=at, subject=period.name, old=old, to=on)
    return period
