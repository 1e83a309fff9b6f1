import pytest

from services.rules.suggesting import MOST, beginnings, begun, best, nearly

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


def test_the_same_word_with_another_letter_is_offered_once():
    entries = [("librarys", "librarys", "Search"), ("library", "library", "Search")]

    assert best(entries, "lib") == [("library", "Search")]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pharam", ["Pharmacies", "pharmacist"]),
        ("staford", ["Stafford"]),
        ("stsfford", ["Stafford"]),
        ("stef", []),
        ("zeppelin", []),
        ("s" * 60, []),
    ],
)
def test_for_a_slip_what_was_meant_is_offered(typed, offered):
    assert [words for words, _ in nearly(ENTRIES, typed)] == offered


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
