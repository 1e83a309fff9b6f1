import factory
from django.utils import timezone

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
from tests.factories.accounts import UserFactory


class EventFactory(factory.django.DjangoModelFactory):
    """A fact of a kind that some app must have declared before it is told."""

    class Meta:
        model = Event

    kind = "tests.happened"
    subject_id = factory.Sequence(lambda n: n + 1)
    at = factory.LazyFunction(timezone.now)


class SubscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscription

    user = factory.SubFactory(UserFactory)
    kind = "thing"
    target_id = 1
    created_at = factory.LazyFunction(timezone.now)


class PreferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Preference

    user = factory.SubFactory(UserFactory)
    stream = "following"
    frequency = "weekly"


class SuppressionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suppression

    user = factory.SubFactory(UserFactory)
    reason = "550 no such mailbox"
    at = factory.LazyFunction(timezone.now)


class DigestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Digest

    user = factory.SubFactory(UserFactory)
    kind = "weekly"
    period = "2026-W48"
    created_at = factory.LazyFunction(timezone.now)


class NotificationFactory(factory.django.DjangoModelFactory):
    """One that waits for the weekly digest."""

    class Meta:
        model = Notification

    recipient = factory.SubFactory(UserFactory)
    event = factory.SubFactory(EventFactory)
    stream = "following"
    frequency = "weekly"
    created_at = factory.LazyFunction(timezone.now)


class AccountMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccountMessage

    to = factory.Sequence(lambda n: f"person{n}@example.org")
    subject = "Your code to sign in"
    text = "Your code is 123456"
    created_at = factory.LazyFunction(timezone.now)


class DeliveryFactory(factory.django.DjangoModelFactory):
    """One of an account message that waits to be sent."""

    class Meta:
        model = Delivery

    message = factory.SubFactory(AccountMessageFactory)
    stream = "account"
