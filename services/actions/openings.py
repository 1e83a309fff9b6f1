"""The hours of the next fourteen days as rows, so that "open now" is one range of an index."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from services.choices import Status
from services.models import OpeningInterval, Service
from services.rules import openings

CHUNK = 200


def rebuild_openings(service, *, at):
    """The intervals of one service, from its schedules."""
    rebuild_openings_of([service], at=at)


@transaction.atomic
def rebuild_openings_of(services, *, at):
    """The intervals of these services, all or none of them."""
    today = timezone.localdate(at)
    reach = today + timedelta(days=openings.HORIZON_DAYS)
    keys = [service.pk for service in services]
    OpeningInterval.objects.filter(service__in=keys).delete()
    OpeningInterval.objects.bulk_create(
        OpeningInterval(service=service, opens_at=opens, closes_at=closes)
        for service in services
        for opens, closes in _intervals(service, today)
    )
    Service.objects.filter(pk__in=keys).update(openings_until=reach)


def rebuild_due_openings(*, at):
    """A chunk of those whose intervals do not yet reach fourteen days ahead; gives how many there were.

    Each call finds what is left, so a run that was cut short goes on where it stopped.
    """
    reach = timezone.localdate(at) + timedelta(days=openings.HORIZON_DAYS)
    due = Service.objects.with_openings_before(reach)[:CHUNK]
    rebuild_openings_of(list(due), at=at)
    return len(due)


def _intervals(service, today):
    if not service.is_running:
        return []
    if service.status == Status.CLOSED_FOR_NOW and service.closed_until is None:
        return []
    return openings.intervals(
        service.schedules.all(),
        first=today,
        days=openings.HORIZON_DAYS,
        zone=ZoneInfo(settings.TIME_ZONE),
        closed_until=service.closed_until,
    )
