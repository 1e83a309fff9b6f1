"""The hours of the next fourteen days as rows, so that "open now" is one range of an index."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from services.choices import Status
from services.models import OpeningInterval, Schedule, Service
from services.rules import openings

CHUNK = 200


def add_openings(service, *, at):
    """The intervals of a service that has none yet and is not seen by others; its columns are left to the caller."""
    today = timezone.localdate(at)
    schedules = list(service.schedules.all())
    OpeningInterval.objects.bulk_create(_rows(service, today, schedules))
    service.openings_until = today + timedelta(days=openings.HORIZON_DAYS)
    service.has_hours = any(row.opens_at is not None for row in schedules)


def rebuild_openings(service, *, at):
    """The intervals of one service, from its schedules."""
    rebuild_openings_of([service], at=at)


@transaction.atomic
def rebuild_openings_of(services, *, at):
    """The intervals of these services, all or none of them."""
    today = timezone.localdate(at)
    reach = today + timedelta(days=openings.HORIZON_DAYS)
    keys = [service.pk for service in services]
    rows = Service.objects.filter(pk__in=keys)
    # Held until the end, so that two who rebuild the same service do so one after the other.
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    OpeningInterval.objects.filter(service__in=keys).delete()
    OpeningInterval.objects.bulk_create(
        row for service in services for row in _rows(service, today, service.schedules.all())
    )
    timed = Schedule.objects.filter(service=OuterRef("pk"), opens_at__isnull=False)
    rows.update(openings_until=reach, has_hours=Exists(timed))


def rebuild_due_openings(*, at):
    """A chunk of those whose intervals do not yet reach fourteen days ahead; gives how many there were.

    Each call finds what is left, so a run that was cut short goes on where it stopped.
    """
    reach = timezone.localdate(at) + timedelta(days=openings.HORIZON_DAYS)
    due = Service.objects.with_openings_before(reach)[:CHUNK]
    rebuild_openings_of(list(due), at=at)
    return len(due)


def _rows(service, today, schedules):
    return [
        OpeningInterval(service=service, opens_at=opens, closes_at=closes)
        for opens, closes in _intervals(service, today, schedules)
    ]


def _intervals(service, today, schedules):
    if not service.is_running:
        return []
    if service.status == Status.CLOSED_FOR_NOW and service.closed_until is None:
        return []
    return openings.intervals(
        schedules,
        first=today,
        days=openings.HORIZON_DAYS,
        zone=ZoneInfo(settings.TIME_ZONE),
        closed_until=service.closed_until,
    )
