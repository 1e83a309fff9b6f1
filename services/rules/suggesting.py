"""What to offer somebody who has begun to type; no database."""

from services.rules.slugs import sort_key

SHORTEST, LONGEST, MOST = 2, 60, 8


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

    None twice: the first kind in the order of `entries` counts.
    """
    found = {}
    for number, (entry, words, kind) in enumerate(entries):
        rank = 0 if entry.startswith(key) else 1 if f" {key}" in entry else None
        if rank is not None and (entry not in found or rank < found[entry][0]):
            found[entry] = (rank, number, words, kind)
    ranked = sorted(found.items(), key=lambda pair: (pair[1][0], len(pair[0]), pair[1][1]))
    return [(words, kind) for _, (_, _, words, kind) in ranked[:most]]
