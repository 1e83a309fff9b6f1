from datetime import time, timedelta

import factory
from django.utils import timezone

from services import actions
from services.models import (
    AccessFact,
    AlsoUsed,
    Category,
    Contact,
    CostOption,
    Language,
    Location,
    OldSlug,
    OpeningInterval,
    Phone,
    SavedService,
    Schedule,
    Service,
    ServiceArea,
    ServiceCategory,
    ServiceLocation,
    Synonym,
    Word,
)
from tests.factories.accounts import UserFactory
from tests.factories.places import AreaFactory, OrganisationFactory


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Kind {n}")
    slug = factory.Sequence(lambda n: f"kind-{n}")


class ServiceFactory(factory.django.DjangoModelFactory):
    """A listed service, its read model made by the app's own action.

    Traits: `hidden`, `removed`, `closed` (for good), `unpublished`, `confirmed`.
    """

    class Meta:
        model = Service
        skip_postgeneration_save = True

    class Params:
        hidden = factory.Trait(hidden_at=factory.LazyFunction(timezone.now))
        removed = factory.Trait(
            removed_at=factory.LazyFunction(timezone.now), removed_because="duplicate"
        )
        closed = factory.Trait(status="defunct")
        unpublished = factory.Trait(published_at=None)
        confirmed = factory.Trait(
            verified_at=factory.LazyFunction(timezone.now),
            verify_by=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365)),
        )

    name = factory.Sequence(lambda n: f"Service {n}")
    slug = factory.Sequence(lambda n: f"service-{n}")
    summary = "A cooked lunch at one long table."
    description = "Come in through the garden door."
    organisation = factory.SubFactory(OrganisationFactory)
    verify_by = factory.LazyFunction(timezone.localdate)
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")
    published_at = factory.SelfAttribute("created_at")

    @factory.post_generation
    def read_model(self, create, extracted, **kwargs):
        if create and extracted is not False:
            actions.refresh(self, at=self.created_at)


class OldSlugFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OldSlug

    slug = factory.Sequence(lambda n: f"old-service-{n}")
    service = factory.SubFactory(ServiceFactory)


class ServiceCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceCategory

    service = factory.SubFactory(ServiceFactory)
    category = factory.SubFactory(CategoryFactory)


class LocationFactory(factory.django.DjangoModelFactory):
    """A hall in the middle of Stafford."""

    class Meta:
        model = Location

    name = "Willowmead Hall"
    address = "Garden Street"
    town = "Stafford"
    postcode = "ST16 2LH"
    latitude = 52.806
    longitude = -2.116


class ServiceLocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceLocation

    service = factory.SubFactory(ServiceFactory)
    location = factory.SubFactory(LocationFactory)


class AccessFactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessFact

    location = factory.SubFactory(LocationFactory)
    text = "Step-free from the garden door"


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceArea

    service = factory.SubFactory(ServiceFactory)
    area = factory.SubFactory(AreaFactory)


class ScheduleFactory(factory.django.DjangoModelFactory):
    """Weekdays from 9 to 5."""

    class Meta:
        model = Schedule

    service = factory.SubFactory(ServiceFactory)
    by_day = "MO,TU,WE,TH,FR"
    opens_at = time(9)
    closes_at = time(17)


class OpeningIntervalFactory(factory.django.DjangoModelFactory):
    """Open since an hour ago, for another hour."""

    class Meta:
        model = OpeningInterval

    service = factory.SubFactory(ServiceFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    service = factory.SubFactory(ServiceFactory)
    title = "Enquiries"


class PhoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phone

    service = factory.SubFactory(ServiceFactory)
    number = "01632 960145"


class CostOptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CostOption

    service = factory.SubFactory(ServiceFactory)
    option = "Lunch"
    amount = 4


class LanguageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Language

    service = factory.SubFactory(ServiceFactory)
    name = "Polish"
    code = "pl"


class WordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Word

    text = factory.Sequence(lambda n: f"word{n}")
    uses = 1


class SynonymFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Synonym

    said = factory.Sequence(lambda n: f"saying {n}")
    meanings = "meaning, other meaning"


class SavedServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedService

    user = factory.SubFactory(UserFactory)
    service = factory.SubFactory(ServiceFactory)
    saved_at = factory.LazyFunction(timezone.now)


class AlsoUsedFactory(factory.django.DjangoModelFactory):
    """By just enough people."""

    class Meta:
        model = AlsoUsed

    service = factory.SubFactory(ServiceFactory)
    other = factory.SubFactory(ServiceFactory)
    people = 10
