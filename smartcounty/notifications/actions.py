"""What other apps call: record a fact, follow and stop following, choose how often, make the digests.

Promises: one event for each fact, in the fact's transaction; one digest for each person, kind and period.
"""

import time as clock
from datetime import time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from smartcounty.notifications import mail, outbox, rules
from smartcounty.notifications.choices import ALWAYS_ON, DigestKind, Frequency, Stream
from smartcounty.notifications.lifecycle import FINAL, State
from smartcounty.notifications.models import (
    AccountMessage,
    Delivery,
    Digest,
    Event,
    Notification,
    Preference,
    Subscription,
    Suppression,
)

DIGEST_CHUNK = 200
LONGEST_SECONDS = 40  # of one run: the queue's limit is 50


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
    """Hear no more of a thing: what waits only because of it is left out when it would be sent."""
    Subscription.objects.filter(user=user, kind=kind, target_id=target_id).delete()


@transaction.atomic
def carry_followers(kind, *, old, new, at):
    """Who follows one thing follows another of its kind too. Gives those who are new there, for `return_followers`."""
    theirs = Subscription.objects.filter(kind=kind, target_id=new)
    had = set(theirs.values_list("user", flat=True))
    everybody = Subscription.objects.filter(kind=kind, target_id=old)
    users = sorted(set(everybody.values_list("user", flat=True)) - had)
    Subscription.objects.bulk_create(
        [Subscription(user_id=pk, kind=kind, target_id=new, created_at=at) for pk in users],
        ignore_conflicts=True,
    )
    return users


def follow_heirs(kind):
    """The taking over for a kind of place: who follows the old one follows each of its heirs too."""

    def take_over(old, heirs, *, at):
        for heir in heirs:
            carry_followers(kind, old=old.pk, new=heir.pk, at=at)

    return take_over


@transaction.atomic
def return_followers(kind, target_id, *, people, since):
    """Take away what was carried there, but for whoever has stopped and begun again by themselves."""
    carried = Subscription.objects.filter(kind=kind, target_id=target_id, user__in=people)
    carried.filter(created_at__lte=since).delete()


def follows(user, kind, target_id):
    if not user.is_authenticated:
        return False
    return Subscription.objects.filter(user=user, kind=kind, target_id=target_id).exists()


@transaction.atomic
def set_frequency(user, stream, frequency):
    """How often the person hears a stream from now on; what waits for a digest goes by the new choice too.

    Only "straight away" leaves what waits in the digest it waits for: nobody wants a week's news in one minute.
    """
    if stream in ALWAYS_ON:
        raise ValueError(f"{stream} cannot be switched off or slowed down")
    Preference.objects.update_or_create(user=user, stream=stream, defaults={"frequency": frequency})
    if frequency != Frequency.NOW:
        waiting = Notification.objects.filter(recipient=user, stream=stream, digest=None)
        waiting.exclude(frequency=Frequency.NOW).update(frequency=frequency)


@transaction.atomic
def unsubscribe(user, *streams):
    """Stop these streams, queued messages included; others continue. A second time changes nothing."""
    for stream in streams:
        set_frequency(user, stream, Frequency.OFF)


@transaction.atomic
def trust_address_again(user):
    """The person says that their address works after all."""
    Suppression.objects.filter(user=user).delete()


def erase_person(user, *, at):
    """All that was for this person, sent or waiting; what they did stays as events without a name."""
    AccountMessage.objects.filter(to=user.email).delete()
    for rows in (
        user.subscriptions,
        user.preferences,
        user.notifications,
        user.digests,
        Suppression.objects.filter(user=user),
    ):
        rows.all().delete()


def make_digests(*, at, period=None):
    """Make the digests due at that moment; returns how many. Safe to run at any time, any number of times.

    A period's cut-off is a local time of day, so a clock that was late still makes exactly the same digests. With
    `period` only that day's or week's are made. A run that takes too long stops; the next goes on where it was.
    """
    made, end = 0, clock.monotonic() + LONGEST_SECONDS
    for kind, cut_off, key in _due_periods(at, period):
        while clock.monotonic() < end and (chunk := _make_chunk(kind, key, cut_off)):
            made += chunk
    return made


def _due_periods(at, period):
    when = {
        "time": time.fromisoformat(settings.NOTIFICATIONS["digest_time"]),
        "weekday": settings.NOTIFICATIONS["digest_weekday"],
    }
    if period is None:
        return [(kind, *rules.last_cut_off(kind, at, **when)) for kind in DigestKind.values]
    kind, cut_off = rules.cut_off_of(period, **when)
    return [(kind, cut_off, period)] if cut_off <= at else []


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
    mine = Digest.objects.filter(pk__in=made, user=OuterRef("recipient"))
    waiting.filter(recipient__digests__in=made).update(digest=Subquery(mine.values("pk")))
    deliveries = Delivery.objects.bulk_create(
        Delivery(digest=digest, stream=Stream.FOLLOWING, priority=8)
        for digest in Digest.objects.filter(pk__in=made).exclude(notifications=None).order_by("pk")
    )
    for delivery in deliveries:
        outbox.poke("notifications.send_delivery", delivery.pk)
    return len(made)


def _claim_digests(user_ids, kind, period):
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Digest._meta.db_table} (user_id, kind, period, created_at)"
            " SELECT person, %s, %s, now() FROM unnest(%s) AS person"
            " ON CONFLICT (user_id, kind, period) DO NOTHING RETURNING id",
            [kind, period, user_ids],
        )
        return [pk for (pk,) in cursor.fetchall()]


def sweep(*, at):
    """Find what nobody rang for: events not told, digests due, rows due, hand-overs cut short.

    Ends well before the task limit; the next minute goes on.
    """
    end = clock.monotonic() + LONGEST_SECONDS
    outbox.settle_abandoned()
    for pk in Event.objects.unpublished().order_by("at", "pk").values_list("pk", flat=True)[:500]:
        outbox.publish(pk)
    make_digests(at=at)
    while clock.monotonic() < end and outbox.send():
        pass


def forget_words(*, at):
    """Erase the words of account messages that ended a day ago without being sent; sent ones lost them at once."""
    ended = Delivery.objects.filter(state__in=FINAL, finished_at__lt=at - timedelta(days=1))
    outbox.erase_words(ended.values("message"))


@transaction.atomic
def retry(delivery, *, by):
    """Send a failed message once more; asked for by staff."""
    now = timezone.now()
    again = Delivery.objects.filter(pk=delivery.pk, state=State.FAILED).update(
        state=State.PENDING, claims=0, tries=0, due_at=now, created_at=now, finished_at=None
    )
    if again:
        outbox.poke("notifications.send_delivery", delivery.pk)
    return again


@transaction.atomic
def keep_quiet(*, before):
    """Take all events up to then as told: history that was loaded is news to nobody."""
    return Event.objects.unpublished().filter(at__lt=before).update(published_at=timezone.now())
