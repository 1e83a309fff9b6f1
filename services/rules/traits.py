"""What a service is filtered by beside its kind and place, as short texts `facet:value` on its row; no database."""

import re

AGES = {
    "under-5": ("Under 5", 0, 4),
    "5-to-10": ("5 to 10", 5, 10),
    "11-to-17": ("11 to 17", 11, 17),
    "18-to-25": ("18 to 25", 18, 25),
    "26-to-64": ("26 to 64", 26, 64),
    "65-and-over": ("65 and over", 65, 200),
}
COSTS = {"free": "Free", "paid": "Costs something"}
ACCESS = {
    "step-free": ("Step-free", r"step.free|wheelchair|ramp|level access|\blift\b"),
    "hearing": ("Hearing loop or sign language", r"\bloop\b|hearing|sign language|\bbsl\b"),
    "quiet": ("Quiet space", r"quiet|calm|sensory"),
    "toilet": ("Accessible toilet", r"toilet|changing place"),
    "parking": ("Parking", r"\bpark|blue badge"),
    "comes-to-you": ("Comes to you", r"comes to you|at home|your door|delivered"),
}
LONGEST = 80
# For the languages of one service. All its choices stand in one index, whose entries end at 2,700 bytes; these are
# about ninety languages.
MOST_BYTES = 2000
_DENIED = re.compile(
    r"^(no|not|none|without)\b|\bnot (yet )?(available|accessible|checked)", re.IGNORECASE
)
_FREE = re.compile(r"\bfree\b|no charge", re.IGNORECASE)
_PAID = re.compile(r"£\s?\d", re.IGNORECASE)


def traits(*, costs=(), languages=(), access=(), least=None, most=None):
    """The texts of a service, in order; `costs` have amount, option and description, the others are words.

    English is no choice.
    """
    found = [f"age:{slug}" for slug in _ages(least, most)]
    found += [f"cost:{kind}" for kind in _costs(costs)]
    found += _languages(languages)
    found += [f"access:{slug}" for slug in _access(access)]
    return sorted(set(found))


def label(facet, value):
    """What a choice is called; a language by its own name."""
    if facet == "age":
        return AGES.get(value, (value,))[0]
    if facet == "access":
        return ACCESS.get(value, (value,))[0]
    return COSTS.get(value, value) if facet == "cost" else value


def _ages(least, most):
    """The bands that the ages overlap: all of them where nobody is left out."""
    low, high = float(least or 0), 200.0 if most is None else float(most)
    return [slug for slug, (_, first, last) in AGES.items() if low <= last and high >= first]


def _languages(names):
    """As many as there is room for, in order."""
    room = MOST_BYTES
    for value in sorted({f"language:{name}"[:LONGEST] for name in names if name != "English"}):
        room -= len(value.encode()) + 7  # and what an array needs besides for each
        if room >= 0:
            yield value


def _costs(costs):
    for cost in costs:
        said = f"{cost.option} {cost.description}"
        if cost.amount == 0 or (cost.amount is None and _FREE.search(said)):
            yield "free"
        if (cost.amount or 0) > 0 or _PAID.search(said):
            yield "paid"


def _access(texts):
    for text in texts:
        if not _DENIED.search(text):
            yield from (
                slug for slug, (_, words) in ACCESS.items() if re.search(words, text, re.IGNORECASE)
            )
