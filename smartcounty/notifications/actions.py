"""What other apps call: record a fact, follow and stop following, choose how often, make the digests.

Promises: one event for each fact, in the fact's transaction; one digest for each person, kind and period.
"""

import time as clock
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from smartcounty.notifications import mail, outbox
from smartcounty.notifications.choices import DigestKind, Frequency
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import (
    Delivery,
    Digest,
    Event,
    Notification,
    Preference,
    Subscription,
)

LOCAL = ZoneInfo("Europe/London")
DIGEST_CHUNK = 200
SWEEP_SECONDS = 40


def record(notice, subject, *, by, at):
    """Write the event in the caller's transaction; wake a worker once it commits."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Record events inside the change.")
    event = Event.objects.create(kind=notice.kind, subject_id=subject.pk, by=by, at=at)
    outbox.poke("notifications.publish_event", event.pk)
    return event


@transaction.atomic
def write_to(address, *, subject, text, html=""):
    """Send one message to an address that may have no account, such as a receipt for a report."""
    return mail.queue(address, subject=subject, text=text, html=html)


@transaction.atomic
def follow(user, kind, target_id):
    """Hear of a thing from now on; a second follow changes nothing."""
    Subscription.objects.bulk_create(
        [Subscription(user=user, kind=kind, target_id=target_id, created_at=timezone.now())],
        ignore_conflicts=True,
    )


@transaction.atomic
def unfollow(user, kind, target_id):
    """Hear no more of a thing, and drop what waits for a digest only because of it."""
    Subscription.objects.filter(user=user, kind=kind, target_id=target_id).delete()


def follows(user, kind, target_id):
    if not user.is_authenticated:
        return False
    return Subscription.objects.filter(user=user, kind=kind, target_id=target_id).exists()


@transaction.atomic
def set_frequency(user, stream, frequency):
    """How often the person hears a stream from now on, waiting notifications included."""
    Preference.objects.update_or_create(user=user, stream=stream, defaults={"frequency": frequency})
    Notification.objects.filter(recipient=user, stream=stream, digest=None).exclude(
        frequency=Frequency.NOW
    ).update(frequency=frequency)


def unsubscribe(user, stream):
    """Stop one stream, queued messages included; others continue."""
    set_frequency(user, stream, Frequency.OFF)


def make_digests(*, at, period=None):
    """Make the digests due at that moment; returns how many. Safe to run at any time, any number of times.

    A period's cut-off is a local time of day, so a clock that was late still makes exactly the same digests.
    """
    made = 0
    for kind in DigestKind.values:
        cut_off, key = last_cut_off(kind, at)
        while chunk := _make_chunk(kind, period or key, cut_off):
            made += chunk
    return made


def last_cut_off(kind, at):
    """The latest moment at or before `at` when digests of this kind fall due, and the key of its period."""
    local = at.astimezone(LOCAL)
    hour = time.fromisoformat(settings.NOTIFICATIONS["digest_time"])
    day = local.date()
    if local.time() < hour:
        day -= timedelta(days=1)
    if kind == DigestKind.WEEKLY:
        day -= timedelta(days=(day.weekday() - settings.NOTIFICATIONS["digest_weekday"]) % 7)
    cut_off = datetime.combine(day, hour, tzinfo=LOCAL)
    week = day.isocalendar()
    key = day.isoformat() if kind == DigestKind.DAILY else f"{week.year}-W{week.week:02d}"
    return cut_off, key


@transaction.atomic
def _make_chunk(kind, period, cut_off):
    """Digest rows first (their uniqueness is the claim), then the items up to the cut-off, then the deliveries."""
    waiting = Notification.objects.waiting_for(kind, before=cut_off)
    people = get_user_model().objects.reachable().filter(pk__in=waiting.values("recipient"))
    people = people.exclude(digests__kind=kind, digests__period=period)
    ids = list(people.order_by("pk").values_list("pk", flat=True)[:DIGEST_CHUNK])
    if not ids:
        return 0
    made = _claim_digests(ids, kind, period)
    for pk, user_id in made:
        if waiting.filter(recipient=user_id).update(digest_id=pk):
            delivery = Delivery.objects.create(digest_id=pk, stream="following", priority=8)
            outbox.poke("notifications.send_delivery", delivery.pk)
    return len(made)


def _claim_digests(user_ids, kind, period):
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Digest._meta.db_table} (user_id, kind, period, created_at)"
            " SELECT person, %s, %s, now() FROM unnest(%s) AS person"
            " ON CONFLICT (user_id, kind, period) DO NOTHING RETURNING id, user_id",
            [kind, period, user_ids],
        )
        return cursor.fetchall()


def sweep(*, at):
    """Find what nobody rang for: events not told, rows due, hand-overs cut short. Ends well before the task limit."""
    end = clock.monotonic() + SWEEP_SECONDS
    outbox.settle_abandoned()
    for pk in Event.objects.unpublished().order_by("at", "pk").values_list("pk", flat=True)[:500]:
        outbox.publish(pk)
    while clock.monotonic() < end and outbox.send():
        pass


@transaction.atomic
def retry(delivery, *, by):
    """Send a failed message once more; asked for by staff."""
    return Delivery.objects.filter(pk=delivery.pk, state=State.FAILED).update(
        state=State.PENDING, claims=0, tries=0, due_at=timezone.now(), created_at=timezone.now()
    )
