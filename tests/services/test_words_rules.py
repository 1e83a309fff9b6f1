from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rules import slugs, topics, words
from services.rules.entries import CostEntry

KNOWN = [("library", 51), ("dentist", 153), ("pharmacy", 250), ("stafford", 90), ("leek", 20)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("libary", "library"),
        ("dentest", "dentist"),
        ("pharmasy", "pharmacy"),
        ("staford", "stafford"),
        ("stafrod", "stafford"),
        ("leke", "leek"),
        ("lek", None),
        ("xyzzyq", None),
        ("dental", None),
    ],
)
def test_one_or_two_slips_are_put_right_and_nonsense_is_left(typed, meant):
    assert words.correction(typed, KNOWN) == meant


def test_of_words_equally_near_the_one_used_more_is_meant():
    assert words.correction("stane", [("stone", 3), ("stine", 9)]) == "stine"


def test_of_words_equally_near_one_with_the_same_consonants_is_meant():
    assert words.correction("medicle", [("medicine", 251), ("medical", 60)]) == "medical"
    assert words.correction("stane", [("stand", 9), ("stone", 3)]) == "stone"


@pytest.mark.parametrize("word", ["have", "worse", "rental", "table", "selling"])
def test_everyday_words_mean_themselves(word):
    known = [("haye", 4), ("borse", 1), ("dental", 154), ("tablet", 9), ("filling", 3)]

    assert words.correction(word, known) is None


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("bental", "dental", None),
        ("edntal", "dental", "dental"),
        ("sentistry", "dentistry", "dentistry"),
        ("farmacy", "pharmacy", "pharmacy"),
        ("klinik", "clinic", "clinic"),
        ("bidulf", "biddulph", "biddulph"),
    ],
)
def test_the_first_letter_of_a_short_word_is_right_or_sounds_alike(word, known, meant):
    assert words.correction(word, [(known, 1)]) == meant


def test_a_long_word_that_begins_well_may_have_three_slips():
    assert words.correction("optishun", [("optician", 117)]) == "optician"
    assert words.correction("oblishun", [("optician", 117)]) is None


def test_a_slip_of_the_feeds_own_is_no_word_beside_a_much_commoner_one():
    assert words.correction("newcaslte", [("newcaslte", 1), ("newcastle", 103)]) == "newcastle"
    assert words.correction("newcaslte", [("newcaslte", 6), ("newcastle", 103)]) == "newcaslte"


def test_words_are_known_with_other_endings_and_as_beginnings():
    rows = [("stoma", "stomacare", 1), ("chemists", "chemist", 9), ("bags", "bagri", 2)]

    assert words.met(rows) == {"stoma", "chemists"}


def test_only_misspelt_words_of_a_text_change():
    near = [("libary", "library", 51), ("leek", "leek", 20)]

    assert words.corrected('libary "leek" -ab', near) == 'library "leek" -ab'


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_slips_count_the_same_both_ways_and_none_for_the_same_word(one, other):
    assert words.slips(one, other) == words.slips(other, one)
    assert (words.slips(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], ""),
        ([("", "0", "")], "Free"),
        ([("Lunch", "4", "")], "£4"),
        ([("£4 a bag", "4", "")], "£4 a bag"),
        ([("A session", "0.5", "")], "50p"),
        ([("Pay what you can", "0", "")], "Pay what you can"),
        ([("Donation", None, "")], "Donation"),
        ([("Child", "2.5", ""), ("Adult", "4", "")], "£2.50 to £4"),
        ([("Child", "0", ""), ("Adult", "4", "")], "Free to £4"),
        ([("Child", "0", ""), ("Adult", "0", "")], "Free"),
    ],
)
def test_what_it_costs_fits_on_a_card(options, told):
    entries = [
        CostEntry(option, amount and Decimal(amount), description)
        for option, amount, description in options
    ]

    assert words.cost(entries) == told


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (None, None, "Anyone"),
        (0, None, "Anyone"),
        (16, None, "16 and over"),
        (None, Decimal("4.50"), "Up to 4.5 years old"),
        (Decimal("11.00"), Decimal("18.00"), "11 to 18 years old"),
    ],
)
def test_ages_are_told_in_words(least, most, told):
    assert words.ages(least, most) == told


def test_a_number_is_dialled_from_anywhere():
    assert words.dial("(01827) 63548") == "+44182763548"
    assert words.dial("+44 1827 63548") == "+44182763548"
    assert words.dial("111") == "111"


def test_a_card_begins_with_the_first_sentence_cut_at_a_word():
    assert words.first_sentence("Come in. Sit down.\nMore") == "Come in."
    assert words.first_sentence("one two three", longest=9) == "one two…"
    assert words.first_sentence("") == ""


@pytest.mark.parametrize(
    ("name", "town", "slug"),
    [
        ("The Long Table", "Stafford", "the-long-table-stafford"),
        ("Stafford Library", "Stafford", "stafford-library"),
        ("Café Émile", "Stone", "cafe-emile-stone"),
        ("Stonework", "Stone", "stonework-stone"),
        ("图书馆", "", "service"),
    ],
)
def test_an_address_is_name_and_town_once(name, town, slug):
    assert slugs.slug_base(name, town) == slug


def test_a_taken_address_gets_the_first_free_number():
    assert slugs.free_slug("library", {"library", "library-2"}) == "library-3"


@pytest.mark.parametrize(
    ("name", "schemes", "sector"),
    [
        ("Staffordshire County Council", [], "public"),
        ("North Midlands NHS Trust", [], "public"),
        ("Boots Opticians Ltd", [], "industry"),
        ("Penkside Kitchen CIC", [], "community"),
        ("Sow Valley College", [], "academia"),
        ("Saturday Sofa", ["GB-CHC"], "community"),
        ("Saturday Sofa", ["GB-COH"], "industry"),
        ("Dr Adams and partners", [], "public"),
    ],
)
def test_a_sector_is_told_by_name_and_registers(name, schemes, sector):
    assert topics.sector_of(name=name, schemes=schemes) == sector


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Library facilities", "skills-and-work"),
        ("GP surgery", "health-and-wellbeing"),
        ("Dental practice", "health-and-wellbeing"),
        ("Food bank", "food-and-cooking"),
        ("Something else", ""),
    ],
)
def test_terms_belong_to_topics_by_their_words(name, topic):
    assert topics.topic_of(name=name) == topic


def test_crisis_services_are_of_high_risk():
    assert topics.is_high_risk(["Food bank", "Library"])
    assert not topics.is_high_risk(["Library"])
