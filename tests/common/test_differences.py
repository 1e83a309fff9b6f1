from hypothesis import given
from hypothesis import strategies as st

from smartcounty.common.differences import differences

WORDS = st.lists(st.sampled_from(["a", "bench", "with", "the", "back", "hill."]), max_size=30)


def words(runs, *kinds):
    return " ".join(text for kind, text in runs if kind in kinds).split()


def test_only_the_words_that_differ_are_marked():
    runs = differences("A bench halfway up the hill.", "A bench with a back up the hill.")

    assert runs == [
        ("kept", "A bench "),
        ("gone", "halfway "),
        ("new", "with a back "),
        ("kept", "up the hill."),
    ]


def test_a_new_paragraph_changes_no_word_before_it():
    runs = differences("One line.", "One line.\n\nAnother.")

    assert runs == [("kept", "One line.\n\n"), ("new", "Another.")]


def test_nothing_written_before_or_after():
    assert differences("", "A bench") == [("new", "A bench")]
    assert differences("A bench", "") == [("gone", "A bench")]


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_from_it_whole(old, new):
    runs = differences(" ".join(old), " ".join(new))

    assert words(runs, "kept", "gone") == old
    assert words(runs, "kept", "new") == new


def test_texts_too_long_to_compare_count_as_replaced_whole():
    runs = differences("one " + "two three " * 1000, "one " + "three two " * 1000)

    assert [kind for kind, _ in runs] == ["kept", "gone", "new"]
