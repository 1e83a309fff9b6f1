"""People's own lists of services, and what they show of services that go together.

Promises: a person keeps a service once; a list that was begun before signing in is added to their own, never lost and
never doubled; the links between services are made anew each night, from ten people or more.
"""

import heapq

from django.db import connection, transaction
from django.utils import timezone

from services.models import AlsoUsed, SavedService, Service
from services.rules import together
from services.rules.compare import MOST_SAVED


class ListIsFull(Exception):
    """A list holds `MOST_SAVED`: more than anybody looks through."""


@transaction.atomic
def save(service, *, by):
    """Put a service on a person's list; twice is once."""
    at = timezone.now()
    if SavedService.objects.of(by).exclude(service=service).count() >= MOST_SAVED:
        raise ListIsFull
    _add([service.pk], by=by, at=at)


@transaction.atomic
def take_off(services, *, by):
    """Take services off a person's list, by their keys, whatever has become of them."""
    SavedService.objects.of(by).filter(service__in=services).delete()


@transaction.atomic
def bring_list(services, *, by):
    """Add a list that was begun in a browser, by its keys in order, as far as there is room."""
    at = timezone.now()
    known = set(Service.objects.filter(pk__in=services).values_list("pk", flat=True))
    room = MOST_SAVED - SavedService.objects.of(by).exclude(service__in=known).count()
    _add([key for key in services if key in known][-room:] if room > 0 else [], by=by, at=at)


def forget_list(user, *, at):
    """When a person's account is erased, their list goes with it."""
    SavedService.objects.filter(user=user).delete()


def link(reviewed):
    """Make the links between services anew, from rows of person and service in order and from people's lists."""
    rows = together.linked(*_gathered(reviewed))  # meanwhile no transaction waits
    with transaction.atomic():
        AlsoUsed.objects.all().delete()
        AlsoUsed.objects.bulk_create(
            AlsoUsed(service_id=service, other_id=other, people=people, position=position)
            for service, other, people, position in rows
        )


@transaction.atomic
def _gathered(reviewed):
    with connection.cursor() as cursor:
        # All rows are read, so the plan need not bring the first ones soon.
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    listed = Service.objects.listed().values("pk")
    saved = SavedService.objects.filter(service__in=listed).order_by("user", "service")
    return together.gathered(heapq.merge(reviewed, saved.values_list("user", "service").iterator()))


def _add(services, *, by, at):
    rows = [SavedService(user=by, service_id=key, saved_at=at) for key in services]
    SavedService.objects.bulk_create(rows, ignore_conflicts=True)
