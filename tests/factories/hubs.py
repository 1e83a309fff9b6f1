from datetime import time

import factory
from django.utils import timezone

from hubs.models import (
    AccessFact,
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
