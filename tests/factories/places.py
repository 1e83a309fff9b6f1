from datetime import date

import factory
from django.utils import timezone

from smartcounty.places.models import (
    Area,
    AreaSuccession,
    Locality,
    Membership,
    Organisation,
    OrganisationIdentifier,
    OrganisationSuccession,
    Postcode,
    Topic,
)
from tests.factories.accounts import UserFactory


class AreaFactory(factory.django.DjangoModelFactory):
    """A district near the middle of the county."""

    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"E0799{n:04d}")
    name = factory.Sequence(lambda n: f"District {n}")
    slug = factory.Sequence(lambda n: f"district-{n}")
    kind = "district"
    latitude = 52.806
    longitude = -2.116
    adult_population = 100_000
    population_on = date(2024, 6, 30)


class AreaSuccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaSuccession

    predecessor = factory.SubFactory(AreaFactory)
    successor = factory.SubFactory(AreaFactory)
    on = date(2028, 4, 1)


class PostcodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Postcode

    code = factory.Sequence(lambda n: f"ZZ{n // 9 + 1} {n % 9 + 1}AA")
    latitude = 52.806
    longitude = -2.116
    area = factory.SubFactory(AreaFactory)


class LocalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Town {n}")
    slug = factory.Sequence(lambda n: f"town-{n}")
    latitude = 52.806
    longitude = -2.116
    area = factory.SubFactory(AreaFactory)


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    icon = "leaf"


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A community group that a moderator has checked."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Group {n}")
    slug = factory.Sequence(lambda n: f"group-{n}")
    sector = "community"
    checked_at = factory.LazyFunction(timezone.now)


class OrganisationIdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationIdentifier

    organisation = factory.SubFactory(OrganisationFactory)
    scheme = "GB-CHC"
    kind = "Charity number"
    identifier = factory.Sequence(lambda n: f"{n:07d}")


class OrganisationSuccessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationSuccession

    predecessor = factory.SubFactory(OrganisationFactory)
    successor = factory.SubFactory(OrganisationFactory)
    on = date(2028, 4, 1)


class MembershipFactory(factory.django.DjangoModelFactory):
    """An approved membership that lasts."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    roles = ["member"]
    approved_at = factory.LazyFunction(timezone.now)
    started_at = factory.LazyFunction(timezone.now)
