from datetime import UTC, datetime

import html5lib
import pytest
import time_machine

from services import actions
from tests.factories.services import (
    AccessFactFactory,
    CostOptionFactory,
    LanguageFactory,
    LocationFactory,
    OldSlugFactory,
    PhoneFactory,
    ScheduleFactory,
    ServiceFactory,
    ServiceLocationFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def compare(client):
    """A function that gives the page for these slugs."""

    def page(*slugs, **more):
        answer = client.get("/services/compare/", {"service": slugs, **more})
        assert answer.status_code == 200
        return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)

    return page


def words(element):
    return " ".join("".join(element.itertext()).split())


def rows(tree):
    return {
        words(row.find("th")): [words(cell) for cell in row.findall("td")]
        for row in tree.findall(".//table/tbody/tr")
    }


def names(tree):
    return [words(link) for link in tree.findall(".//table/thead//a")]


def lunch():
    service = ServiceFactory(name="Long Table", slug="long-table", minimum_age=16)
    place = ServiceLocationFactory(service=service).location
    AccessFactFactory(location=place)
    ScheduleFactory(service=service)
    CostOptionFactory(service=service, option="A lunch", amount=4)
    LanguageFactory(service=service)
    PhoneFactory(service=service)
    actions.rebuild_openings(service, at=AT)
    actions.refresh(service, at=AT)
    return service


def test_services_stand_side_by_side_in_the_order_of_the_address(compare):
    lunch()
    ServiceFactory(name="Toy Library", slug="toys")

    tree = compare("toys", "long-table")

    assert names(tree) == ["Toy Library", "Long Table"]
    told = rows(tree)
    assert told["Now"] == ["Hours not known", "Open now, until 5pm"]
    assert told["Where"] == ["No fixed place", "Willowmead Hall, Garden Street, Stafford ST16 2LH"]
    assert told["Cost"] == ["Not known", "£4"]
    assert told["Who it is for"] == ["Anyone, as far as we know", "16 and over"]
    assert told["Languages"] == ["English", "Polish"]
    assert told["Contact"] == ["Not known", "01632 960145"]
    assert told["This week"][1].startswith("Monday: 9am to 5pmTuesday: 9am to 5pm")


def test_each_can_be_taken_away_and_another_added_by_its_name(compare):
    for name in ("Long Table", "Toy Library", "Toy Fair"):
        ServiceFactory(name=name, slug=name.lower().replace(" ", "-"))

    tree = compare("long-table", "toy-library", q="toys")

    links = {words(link): link.get("href") for link in tree.findall(".//main//a")}
    assert links["Remove Long Table"] == "/services/compare/?service=toy-library"
    assert links["Add Toy Fair"] == (
        "/services/compare/?service=long-table&service=toy-library&service=toy-fair"
    )
    assert "Add Toy Library" not in links


def test_a_service_that_went_is_counted_and_not_named(compare):
    lunch()
    hidden = ServiceFactory(name="Secret Kitchen", slug="secret", hidden=True)

    tree = compare("long-table", hidden.slug, "never-was")

    assert names(tree) == ["Long Table"]
    main = words(tree.find(".//main"))
    assert "2 services of this comparison are no longer here." in main
    assert "Secret" not in main


def test_a_service_that_moved_is_found_at_its_new_address(compare):
    OldSlugFactory(slug="old-table", service=lunch())

    assert names(compare("old-table", "long-table")) == ["Long Table"]


def test_a_fifth_is_refused_kindly_and_named(compare):
    for number in range(5):
        ServiceFactory(name=f"Service {number}", slug=f"s{number}")

    tree = compare(*(f"s{number}" for number in range(5)))

    assert names(tree) == [f"Service {number}" for number in range(4)]
    assert "Only 4 fit side by sideTake one away to make room for Service 4." in words(tree)
    assert tree.findall(".//input[@name='q']") == []


def test_an_empty_comparison_says_how_to_begin(compare):
    main = words(compare().find(".//main"))

    assert "See up to 4 side by side." in main
    assert "Add a service by its name" in main


@pytest.mark.parametrize("text", ["'; DROP TABLE--", "\x00\x01", "%_\\", "ß" * 500])
def test_odd_words_find_nothing_and_break_nothing(compare, text):
    lunch()

    assert names(compare("long-table", q=text)) == ["Long Table"]


def test_a_masked_address_is_nowhere_in_the_table(compare):
    service = ServiceFactory(slug="refuge", mask_address=True)
    location = LocationFactory(name="Refuge House", address="9 Hidden Lane")
    ServiceLocationFactory(service=service, location=location)
    actions.refresh(service, at=AT)

    text = words(compare("refuge"))

    assert "Stafford ST16" in text
    assert not [secret for secret in ("2LH", "Refuge House", "Hidden Lane") if secret in text]


def test_four_cost_as_many_questions_as_one(client, django_assert_num_queries):
    for number in range(4):
        service = ServiceFactory(slug=f"s{number}")
        ScheduleFactory(service=service)
        AccessFactFactory(location=ServiceLocationFactory(service=service).location)

    for slugs in (["s0"], ["s0", "s1", "s2", "s3"]):
        with django_assert_num_queries(4):
            client.get("/services/compare/", {"service": slugs})
