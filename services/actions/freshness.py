"""How sure entries are: confirmed by people, and reckoned anew each night."""

from itertools import islice

from django.db import transaction
from django.utils import timezone

from services.actions.cards import judge, refresh_card
from services.models import Service
from services.rules import freshness, topics

MOST_MOVED = 1000  # in one go: some ten seconds
JUDGED_BY = ["freshness", "verify_by", "verified_at", "imported_at"]


@transaction.atomic
def confirm(service, *, by, at=None):
    """Somebody who knows says that nothing is wrong; its clock starts again."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    categories = service.categories.values_list("name", flat=True)
    service.verified_at, service.verified_by, service.updated_at = at, by, at
    service.verify_by = freshness.verify_by(today, high_risk=topics.is_high_risk(categories))
    judge(service, on=today)
    service.save(
        update_fields=[
            "verified_at",
            "verified_by",
            "verify_by",
            "updated_at",
            "freshness",
            "is_listed",
        ]
    )
    refresh_card(service)


def review_freshness(*, at):
    """Move entries on to the state of this day, `MOST_MOVED` at the most; gives how many. Safe to run again."""
    today = timezone.localdate(at)
    rows = Service.objects.order_by("pk").values_list("pk", *JUDGED_BY)
    moved = (
        pk
        for pk, stored, verify_by, verified_at, imported_at in rows.iterator()
        if stored
        != freshness.state(
            today,
            verify_by=verify_by,
            confirmed=verified_at is not None,
            imported_on=imported_at and timezone.localdate(imported_at),
        )
    )
    due = list(islice(moved, MOST_MOVED))
    for pk in due:
        _move_on(pk, today)
    return len(due)


@transaction.atomic
def _move_on(pk, today):
    service = Service.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    judge(service, on=today)
    service.save(update_fields=["freshness", "is_listed"])
    refresh_card(service)
