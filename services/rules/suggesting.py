"""What to offer somebody who has begun to type; no database."""

from services.rules.slugs import sort_key
from services.rules.words import TWO_SLIPS_FROM, slips

SHORTEST, LONGEST, MOST = 2, 60, 8
ALIKE_FROM = 5  # letters, from which one that differs is a slip or an ending and no other word


def begun(text):
    """The text as entries are looked up, or nothing while it is too short to tell."""
    key = " ".join(sort_key(text)[:LONGEST].split())
    return key if len(key) >= SHORTEST else ""


def beginnings(key):
    """The first letters of an entry and of each of its words, as many as a text must have, each once."""
    places = [0, *(place + 1 for place, letter in enumerate(key) if letter == " ")]
    return {key[place : place + SHORTEST] for place in places}


def best(entries, key, *, most=MOST):
    """Of rows of key, words and kind: those that begin with the text, then those with a word that does, shorter first.

    None twice: the first kind in the order of `entries` counts, and of two that differ by a letter the shorter one.
    """
    found = {}
    for number, (entry, words, kind) in enumerate(entries):
        rank = 0 if entry.startswith(key) else 1 if f" {key}" in entry else None
        if rank is not None and (entry not in found or rank < found[entry][0]):
            found[entry] = (rank, number, words, kind)
    ranked = sorted(found.items(), key=lambda pair: (pair[1][0], len(pair[0]), pair[1][1]))
    kept = []
    for entry, (*_, words, kind) in ranked:
        if len(kept) < most and not any(_is_alike(entry, other) for other, *_ in kept):
            kept.append((entry, words, kind))
    return [(words, kind) for _, words, kind in kept]


def nearly(entries, key, *, most=MOST):
    """The same for a text that none of them begins with: those that do but for a slip, or two in a long text."""
    if len(key) < ALIKE_FROM:
        return []
    allowed = 2 if len(key) >= TWO_SLIPS_FROM else 1
    near = [
        (count, len(entry), entry, words, kind)
        for entry, words, kind in entries
        if len(entry) >= len(key) - allowed
        and (count := min(slips(key, entry[:size]) for size in _sizes(key))) <= allowed
    ]
    least = min((count for count, *_ in near), default=0)
    likeliest = [
        (entry, words, kind) for count, _, entry, words, kind in sorted(near) if count == least
    ]
    return best(likeliest, "", most=most)


def _sizes(key):
    return range(len(key) - 1, len(key) + 2)


def _is_alike(entry, other):
    if min(len(entry), len(other)) < ALIKE_FROM or abs(len(entry) - len(other)) > 1:
        return False
    return slips(entry, other) == 1
