from datetime import time, timedelta

import factory
from django.utils import timezone

from hubs.models import (
    AccessFact,
    Event,
    EventChange,
    Hub,
    HubException,
    HubHours,
    HubMembership,
    StatusChange,
)
from tests.factories.accounts import UserFactory
from tests.factories.places import AreaFactory, OrganisationFactory


class HubFactory(factory.django.DjangoModelFactory):
    """An open hub near the middle of the county, without hours; `hidden=True` and `removed=True` for the others."""

    class Meta:
        model = Hub

    class Params:
        hidden = factory.Trait(hidden_at=factory.LazyFunction(timezone.now))
        removed = factory.Trait(
            removed_at=factory.LazyFunction(timezone.now), removed_because="illegal"
        )

    name = factory.Sequence(lambda n: f"Hub {n}")
    slug = factory.Sequence(lambda n: f"hub-{n}")
    reference = factory.Sequence(lambda n: f"H-2026-{n + 5000}")
    organisation = factory.SubFactory(OrganisationFactory)
    area = factory.SubFactory(AreaFactory)
    summary = "A place to make things."
    address = "The Wharf"
    town = "Stone"
    postcode = "ST15 8AA"
    latitude = 52.9
    longitude = -2.15
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class HubHoursFactory(factory.django.DjangoModelFactory):
    """Monday, 10am to 5pm."""

    class Meta:
        model = HubHours

    hub = factory.SubFactory(HubFactory)
    weekday = 0
    opens = time(10)
    closes = time(17)


class HubExceptionFactory(factory.django.DjangoModelFactory):
    """Closed today."""

    class Meta:
        model = HubException

    hub = factory.SubFactory(HubFactory)
    date = factory.LazyFunction(timezone.localdate)


class AccessFactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessFact

    hub = factory.SubFactory(HubFactory)
    kind = "entrance"
    text = "Level, 104cm wide."


class HubMembershipFactory(factory.django.DjangoModelFactory):
    """A host from today on."""

    class Meta:
        model = HubMembership

    hub = factory.SubFactory(HubFactory)
    user = factory.SubFactory(UserFactory)
    role = "host"
    started_on = factory.LazyFunction(timezone.localdate)


class StatusChangeFactory(factory.django.DjangoModelFactory):
    """A hub that closed for now."""

    class Meta:
        model = StatusChange

    hub = factory.SubFactory(HubFactory)
    version = 2
    old = "open"
    new = "paused"
    at = factory.LazyFunction(timezone.now)


class EventFactory(factory.django.DjangoModelFactory):
    """Published, at a hub, for two hours in a week's time; `cancelled=True`, `past=True` and so on for the others."""

    class Meta:
        model = Event

    class Params:
        draft = factory.Trait(status="draft")
        cancelled = factory.Trait(status="cancelled", status_note="The boiler broke.")
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: _in_days(-7)))
        hidden = factory.Trait(hidden_at=factory.LazyFunction(timezone.now))
        removed = factory.Trait(
            removed_at=factory.LazyFunction(timezone.now), removed_because="illegal"
        )

    title = factory.Sequence(lambda n: f"Event {n}")
    slug = factory.Sequence(lambda n: f"event-{n}")
    reference = factory.Sequence(lambda n: f"E-2026-{n + 5000}")
    summary = "Menders on hand for lamps and zips."
    organisation = factory.SubFactory(OrganisationFactory)
    hub = factory.SubFactory(HubFactory)
    starts_at = factory.LazyFunction(lambda: _in_days(7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    status = "published"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.LazyFunction(timezone.now)


class EventChangeFactory(factory.django.DjangoModelFactory):
    """An event that was called off."""

    class Meta:
        model = EventChange

    event = factory.SubFactory(EventFactory, cancelled=True)
    version = 2
    old = "published"
    new = "cancelled"
    reason = "The boiler broke."
    at = factory.LazyFunction(timezone.now)


def _in_days(days):
    """Noon on that day, so that no event of a test runs over midnight."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon + timedelta(days=days)
