import pytest

from services.rules.asking import Language, stretch, understand
from services.rules.times import When

COUNTY = Language(
    meanings={
        "chemist": ("pharmacy",),
        "flu jab": ("flu vaccination",),
        "a&e": ("hospital",),
        "kidney stone": ("hospital",),
    },
    places={"stone": "Stone", "stoke on trent": "Stoke-on-Trent", "stoke": "Stoke-on-Trent"},
)


@pytest.mark.parametrize(
    ("typed", "terms", "place"),
    [
        ("chemist in Stone", ["chemist"], "Stone"),
        ("Chemists near ST16 2LH", ["chemists"], "st16 2lh"),
        ("chemist ST16 2", ["chemist"], "st16"),
        ("st162 chemist", ["chemist"], "st16"),
        ("somewhere to get a flu jab", ["flu jab"], ""),
        ("children's books, Stoke-on-Trent", ["children's", "books"], "Stoke-on-Trent"),
        ("A&E", ["hospital"], ""),
        ("A & E near me", ["hospital"], ""),
        ("a and e in Stone", ["hospital"], "Stone"),
        ("vitamin d", ["vitamin"], ""),
        ("the", [], ""),
        ("Stone", [], "Stone"),
        ("chemist st one", ["chemist"], "Stone"),
        ("kidney stone", ["kidney stone"], ""),
        ("kidney stone in Stone", ["kidney stone"], "Stone"),
    ],
)
def test_a_text_is_taken_apart(typed, terms, place):
    wish = understand(typed, COUNTY)

    assert (wish.terms, wish.place) == (terms, place)


def test_a_long_story_is_heard_to_its_end():
    said = "i have just moved to stone from far away and do not know whom to ask for a flu jab"

    assert understand(said, COUNTY).terms[-1] == "flu jab"


def test_a_word_that_finds_nothing_is_taken_for_a_phrase_that_begins_with_it():
    county = Language(meanings={"sharps bin": ("pharmacy",), "dog bite": ("hospital",)})

    assert stretch(understand("sharps box", county), county).groups[0] == ("sharps", "pharmacy")
    assert stretch(understand("dogs", county), county).groups == (("dogs",),)


def test_a_place_typed_beside_the_text_leaves_its_words_alone():
    assert understand("stone circle", COUNTY, somewhere=True).terms == ["stone", "circle"]


def test_the_text_without_its_place_keeps_the_rest_as_typed():
    assert understand("Chemist, in Stone please", COUNTY).without_place == "Chemist, please"


@pytest.mark.parametrize(
    ("typed", "when", "terms"),
    [
        ("chemist open sunday", When(6), ["chemist"]),
        ("chemist open on Tues", When(1), ["chemist"]),
        ("chemist on saturdays", When(5), ["chemist"]),
        ("chemist open now", When("now"), ["chemist"]),
        ("open tomorrow", When("tomorrow"), []),
        ("chemist at 9pm", When("today", "at 9pm", "21:00", "21:01"), ["chemist"]),
        ("the 9pm club", None, ["9pm", "club"]),
        ("Sunday lunch", None, ["sunday", "lunch"]),
    ],
)
def test_a_time_is_heard_where_opening_is_meant(typed, when, terms):
    wish = understand(typed, COUNTY)

    assert (wish.when, wish.terms) == (when, terms)


@pytest.mark.parametrize("typed", ['"flu jab"', "chemist -stone", "chemist or baker"])
def test_a_text_with_operators_stays_as_it_is(typed):
    wish = understand(typed, COUNTY)

    assert (wish.groups, wish.place) == ((), "")


def test_other_words_follow_the_word_itself():
    assert understand("chemists", COUNTY).groups == (("chemists", "pharmacy"),)


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
        ("Chemist in Stone open on Saturday morning", "Chemist in Stone"),
        ("Chemist open in the evening", "Chemist"),
        ("Chemist open after 6:30pm", "Chemist"),
        ("Sunday lunch", "Sunday lunch"),
    ],
)
def test_the_text_without_its_time_keeps_the_rest_as_typed(typed, left):
    assert understand(typed, COUNTY).without_when == left


def test_a_meaning_of_single_letters_is_not_looked_for():
    county = Language(meanings={"casualty": ("A&E", "hospital")})

    assert understand("casualty", county).groups == (("casualty", "hospital"),)


def test_what_means_itself_is_said_once():
    county = Language(meanings={"pharmacy": ("Pharmacy",)})

    assert understand("pharmacy with parking", county).meanings == []
