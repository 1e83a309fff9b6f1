import pytest

from services.rules.suggesting import MOST, beginnings, begun, best

ENTRIES = [
    ("pharmacies", "Pharmacies", "Kind of service"),
    ("community pharmacy", "Community pharmacy", "Kind of service"),
    ("pharmacist", "pharmacist", "Search"),
    ("pharmacies", "pharmacies", "Search"),
    ("stafford", "Stafford", "Town"),
]


def test_what_begins_with_the_text_comes_before_what_has_a_word_that_does():
    assert [words for words, _ in best(ENTRIES, "phar")] == [
        "Pharmacies",
        "pharmacist",
        "Community pharmacy",
    ]


def test_a_word_is_offered_once_as_what_it_is_first():
    assert best(ENTRIES, "pharmacies") == [("Pharmacies", "Kind of service")]


def test_the_middle_of_a_word_is_no_beginning():
    assert best(ENTRIES, "ford") == []


def test_few_are_offered():
    assert len(best([(f"a{n}", f"A{n}", "Town") for n in range(50)], "a")) == MOST


@pytest.mark.parametrize(
    ("typed", "key"),
    [("", ""), ("p", ""), ("  Pé ", "pe"), ("Library  at", "library at"), ("x" * 200, "x" * 60)],
)
def test_two_letters_tell_enough(typed, key):
    assert begun(typed) == key


def test_an_entry_is_found_by_the_first_letters_of_each_of_its_words():
    assert beginnings("newcastle under lyme") == {"ne", "un", "ly"}
