"""Who may send a row: the holder of its lease, by the database's clock. Late writers are refused."""

import random
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from smartcounty.notifications.choices import SENT_AGAIN_IF_UNSURE, Frequency, Stream
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import AccountMessage, Delivery, Notification


@transaction.atomic
def claim(*, only=None, limit=20):
    """Take up to `limit` due rows under one new lease; rows that others hold are passed over.

    An attempt is counted when its turn comes (`start`), so that a row which kills its worker fails alone.
    """
    due = Delivery.objects.due()
    if only is not None:
        due = due.filter(pk__in=only)
    rows = due.most_urgent_first().select_for_update(skip_locked=True)[:limit]
    poison = [row.pk for row in rows if row.claims >= settings.NOTIFICATIONS["most_claims"]]
    Delivery.objects.filter(pk__in=poison).update(
        state=State.FAILED, finished_at=Now(), reason="Given up: no attempt came to an end"
    )
    taken = [row for row in rows if row.pk not in poison]
    lease = uuid.uuid4()
    Delivery.objects.filter(pk__in=[row.pk for row in taken]).update(
        state=State.CLAIMED,
        lease_id=lease,
        leased_until=_end_of_lease(),
    )
    for row in taken:
        row.lease_id = lease
    return taken


def start(delivery):
    """Count the attempt and lease the row for its own time; False if the lease was lost meanwhile."""
    return bool(
        Delivery.objects.filter(
            pk=delivery.pk, lease_id=delivery.lease_id, state=State.CLAIMED
        ).update(claims=F("claims") + 1, leased_until=_end_of_lease())
    )


def release(deliveries):
    """Give back rows whose turn did not come; somebody else may take them at once."""
    for delivery in deliveries:
        _held(delivery).update(state=State.PENDING, lease_id=None, leased_until=None)


def begin_hand_over(delivery):
    """Commit that the message is about to go; False if the lease was lost meanwhile."""
    return bool(
        Delivery.objects.filter(
            pk=delivery.pk, lease_id=delivery.lease_id, state=State.CLAIMED
        ).update(state=State.HANDING_OVER, tries=F("tries") + 1)
    )


@transaction.atomic
def finish(delivery, state, *, reason=""):
    """Record how it ended, if the lease still holds; a sent account message loses its words.

    A failed one keeps them for a day, so that staff can have it sent again (see actions.forget_words).
    """
    done = _held(delivery).update(
        state=state, reason=reason[:300], finished_at=Now(), lease_id=None, leased_until=None
    )
    if done and delivery.message_id and state == State.SENT:
        erase_words([delivery.message_id])


@transaction.atomic
def leave_to_digest(delivery, *, reason):
    """Not sent by itself; the next daily digest tells it."""
    Notification.objects.filter(pk=delivery.notification_id, digest=None).update(
        frequency=Frequency.DAILY
    )
    finish(delivery, State.SUPPRESSED, reason=reason)


def put_back(delivery, *, reason, tried=True):
    """Try again later, or give up when the message is too old to be of use."""
    hours = "give_up_hours_security" if delivery.stream == Stream.ACCOUNT else "give_up_hours"
    oldest = Now() - timedelta(hours=settings.NOTIFICATIONS[hours])
    if _held(delivery).filter(created_at__lt=oldest).exists():
        finish(
            delivery, State.FAILED, reason=f"Given up after {delivery.tries + 1} tries: {reason}"
        )
        return
    _held(delivery).update(
        state=State.PENDING,
        reason=reason[:300],
        due_at=Now() + backoff(delivery.tries if tried else 0),
        claims=0,
        tries=F("tries") + (1 if tried and delivery.state != State.HANDING_OVER else 0),
        lease_id=None,
        leased_until=None,
    )


def backoff(tries):
    """1, 5, 15, 60 minutes, then hourly, each up to a tenth longer so that retries do not march in step."""
    steps = settings.NOTIFICATIONS["retry_minutes"]
    minutes = steps[min(tries, len(steps) - 1)]
    return timedelta(minutes=minutes * (1 + random.random() / 10))


@transaction.atomic
def settle_abandoned():
    """Rows whose worker died during hand-over: ask once more where silence is worse than a repeat; else unknown."""
    rows = Delivery.objects.abandoned().select_for_update(skip_locked=True)
    for row in rows:
        settle_unknown(row)
    return len(rows)


def settle_unknown(delivery):
    again = delivery.stream in SENT_AGAIN_IF_UNSURE and not delivery.asked_again
    Delivery.objects.filter(pk=delivery.pk, state=State.HANDING_OVER).update(
        state=State.PENDING if again else State.UNKNOWN,
        asked_again=True,
        reason="The connection ended before the answer came",
        finished_at=None if again else Now(),
        lease_id=None,
        leased_until=None,
    )


def erase_words(message_ids):
    AccountMessage.objects.filter(pk__in=message_ids, erased_at=None).update(
        to="", sender="", subject="", text="", html="", erased_at=timezone.now()
    )


def _end_of_lease():
    return Now() + timedelta(seconds=settings.NOTIFICATIONS["lease_seconds"])


def _held(delivery):
    return Delivery.objects.filter(
        pk=delivery.pk,
        lease_id=delivery.lease_id,
        state__in=[State.CLAIMED, State.HANDING_OVER],
    )
