import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from smartcounty.notifications.choices import Channel, DigestKind, Frequency, Stream
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.querysets import (
    DeliveryQuerySet,
    EventQuerySet,
    NotificationQuerySet,
)


class Event(models.Model):
    """Something happened: one row for each fact, written in the transaction of the fact itself."""

    kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    cursor = models.BigIntegerField(default=0)  # last person told, so that a killed fan-out resumes
    published_at = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="event_once_for_a_fact"),
        ]
        indexes = [
            models.Index(fields=["at"], name="event_unpublished", condition=Q(published_at=None)),
        ]

    def __str__(self):
        return f"{self.kind} {self.subject_id}"


class Subscription(models.Model):
    """A person follows one thing; the kind is one that an app declared followable."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions"
    )
    kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "target_id"], name="subscription_once"),
        ]
        indexes = [models.Index(fields=["kind", "target_id", "user"], name="subscription_target")]

    def __str__(self):
        return f"{self.kind} {self.target_id}"


class Preference(models.Model):
    """How often a person hears a stream, where that is not the default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    stream = models.CharField(max_length=20, choices=Stream)
    frequency = models.CharField(max_length=10, choices=Frequency)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "stream"], name="preference_once"),
        ]

    def __str__(self):
        return f"{self.stream}: {self.frequency}"


class Suppression(models.Model):
    """An address that bounced: nothing is sent to it until the person confirms or changes it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="suppression"
    )
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self):
        return self.reason


class Digest(models.Model):
    """One for each person, kind and period, such as `2026-W48`: the row itself is the claim."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    kind = models.CharField(max_length=10, choices=DigestKind)
    period = models.CharField(max_length=10)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "period"], name="digest_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.period}"


class Notification(models.Model):
    """One person is told of one event, whatever number of reasons they had to hear of it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notifications")
    stream = models.CharField(max_length=20, choices=Stream)
    frequency = models.CharField(max_length=10, choices=Frequency)
    reasons = ArrayField(models.CharField(max_length=200), default=list)
    digest = models.ForeignKey(
        Digest, null=True, on_delete=models.CASCADE, related_name="notifications"
    )
    created_at = models.DateTimeField()

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "event"], name="notification_once_for_a_person"
            ),
        ]
        indexes = [
            models.Index(
                fields=["frequency", "created_at", "recipient"],
                name="notification_waiting",
                condition=Q(digest=None),
            ),
        ]

    def __str__(self):
        return f"{self.event} for {self.recipient_id}"


class AccountMessage(models.Model):
    """A message about signing in or an account; its words are erased when it is handed over."""

    to = models.EmailField(blank=True)
    sender = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"account message {self.pk}"


class Delivery(models.Model):
    """One message by one channel: the unit that is claimed, sent once and accounted for."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notification = models.ForeignKey(
        Notification, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    digest = models.ForeignKey(
        Digest, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    message = models.ForeignKey(
        AccountMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    stream = models.CharField(max_length=20, choices=Stream)
    priority = models.PositiveSmallIntegerField(default=5)
    state = models.CharField(max_length=15, choices=State, default=State.PENDING)
    claims = models.PositiveSmallIntegerField(
        default=0
    )  # without an outcome; five and it is poison
    tries = models.PositiveSmallIntegerField(default=0)  # by SMTP
    lease_id = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    asked_again = models.BooleanField(default=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                name="delivery_of_exactly_one",
                condition=Q(notification__isnull=False, digest=None, message=None)
                | Q(notification=None, digest__isnull=False, message=None)
                | Q(notification=None, digest=None, message__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["notification", "channel"], name="delivery_once_for_a_notification"
            ),
            models.UniqueConstraint(
                fields=["digest", "channel"], name="delivery_once_for_a_digest"
            ),
            models.UniqueConstraint(
                fields=["message", "channel"], name="delivery_once_for_a_message"
            ),
            models.CheckConstraint(
                name="delivery_state_known", condition=Q(state__in=State.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"],
                name="delivery_unfinished",
                condition=Q(state__in=["pending", "claimed", "handing_over"]),
            ),
        ]

    def __str__(self):
        return f"{self.stream} {self.state}"
