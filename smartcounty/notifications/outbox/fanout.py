"""From one event to one notification for each person who should hear of it."""

from collections import defaultdict

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from smartcounty.notifications import registry
from smartcounty.notifications.choices import ALWAYS_ON, DEFAULT_FREQUENCY, Frequency
from smartcounty.notifications.models import (
    Delivery,
    Event,
    Notification,
    Preference,
    Subscription,
)
from smartcounty.notifications.outbox.poking import poke

CHUNK = 500


def publish(event_id):
    """Tell everybody who should hear of the event, in chunks; a killed run resumes after the last chunk."""
    while _publish_chunk(event_id):
        pass


@transaction.atomic
def _publish_chunk(event_id):
    event = (
        Event.objects.unpublished().select_for_update(skip_locked=True).filter(pk=event_id).first()
    )
    if event is None:
        return False
    notice = registry.notice(event.kind)
    people = _next_people(event, notice)
    _notify(event, notice, people)
    if len(people) < CHUNK:
        event.published_at = timezone.now()
    else:
        event.cursor = max(people)
    event.save(update_fields=["cursor", "published_at"])
    return event.published_at is None


def _next_people(event, notice):
    """The next chunk as a dictionary of user id to reasons, in order of user id; never the one who acted."""
    reachable = get_user_model().objects.reachable().exclude(pk=event.by_id)
    if notice.follows is None:
        chosen = notice.audience(event.subject_id).filter(pk__in=reachable, pk__gt=event.cursor)
        ids = chosen.order_by("pk").values_list("pk", flat=True).distinct()[:CHUNK]
        return {pk: [] for pk in ids}
    return _next_followers(event, notice.follows(event.subject_id), reachable)


def _next_followers(event, targets, reachable):
    reasons = {(target.kind, target.pk): target.reason for target in targets}
    rows = Subscription.objects.none()
    for kind, pk in reasons:
        rows |= Subscription.objects.filter(kind=kind, target_id=pk)
    rows = rows.filter(user__in=reachable, user__gt=event.cursor)
    ids = list(rows.order_by("user").values_list("user", flat=True).distinct()[:CHUNK])
    people = defaultdict(list)
    for user, kind, pk in rows.filter(user__in=ids).values_list("user", "kind", "target_id"):
        people[user].append(reasons[kind, pk])
    return {pk: sorted(people[pk]) for pk in ids}


def _notify(event, notice, people):
    frequencies = _frequencies(notice.stream, people)
    Notification.objects.bulk_create(
        [
            Notification(
                recipient_id=pk,
                event=event,
                stream=notice.stream,
                frequency=frequencies[pk],
                reasons=reasons,
                created_at=timezone.now(),
            )
            for pk, reasons in people.items()
            if frequencies[pk] != Frequency.OFF
        ],
        ignore_conflicts=True,
    )
    urgent = Notification.objects.filter(
        event=event, recipient__in=people, frequency=Frequency.NOW, deliveries=None
    )
    for notification in urgent.order_by("pk"):
        delivery = Delivery.objects.create(notification=notification, stream=notice.stream)
        poke("notifications.send_delivery", delivery.pk)


def _frequencies(stream, people):
    default = DEFAULT_FREQUENCY[stream]
    if stream in ALWAYS_ON:
        return dict.fromkeys(people, default)
    chosen = Preference.objects.filter(user__in=people, stream=stream)
    return dict.fromkeys(people, default) | dict(chosen.values_list("user", "frequency"))
