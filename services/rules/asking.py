"""What somebody means by the words in the search box: what for, where, and when. No database."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock

from services.rules.slugs import sort_key

MOST_WORDS = 12
MOST_MEANINGS = 8
LONGEST_PHRASE = 4
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = {day[:3]: number for number, day in enumerate(DAYS)} | {"tues": 1, "thurs": 3}
TODAY, TOMORROW, NOW = "today", "tomorrow", "now"
OPEN = frozenset({"open", "opening", "opens", "hours"})
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
# Words around a wish that say nothing of what is wished for.
_FILLERS = """
    a about an and any anybody anyone anywhere are around at best by can close closest cheap could do does for from get
    give go going good has have he help her him how i if im in is it like local looking look me my near nearby nearest
    need of on one or our place places please she so some somebody someone something somewhere that the their there
    they this to us use want we what when where which who with would you your find search service services area
    staffordshire staffs county uk
"""
FILLERS = frozenset(_FILLERS.split())
# What a typed operator looks like: a quoted phrase, a word to leave out, a choice between words.
_OPERATOR = re.compile(r'"|(?:^|\s)-\w|\sor\s', re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:['&][a-z0-9]+)*")
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{2})?\b")


@dataclass(frozen=True)
class Language:
    """What people say and what it means, and the names of places; keys as `words_of` joins them."""

    meanings: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """A text, understood.

    `groups` has for each word or phrase those that mean the same, itself first; a result holds one of each group.
    `place` is a name or postcode to look near, `without_place` the text that is left without it. `day` is the number
    of a day of the week, Monday 0, or `today`, `tomorrow`, `now`; `without_day` is the text without that. A text with
    operators is not taken apart: no groups.
    """

    text: str
    groups: tuple = ()
    place: str = ""
    without_place: str = ""
    day: int | str | None = None
    without_day: str = ""

    @property
    def terms(self):
        """The words as they were typed, without those that say nothing."""
        return [group[0] for group in self.groups]

    @property
    def meanings(self):
        """Other words for them."""
        return list(dict.fromkeys(word for group in self.groups for word in group[1:]))


NOTHING = Wish("")


def key(text):
    """As words are looked up: `Children's` and `childrens` are the same."""
    return " ".join(words_of(text)).replace("'", "")


def words_of(text):
    return _WORD.findall(sort_key(text).replace("-", " "))


def understand(text, language, *, somewhere=False):
    """Take a text apart. `somewhere`: a place was typed beside it, so that names of places are words like others."""
    if _OPERATOR.search(text):
        return Wish(text, without_place=text, without_day=text)
    place, rest = ("", text) if somewhere else _place(text, language.places)
    words = words_of(rest)[:MOST_WORDS]
    day, kept = _day(words)
    groups = tuple(_groups(kept, language.meanings))
    timeless = text if day is None else _timeless(text, set(words) - set(kept))
    return Wish(text, groups, place, " ".join(rest.split()), day, timeless)


def bounds(day, now, *, time=""):
    """From when to when it should be open at some moment, for a `Wish.day`; `now` in local time.

    With a time such as `14:00`, the minute from then on.
    """
    if day == NOW:
        return now, now + timedelta(minutes=1)
    ahead = {TODAY: 0, TOMORROW: 1}.get(day)
    if ahead is None:
        ahead = (day - now.weekday()) % 7
    date = now.date() + timedelta(days=ahead)
    if time:
        starts = datetime.combine(date, clock.fromisoformat(time), now.tzinfo)
        return starts, starts + timedelta(minutes=1)
    starts, ends = (
        datetime.combine(date + timedelta(days=more), clock(), now.tzinfo) for more in (0, 1)
    )
    return max(starts, now), ends


def day_number(name):
    """A day of an address as one of a `Wish`: 0 for monday; `today` and `tomorrow` stay."""
    return DAYS.index(name) if name in DAYS else name


def on_day(day):
    """on Sunday, today, tomorrow, now; of a number or a name"""
    if isinstance(day, int):
        day = DAYS[day]
    return f"on {day.capitalize()}" if day in DAYS else day


def _place(text, places):
    """The place in a text and the rest: a postcode, else the longest name; the last one, if there are two."""
    flat = sort_key(text)
    *_, found = None, *_POSTCODE.finditer(flat)
    if found and len(flat) == len(text):
        return found[0], _without(text, found.start(), found.end())
    spans = [(match.start(), match.end()) for match in _WORD.finditer(_flat(text))]
    for size in range(min(LONGEST_PHRASE, len(spans)), 0, -1):
        for first in range(len(spans) - size, -1, -1):
            start, end = spans[first][0], spans[first + size - 1][1]
            name = places.get(_flat(text)[start:end].replace("'", ""))
            if name:
                return name, _without(text, start, end)
    return "", text


def _flat(text):
    """Of the same length, so that a place in it is the same place in the text."""
    flat = sort_key(text).replace("-", " ")
    return flat if len(flat) == len(text) else ""


def _without(text, start, end):
    before, after = text[:start].split(), text[end:].split()
    while before and before[-1].lower() in BEFORE_A_PLACE:
        before.pop()
    return " ".join(before + after).strip(" ,")


def _day(words):
    """When it should be open, and the words without that; a day alone stays a word, as in `Sunday lunch`."""
    asks = any(word in OPEN for word in words)
    for place, word in enumerate(words):
        day = _day_of(word)
        if day is not None and (asks or (place and words[place - 1] == "on") or day == NOW):
            rest = [other for other in words if other != word and other not in OPEN]
            return day, [
                other for other in rest if other not in ("morning", "afternoon", "evening")
            ]
    if asks:
        return None, [word for word in words if word not in OPEN] or words
    return None, words


def _timeless(text, dropped):
    """The text without words about days and hours, and without an `on` before them."""
    kept = []
    for token in text.split():
        words = words_of(token)
        if not words or not dropped.issuperset(words):
            kept.append(token)
        elif kept and kept[-1].lower() == "on":
            kept.pop()
    return " ".join(kept)


def _day_of(word):
    if word in (TODAY, TOMORROW, NOW):
        return word
    if word == "tonight":
        return TODAY
    if word in ("weekend", "weekends"):
        return DAYS.index("saturday")
    name = word.removesuffix("s") if word not in SHORT_DAYS else word
    return DAYS.index(name) if name in DAYS else SHORT_DAYS.get(name)


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
            yield (*_itself(phrase), *_known(phrase, meanings))[: MOST_MEANINGS + 1]
        elif phrase[0] not in FILLERS:
            yield (phrase[0],)
        place += size or 1


def _itself(phrase):
    """Nothing for single letters: `A&E` as words is `e`, which stands in many names."""
    text = " ".join(phrase)
    return [text] if max(map(len, re.findall(r"[a-z0-9]+", text))) > 1 else []


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
