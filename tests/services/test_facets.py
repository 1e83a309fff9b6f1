"""What stands beside a choice is what the choice leads to, whatever else is chosen."""

import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import actions
from services.filters import Asked, ServiceFilter
from services.models import OpeningInterval, Service
from smartcounty.places.rules import Found
from tests.factories.places import AreaFactory, TopicFactory
from tests.factories.services import (
    AccessFactFactory,
    CategoryFactory,
    CostOptionFactory,
    LanguageFactory,
    LocationFactory,
    ServiceAreaFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    ServiceLocationFactory,
)

AT = datetime(2026, 11, 24, 11, tzinfo=UTC)  # a Tuesday
STAFFORD = Found("Stafford", 52.8, -2.1, None, True)
ACCESS = ["Step-free throughout", "Hearing loop", "No lift", "Quiet room"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelves():
    """Thirty services of every kind, the same at each run."""
    chance = random.Random(7)
    areas = [AreaFactory(slug=slug, name=slug.title()) for slug in ("stafford", "leek", "stone")]
    topics = {"food": None, "books": TopicFactory(slug="read"), "sport": TopicFactory(slug="sport")}
    kinds = [
        CategoryFactory(slug=slug, name=slug.title(), topic=topic) for slug, topic in topics.items()
    ]
    for number in range(30):
        _service(chance, number, areas, kinds)


def _service(chance, number, areas, kinds):
    service = ServiceFactory(
        name=f"Soup {number}" if chance.random() < 0.6 else f"Table {number}",
        minimum_age=chance.choice([None, None, 5, 18, 65]),
        rating_shown=chance.choice([None, 2.1, 3.5, 4.6]),
        verified_at=chance.choice([None, AT]),
        verify_by=(AT + timedelta(days=chance.choice([-40, 200]))).date(),
    )
    for kind in chance.sample(kinds, chance.randint(0, 2)):
        ServiceCategoryFactory(service=service, category=kind)
    area = chance.choice([*areas, None])
    ServiceAreaFactory(service=service, area=area, is_county_wide=area is None)
    place = LocationFactory(latitude=52.8 + number / 60, longitude=-2.1)
    ServiceLocationFactory(service=service, location=place)
    for text in chance.sample(ACCESS, chance.randint(0, 3)):
        AccessFactFactory(location=place, text=text)
    if chance.random() < 0.6:
        CostOptionFactory(service=service, amount=chance.choice([0, 4]), option="")
    for name in chance.sample(["Polish", "Punjabi"], chance.randint(0, 2)):
        LanguageFactory(service=service, name=name)
    if chance.random() < 0.6:
        opens = AT + timedelta(hours=chance.choice([-2, 3, 24]))
        OpeningInterval.objects.create(
            service=service, opens_at=opens, closes_at=opens + timedelta(hours=4)
        )
    actions.refresh(service, at=AT)


CHOICES = {
    "q": ["soup"],
    "topic": ["sport", "gone"],
    "category": ["food", "books", "gone"],
    "area": ["stafford", "leek"],
    "open": ["now"],
    "day": ["today", "tomorrow"],
    "time": ["14:00"],
    "cost": ["free", "paid"],
    "access": ["step-free", "hearing"],
    "language": ["Polish"],
    "age": ["18-to-25", "65-and-over"],
    "rating": ["3"],
    "confirmed": ["yes"],
    "within": ["10"],
}


def asked(pairs):
    params = QueryDict(urlencode(pairs))
    wanted = Asked.read(params, text=params.get("q", ""), place=STAFFORD)
    return ServiceFilter(wanted, services=Service.objects.all(), at=AT, whole="category")


@st.composite
def addresses(draw):
    names = draw(st.lists(st.sampled_from(sorted(CHOICES)), unique=True, max_size=4))
    return [(name, draw(st.sampled_from(CHOICES[name]))) for name in names]


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(addresses())
def test_every_number_is_the_number_of_results_of_the_choice_alone(shelves, pairs):
    found = asked(pairs)

    assert found.total == len(found.results)
    for facet in found.facets:
        apart = {facet.name, "day", "time"} if facet.name == "open" else {facet.name}
        others = [pair for pair in pairs if pair[0] not in apart]
        for option in facet.options:
            if option["count"] is not None:
                alone = asked([*others, (facet.name, option["value"])])
                assert option["count"] == alone.total, (pairs, facet.name, option)


def test_two_choices_of_a_facet_find_what_either_finds(shelves):
    either = asked([("cost", "free"), ("cost", "paid")]).total
    free, paid = asked([("cost", "free")]).total, asked([("cost", "paid")]).total

    assert max(free, paid) <= either <= free + paid


def test_a_choice_that_nothing_has_any_more_finds_nothing_and_can_be_taken_back(shelves):
    found = asked([("language", "Klingon")])

    assert found.total == 0
    options = next(facet.options for facet in found.facets if facet.name == "language")
    assert {"value": "Klingon", "label": "Klingon", "count": 0, "chosen": True} in options


def test_forty_choices_at_once_are_answered(shelves):
    pairs = [("category", f"kind-{number}") for number in range(40)]

    assert asked(pairs).total == 0


def test_a_fact_that_says_no_is_no_access():
    place = LocationFactory()
    AccessFactFactory(location=place, text="No lift")
    service = ServiceFactory()
    ServiceLocationFactory(service=service, location=place)

    actions.refresh(service, at=AT)

    assert "access:step-free" not in service.traits
