"""What somebody means by the words in the search box: what for, where, and when. No database."""

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from services.rules.everyday import is_everyday
from services.rules.slugs import sort_key
from services.rules.times import When, hear

MOST_WORDS, MOST_GROUPS = 30, 12
MOST_MEANINGS = 8
LONGEST_PHRASE = 4
SHORTEST_TO_STRETCH = 5
BEFORE_A_PLACE = {
    "in",
    "near",
    "around",
    "at",
    "by",
    "nearby",
    "close",
    "to",
    "from",
    "within",
    "for",
    "outside",
}
BEFORE_A_TIME = {"on", "in", "the", "this"}
# Words around a wish that say nothing of what is wished for.
_FILLERS = """
    a about an and any anybody anyone anywhere are around at best by can close closest cheap could do does for from get
    give go going good has have he help her him how i if im in is it like local looking look me my near nearby nearest
    need of on one or our place places please see she so some somebody someone something somewhere that the their there
    they this to us use want we what when where which who with would you your find search service services area
    staffordshire staffs county uk
"""
FILLERS = frozenset(_FILLERS.split())
# What a typed operator looks like: a quoted phrase, a word to leave out, a choice between words.
_OPERATOR = re.compile(r'"|(?:^|\s)-\w|\sor\s', re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:['&][a-z0-9]+)*")
_INITIALS = re.compile(r"\b([a-z]) ?(?:&|\+|\band\b) ?([a-z])\b")
# With the digit after an outward code, if that is all there is of the rest: ST16 3.
_POSTCODE = re.compile(r"\b(?P<code>[a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{2})?)(?:\s*\d)?\b")


@dataclass(frozen=True)
class Language:
    """What people say and what it means, and the names of places; keys as `words_of` joins them."""

    meanings: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """A text, understood.

    `groups` has for each word or phrase those that mean the same, itself first; a result holds one of each group.
    `place` is a name or postcode to look near, `without_place` the text that is left without it. `when` is the time at
    which it should be open, `without_when` the text without that. A text with operators is not taken apart: no groups.
    """

    text: str
    groups: tuple = ()
    place: str = ""
    without_place: str = ""
    when: When | None = None
    without_when: str = ""

    @property
    def terms(self):
        """The words as they were typed, without those that say nothing."""
        return [group[0] for group in self.groups]

    def but_for(self, words):
        """Without these words, as far as others are left."""
        groups = tuple(group for group in self.groups if group[0] not in words)
        return replace(self, groups=groups or self.groups)

    @property
    def meanings(self):
        """Other words for them."""
        others = [word for group in self.groups for word in group[1:] if word.lower() != group[0]]
        return list(dict.fromkeys(others))


NOTHING = Wish("")


def key(text):
    """As words are looked up: `Children's` and `childrens` are the same."""
    return " ".join(words_of(text)).replace("'", "")


def words_of(text):
    """`A & E` and `A and E` are one word, `a&e`."""
    return _WORD.findall(_INITIALS.sub(r"\1&\2", sort_key(text).replace("-", " ")))


def understand(text, language, *, somewhere=False):
    """Take a text apart. `somewhere`: a place was typed beside it, so that names of places are words like others."""
    if _OPERATOR.search(text):
        return Wish(text, without_place=text, without_when=text)
    place, rest = ("", text) if somewhere else _place(text, language)
    words = words_of(rest)[:MOST_WORDS]
    when, kept = hear(words)
    groups = tuple(islice(_groups(kept, language.meanings), MOST_GROUPS))
    timeless = text if when is None else _timeless(text, set(words) - set(kept))
    return Wish(text, groups, place, " ".join(rest.split()), when, timeless)


def stretch(wish, language):
    """Long words without a meaning of their own have that of the shortest phrase that begins so: `sharps`, `blood`."""
    phrases = sorted(language.meanings, key=len)
    return replace(
        wish, groups=tuple(_stretched(group, phrases, language) for group in wish.groups)
    )


def _stretched(group, phrases, language):
    word = group[0]
    if len(group) > 1 or len(word) < SHORTEST_TO_STRETCH or is_everyday(word):
        return group
    begun = tuple(f"{form} " for form in _forms(word))
    said = next((phrase for phrase in phrases if phrase.startswith(begun)), None)
    return (word, *language.meanings[said]) if said else group


def _place(text, language):
    """The place in a text and the rest: a postcode, else the longest name; the last one, if there are two.

    In `kidney stone` the stone is no town, as the two together mean something.
    """
    flat = sort_key(text)
    *_, found = None, *_POSTCODE.finditer(flat)
    if found and len(flat) == len(text):
        return found["code"], _without(text, found.start(), found.end())
    spans = [(match.start(), match.end()) for match in _WORD.finditer(_flat(text))]
    for size in range(min(LONGEST_PHRASE, len(spans)), 0, -1):
        for first in range(len(spans) - size, -1, -1):
            start, end = spans[first][0], spans[first + size - 1][1]
            said = _flat(text)[start:end].replace("'", "")
            name = language.places.get(said) or language.places.get(said.replace(" ", ""))
            if name and not _is_within_a_phrase(_flat(text), spans, first, size, language):
                return name, _without(text, start, end)
    return "", text


def _is_within_a_phrase(flat, spans, first, size, language):
    """Whether these words are part of some more that people say."""
    for longer in range(size + 1, LONGEST_PHRASE + 1):
        for start in range(max(0, first + size - longer), min(first, len(spans) - longer) + 1):
            said = flat[spans[start][0] : spans[start + longer - 1][1]]
            if said.replace("'", "") in language.meanings:
                return True
    return False


def _flat(text):
    """Of the same length, so that a place in it is the same place in the text."""
    flat = sort_key(text).replace("-", " ")
    return flat if len(flat) == len(text) else ""


def _without(text, start, end):
    before, after = text[:start].split(), text[end:].split()
    while before and before[-1].lower() in BEFORE_A_PLACE:
        before.pop()
    return " ".join(before + after).strip(" ,")


def _timeless(text, dropped):
    """The text without words about days and hours, and without an `on` or `in the` before them."""
    kept = []
    for token in text.split():
        words = words_of(token)
        if not words or not dropped.issuperset(words):
            kept.append(token)
        else:
            kept = _without_lead(kept)
    return " ".join(kept)


def _without_lead(tokens):
    while tokens and tokens[-1].lower() in BEFORE_A_TIME:
        tokens = tokens[:-1]
    return tokens


def _groups(words, meanings):
    """The longest phrases first; words that say nothing are passed over, unless there are no others."""
    place = 0
    while place < len(words):
        size = next(
            (
                size
                for size in range(min(LONGEST_PHRASE, len(words) - place), 0, -1)
                if _known(words[place : place + size], meanings)
            ),
            0,
        )
        phrase = words[place : place + (size or 1)]
        if size:
            said = (" ".join(phrase), *_known(phrase, meanings))
            yield tuple(filter(_is_told_by_its_words, said))[: MOST_MEANINGS + 1]
        elif phrase[0] not in FILLERS and not _is_a_letter(phrase[0]):
            yield (phrase[0],)
        place += size or 1


def _is_a_letter(word):
    """It stands in many names, and tells nothing without a word beside it."""
    return len(word) == 1 and word.isalpha()


def _is_told_by_its_words(text):
    """Single letters tell nothing: `A&E` as words is `e`, which stands in many names."""
    return max(map(len, re.findall(r"[a-z0-9]+", text.lower())), default=0) > 1


def _known(phrase, meanings):
    said = " ".join(phrase).replace("'", "")
    return next((meanings[form] for form in _forms(said) if form in meanings), ())


def _forms(said):
    """The phrase as it is, then in the singular and in the plural."""
    yield said
    if said.endswith("ies"):
        yield f"{said[:-3]}y"
    if said.endswith("es"):
        yield said[:-2]
    yield said.removesuffix("s")
    yield f"{said}s"
    yield f"{said}es"
