import pytest

from bench import verdicts
from bench.pages import FLOORS, LIST, PAGES, SERVICE, SUGGESTING, chosen

GOOD = {
    "page": "services",
    "cache": False,
    "ratio": 0.2,
    "p50": 10.0,
    "p99": 30.0,
    "queries": 1,
    "queries_first": 5,
    "bytes": 39_000,
    "compressed": 9_000,
}


def test_a_page_that_reaches_all_its_floors_misses_nothing():
    assert verdicts.misses(GOOD, LIST) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ratio": 0.149}, "14.9% of hello, not 15%"),
        ({"ratio": 0.69, "cache": True}, "69.0% of hello, not 70%"),
        ({"queries_first": 7}, "queries 7, not 6"),
        ({"bytes": 40_100}, "HTML 40.1 kB, not 40.0 kB"),
        ({"compressed": 15_100}, "sent 15.1 kB, not 15.0 kB"),
        ({"p99": 41.0}, "p99 is 4.1 times p50, not 4"),
    ],
)
def test_each_floor_is_told_with_what_was_measured(change, words):
    assert verdicts.misses(GOOD | change, LIST) == [words]


def test_the_floors_are_those_of_the_kind_of_page():
    assert verdicts.misses(GOOD | {"ratio": 0.13, "queries_first": 8}, SERVICE) == []
    assert verdicts.misses(GOOD | {"p50": 30.0, "p99": 51.0}, SUGGESTING) == [
        "p99 51 ms, not 50 ms"
    ]


def test_a_deep_page_is_held_against_the_first_and_a_signed_in_one_against_the_signed_out():
    deep = FLOORS["services page 400"]
    row = GOOD | {"ratio": 0.2}
    assert verdicts.misses(row, deep, {"ratio": 0.3}) == []
    assert verdicts.misses(row, deep, {"ratio": 0.31}) == ["65% of services, not 67%"]
    assert verdicts.misses(row, deep) == []  # when the other was not measured

    signed_in = FLOORS["services signed in"]
    assert verdicts.misses(row, signed_in, {"ratio": 0.41}) == ["49% of services, not 50%"]


def test_a_post_has_no_floors():
    nothing = dict.fromkeys(["queries", "queries_first", "bytes", "compressed"])
    row = GOOD | {"ratio": 0.01, "p99": 99.0} | nothing
    assert verdicts.misses(row, FLOORS["post a review"]) == []


def test_what_is_kept_among_more_services_is_a_share_of_the_share():
    assert verdicts.kept({"ratio": 0.15}, {"ratio": 0.2}) == 0.75
    assert verdicts.kept({"ratio": 0.15}, None) is None
    assert verdicts.misses_growing(0.75) == []
    assert verdicts.misses_growing(None) == []
    assert verdicts.misses_growing(0.7) == ["70% of its share among fewer services, not 75%"]


def test_the_memory_of_the_largest_worker_counts():
    assert verdicts.memory_verdict([90.2, 110.0]).endswith("met (at most 110).")
    assert "not met" in verdicts.memory_verdict([90.2, 110.1])


def test_pages_are_chosen_by_name_or_by_how_they_begin():
    assert chosen("") == PAGES
    assert [page.name for page in chosen("home, idea with *")] == ["home", "idea with 50 comments"]
    assert chosen("nothing") == []


def test_no_name_of_a_page_holds_what_divides_names():
    assert len(FLOORS) == len(PAGES)
    assert not [page.name for page in PAGES if "," in page.name or "|" in page.name]
