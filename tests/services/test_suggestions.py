import pytest
from django.core.cache import cache
from django.utils import timezone

from services import actions
from tests.factories.places import LocalityFactory
from tests.factories.services import (
    CategoryFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    SynonymFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(client):
    """A function that gives what is offered for a text: pairs of words and what they are."""
    cache.clear()

    def ask(typed):
        answer = client.get("/services/suggest.json", {"q": typed})
        assert answer.status_code == 200
        return [tuple(pair) for pair in answer.json()]

    return ask


def listed(name, **fields):
    service = ServiceFactory(name=name, **fields)
    actions.refresh(service, at=timezone.now())
    return service


def test_kinds_sayings_towns_and_names_are_offered(offered):
    ServiceCategoryFactory(service=listed("Marlow's"), category=CategoryFactory(name="Marlin club"))
    SynonymFactory(said="marl pit", meanings="quarry")
    LocalityFactory(name="Marlbrook", slug="marlbrook")

    assert offered("marl") == [
        ("marl pit", "Search"),
        ("Marlbrook", "Town"),
        ("Marlin club", "Kind of service"),
        ("Marlow's", "Service"),
    ]


def test_names_that_begin_with_the_text_come_first_and_each_once(offered):
    for name in ("Old Quillery", "Quillery", "Quillery"):
        listed(name)

    assert offered("QUILL") == [("Quillery", "Service"), ("Old Quillery", "Service")]


def test_hidden_services_are_not_offered(offered):
    listed("Quillery", hidden=True)
    listed("Quillwork", closed=True)

    assert offered("quill") == []


@pytest.mark.parametrize("typed", ["", "q", "%", "__", "\x00\x00", "'; --", "zzzzzz", "a" * 5000])
def test_what_means_nothing_offers_nothing(offered, typed):
    assert offered(typed) == []


def test_it_asks_the_database_once_when_the_lists_are_kept(offered, django_assert_num_queries):
    offered("li")

    with django_assert_num_queries(0):
        offered("ch")
    with django_assert_num_queries(1):
        offered("che")


def test_the_best_rated_come_first_and_those_with_a_later_word_after_them(offered):
    for name, rating in (("Quillery", 3.9), ("Quillwork", 4.5), ("Old Quill", 4.9)):
        listed(name, rating_ranked=rating)

    assert [words for words, _ in offered("quill")] == ["Quillwork", "Quillery", "Old Quill"]


@pytest.mark.parametrize("address", ["/", "/services/", "/search/"])
def test_each_box_knows_where_to_ask(client, address):
    page = client.get(address).content.decode()

    assert 'data-suggest="/services/suggest.json"' in page
    assert "js/suggest.js" in page
