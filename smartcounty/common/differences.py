"""Two wordings compared: which words went, which came, which stayed."""

import re
from difflib import SequenceMatcher
from itertools import takewhile

KEPT, GONE, NEW = "kept", "gone", "new"
MOST = 1_500_000  # pairs of words that are worth comparing; longer parts count as replaced whole


def differences(old, new):
    """Pairs of a kind and a text in reading order: kept and gone make the old text, kept and new the new one.

    Words are compared without the space around them, so that new paragraphs change no word.
    """
    before, after = _words(old), _words(new)
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    middle = before[start : len(before) - end], after[start : len(after) - end]
    runs = [
        (KEPT, after[:start]),
        *_compared(*middle),
        (KEPT, after[len(after) - end :]),
    ]
    return [(kind, "".join(words)) for kind, words in runs if words]


def _words(text):
    """Each word with the space that follows it."""
    return re.findall(r"\S+\s*", text)


def _alike(before, after):
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].strip() == pair[1].strip(), pairs))


def _compared(before, after):
    if len(before) * len(after) > MOST:
        yield GONE, before
        yield NEW, after
        return
    keys = [[word.strip() for word in words] for words in (before, after)]
    for kind, i, j, k, m in SequenceMatcher(None, *keys).get_opcodes():
        if kind == "equal":
            yield KEPT, after[k:m]
        else:
            yield GONE, before[i:j]
            yield NEW, after[k:m]
