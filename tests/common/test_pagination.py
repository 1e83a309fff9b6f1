"""Pages by number: canonical ones only, at most 500, never a count."""

import pytest
from django.http import Http404

from smartcounty.common.pagination import LAST_PAGE, page_of
from smartcounty.places.models import Topic
from tests.factories.places import TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics():
    TopicFactory.create_batch(45)
    return Topic.objects.order_by("-pk")


def test_pages_neither_repeat_nor_skip_and_keep_the_order(topics):
    pages = [page_of(topics, str(number), total=45) for number in (1, 2, 3)]

    shown = [topic for page in pages for topic in page]
    assert shown == list(topics)
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [page.has_next() for page in pages] == [True, True, False]


def test_a_page_costs_two_queries_and_no_count(topics, django_assert_num_queries):
    with django_assert_num_queries(2) as queries:
        list(page_of(topics, "2", total=45))

    assert not any("COUNT(" in query["sql"] for query in queries)


@pytest.mark.parametrize(
    "number",
    [
        "0",
        "01",
        "+1",
        "-1",
        "1.0",
        " 1",
        "\N{ARABIC-INDIC DIGIT ONE}",
        "4",
        "99999999",
        "",
        "one",
        "1e3",
    ],
)
def test_anything_but_a_plain_number_of_this_list_is_not_there(number, topics):
    with pytest.raises(Http404, match="Narrow your search"):
        page_of(topics, number, total=45)


def test_an_empty_list_has_one_empty_page():
    page = page_of(Topic.objects.order_by("pk"), "1", total=0)

    assert list(page) == []


def test_the_last_page_is_the_five_hundredth(topics):
    assert page_of(topics, str(LAST_PAGE), total=1_000_000).number == LAST_PAGE
    with pytest.raises(Http404):
        page_of(topics, str(LAST_PAGE + 1), total=1_000_000)


def test_a_row_that_went_away_meanwhile_is_left_out(topics):
    """The total may be a minute old."""
    assert len(page_of(topics, "3", total=60)) == 5


def test_the_size_can_be_chosen(topics):
    assert len(page_of(topics, "2", total=45, size=40)) == 5
