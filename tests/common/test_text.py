"""What people write is kept as they wrote it, without what hides or reorders it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcounty.common.text import clean, plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  A bench  ", "A bench"),
        ("cafe\u0301", "café"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("safe\u202etxt.exe", "safetxt.exe"),
        ("pay\u200bpal", "paypal"),
        ("bell\x07 and \x00null", "bell and null"),
        ("tab\tstays", "tab\tstays"),
        ("👩‍👩‍👧 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 stay", "👩‍👩‍👧 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 stay"),
        ("ŵ ŷ ẃ", "ŵ ŷ ẃ"),
    ],
)
def test_clean_composes_and_drops_what_deceives(typed, kept):
    assert clean(typed) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_nothing_that_controls_or_reorders_is_left(text):
    kept = clean(text)

    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in kept)
    assert not any(
        unicodedata.bidirectional(c) in {"RLO", "LRO", "RLE", "LRE", "PDF"} for c in kept
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Lunch &amp; chat</p><p>Tuesdays</p>", "Lunch & chat\nTuesdays"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>tea</li><li>cake</li></ul>", "tea\ncake"),
        ("<script>alert(1)</script>Open", "Open"),
        ("5 &lt; 6 &nbsp; fine", "5 < 6 fine"),
        ("plain   words\n\n\n\nafter", "plain words\n\nafter"),
        ("", ""),
    ],
)
def test_plain_keeps_the_words_of_a_feed(html, words):
    assert plain(html) == words
