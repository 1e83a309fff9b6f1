from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from services.models import (
    Category,
    CostOption,
    Location,
    OpeningInterval,
    Schedule,
    Service,
    ServiceArea,
)
from tests.factories import services as factories

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
WRONG = [
    ("service_status_known", factories.ServiceFactory, {"status": "asleep", "is_listed": False}),
    ("service_freshness_known", factories.ServiceFactory, {"freshness": "ripe"}),
    (
        "service_closed_until_if_closed",
        factories.ServiceFactory,
        {"closed_until": date(2027, 1, 1)},
    ),
    ("service_ages", factories.ServiceFactory, {"minimum_age": -1}),
    ("service_ages", factories.ServiceFactory, {"minimum_age": 18, "maximum_age": 5}),
    ("service_removed_because", factories.ServiceFactory, {"removed_because": "other"}),
    ("service_point_whole_and_real", factories.ServiceFactory, {"latitude": 52.8}),
    ("service_point_whole_and_real", factories.ServiceFactory, {"latitude": 91, "longitude": 0}),
    ("service_ratings_fit", factories.ServiceFactory, {"rating_hist": [1, 2]}),
    ("service_ratings_fit", factories.ServiceFactory, {"rating_count": 1}),
    ("service_ratings_fit", factories.ServiceFactory, {"rating_shown": 6}),
    ("category_rating_mean", factories.CategoryFactory, {"rating_mean": 0.5}),
    ("location_kind_known", factories.LocationFactory, {"kind": "lunar"}),
    ("location_point_whole_and_real", factories.LocationFactory, {"longitude": None}),
    ("schedule_frequency_known", factories.ScheduleFactory, {"frequency": "OFTEN"}),
    ("schedule_interval", factories.ScheduleFactory, {"interval": 0}),
    ("schedule_hours_whole", factories.ScheduleFactory, {"opens_at": None}),
    (
        "schedule_valid_order",
        factories.ScheduleFactory,
        {"valid_from": date(2027, 1, 2), "valid_to": date(2027, 1, 1)},
    ),
    ("opening_order", factories.OpeningIntervalFactory, {"opens_at": AT, "closes_at": AT}),
    ("cost_not_negative", factories.CostOptionFactory, {"amount": -1}),
    ("cost_says_something", factories.CostOptionFactory, {"option": "", "amount": None}),
]


@pytest.mark.parametrize(("constraint", "make", "fields"), WRONG)
def test_the_database_refuses_what_cannot_be(constraint, make, fields):
    row = make()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**fields)


def test_the_database_refuses_a_second_of_what_there_is_one_of():
    service = factories.ServiceFactory(source="feed", source_id="1")
    area = factories.ServiceAreaFactory(service=service).area
    interval = factories.OpeningIntervalFactory(service=service)
    factories.LanguageFactory(service=service)
    factories.CategoryFactory(uri="http://x", taxonomy="esd", term="1")
    again = [
        lambda: factories.ServiceFactory(source="feed", source_id="1"),
        lambda: factories.ServiceFactory(slug=service.slug),
        lambda: ServiceArea.objects.create(service=service, area=area),
        lambda: factories.OpeningIntervalFactory(
            service=service, opens_at=interval.opens_at, closes_at=interval.closes_at
        ),
        lambda: factories.LanguageFactory(service=service),
        lambda: factories.CategoryFactory(uri="http://x"),
        lambda: factories.CategoryFactory(taxonomy="esd", term="1"),
    ]
    for make in again:
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_rows_without_a_source_may_be_many():
    factories.LocationFactory()
    factories.LocationFactory()
    factories.ServiceFactory()
    factories.ServiceFactory()

    assert (Location.objects.count(), Service.objects.count()) == (2, 2)


def test_each_row_is_named_in_words():
    service = factories.ServiceFactory(name="Long Table")
    place = factories.ServiceLocationFactory(service=service)
    area = factories.ServiceAreaFactory(service=service, name="Stone")
    link = factories.ServiceCategoryFactory(service=service, category__name="Lunch")
    interval = OpeningInterval(service=service, opens_at=AT, closes_at=AT + timedelta(hours=1))
    rows = [
        (service, "Long Table"),
        (place, "Long Table at Willowmead Hall, Stafford, ST16 2LH"),
        (area, "Long Table: Stone"),
        (link, "Long Table: Lunch"),
        (Schedule(service=service, by_day="MO", opens_at=time(9)), "Long Table: MO"),
        (interval, "Long Table: 2026-11-24 12:00 to 2026-11-24 13:00"),
        (CostOption(amount=4), "£4"),
        (Category(name="Lunch"), "Lunch"),
        (factories.OldSlugFactory(slug="old", service=service), "old"),
        (factories.ContactFactory(service=service), "Enquiries"),
        (factories.PhoneFactory(service=service), "01632 960145"),
        (factories.LanguageFactory(service=service), "Polish"),
        (factories.WordFactory(text="soup"), "soup"),
        (factories.AccessFactFactory(), "Step-free from the garden door"),
    ]

    assert [str(row) for row, _ in rows] == [words for _, words in rows]
