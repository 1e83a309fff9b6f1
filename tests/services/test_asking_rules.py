from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.rules import asking
from services.rules.asking import Language, understand

COUNTY = Language(
    meanings={"chemist": ("pharmacy",), "flu jab": ("flu vaccination",), "a&e": ("hospital",)},
    places={"stone": "Stone", "stoke on trent": "Stoke-on-Trent", "stoke": "Stoke-on-Trent"},
)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "terms", "place"),
    [
        ("chemist in Stone", ["chemist"], "Stone"),
        ("Chemists near ST16 2LH", ["chemists"], "st16 2lh"),
        ("somewhere to get a flu jab", ["flu jab"], ""),
        ("children's books, Stoke-on-Trent", ["children's", "books"], "Stoke-on-Trent"),
        ("A&E", ["hospital"], ""),
        ("the", [], ""),
        ("Stone", [], "Stone"),
    ],
)
def test_a_text_is_taken_apart(typed, terms, place):
    wish = understand(typed, COUNTY)

    assert (wish.terms, wish.place) == (terms, place)


def test_a_place_typed_beside_the_text_leaves_its_words_alone():
    assert understand("stone circle", COUNTY, somewhere=True).terms == ["stone", "circle"]


def test_the_text_without_its_place_keeps_the_rest_as_typed():
    assert understand("Chemist, in Stone please", COUNTY).without_place == "Chemist, please"


@pytest.mark.parametrize(
    ("typed", "day", "terms"),
    [
        ("chemist open sunday", 6, ["chemist"]),
        ("chemist open on Tues", 1, ["chemist"]),
        ("chemist on saturdays", 5, ["chemist"]),
        ("chemist open now", "now", ["chemist"]),
        ("open tomorrow", "tomorrow", []),
        ("Sunday lunch", None, ["sunday", "lunch"]),
    ],
)
def test_a_day_is_heard_where_opening_is_meant(typed, day, terms):
    wish = understand(typed, COUNTY)

    assert (wish.day, wish.terms) == (day, terms)


@pytest.mark.parametrize("typed", ['"flu jab"', "chemist -stone", "chemist or baker"])
def test_a_text_with_operators_stays_as_it_is(typed):
    wish = understand(typed, COUNTY)

    assert (wish.groups, wish.place) == ((), "")


def test_other_words_follow_the_word_itself():
    assert understand("chemists", COUNTY).groups == (("chemists", "pharmacy"),)


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        ("now", "2026-11-24 11:00", "2026-11-24 11:01"),
        ("today", "2026-11-24 11:00", "2026-11-25 00:00"),
        ("tomorrow", "2026-11-25 00:00", "2026-11-26 00:00"),
        (6, "2026-11-29 00:00", "2026-11-30 00:00"),
        (1, "2026-11-24 11:00", "2026-11-25 00:00"),
    ],
)
def test_a_day_runs_from_midnight_or_from_now(day, starts, ends):
    now = datetime(2026, 11, 24, 11, tzinfo=LONDON)

    assert [f"{end:%Y-%m-%d %H:%M}" for end in asking.bounds(day, now)] == [starts, ends]


@pytest.mark.parametrize("typed", ["", " ", "'", "&&&", "a" * 200, "é ü ß", "ﬁne in Stone", "-- ;"])
def test_no_text_breaks_it(typed):
    understand(typed, COUNTY)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("chemist open Sunday in Stone", "chemist in Stone"),
        ("chemist on Saturdays", "chemist"),
        ("chemist open now", "chemist"),
        ("open tomorrow", ""),
        ("Sunday lunch", "Sunday lunch"),
    ],
)
def test_the_text_without_its_day_keeps_the_rest_as_typed(typed, left):
    assert understand(typed, COUNTY).without_day == left
