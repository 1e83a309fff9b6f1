"""When something should be open, as people say it: on Sunday, this evening, after 6pm. No database."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock
from itertools import pairwise

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = {day[:3]: number for number, day in enumerate(DAYS)} | {"tues": 1, "thurs": 3}
TODAY, TOMORROW, NOW, WEEKEND = "today", "tomorrow", "now", "weekend"
OPEN = frozenset({"open", "opening", "opens", "hours"})
NOT_OPENING = frozenset({"of", "24"})  # before `hours`: out of hours, 24 hours
PARTS = {
    "morning": ("06:00", "12:00"),
    "lunchtime": ("12:00", "14:00"),
    "afternoon": ("12:00", "17:00"),
    "evening": ("17:00", "24:00"),
    "night": ("20:00", "24:00"),
}
SAID_PARTS = (
    {f"{part}s": part for part in PARTS} | {part: part for part in PARTS} | {"late": "night"}
)
BOUNDS = {"after", "past", "until", "till", "before", "at", "from", "by"}
LATE = {"after", "past", "until", "till"}  # of which a bare number is one of the afternoon
MEANS_A_PLACE = {"at", "by", "from"}  # a bare number after these may be of a house
BEFORE_THE_REST = {"on", "in", "near", "this", "oclock"}
MINUTE = timedelta(minutes=1)
_HOUR = re.compile(r"(\d{1,2})(am|pm)?")
_MINUTES = re.compile(r"([0-5]\d)(am|pm)?")


@dataclass(frozen=True)
class When:
    """A day, or a part of one; `starts` and `ends` are times of its clock.

    `day` is the number of a day of the week, Monday 0, or `today`, `tomorrow`, `weekend`, `now`; None is the next day
    on which that part is not over. `part` is what the part is called.
    """

    day: int | str | None = None
    part: str = ""
    starts: str = "00:00"
    ends: str = "24:00"

    @classmethod
    def chosen(cls, day, time=""):
        """From the values of an address: a day's name, and an hour such as `14:00`."""
        day = DAYS.index(day) if day in DAYS else day
        return _at(day, "at", *_numbers(time)) if time else cls(day)

    def spans(self, now):
        """From when to when it should be open at some moment; any of them. `now` in local time."""
        if self.day == NOW:
            return [(now, now + MINUTE)]
        if self.day == WEEKEND:
            return [self._next(now, 5), self._next(now, 6)]
        if self.day == TODAY:
            return [self._on(now, 0)]
        if self.day == TOMORROW:
            return [self._on(now, 1)]
        return [self._next(now, self.day)]

    def _next(self, now, day):
        """On the next such day, today included as long as it is not over; None is any day."""
        ahead, step = (0, 1) if day is None else ((day - now.weekday()) % 7, 7)
        starts, ends = self._on(now, ahead)
        return self._on(now, ahead + step) if ends <= now else (starts, ends)

    def _on(self, now, ahead):
        date = now.date() + timedelta(days=ahead)
        starts, ends = (
            datetime.combine(
                date + timedelta(days=hour // 24), clock(hour % 24, minute), now.tzinfo
            )
            for hour, minute in (_numbers(self.starts), _numbers(self.ends))
        )
        return (starts if ends <= now else max(starts, now)), ends

    @property
    def words(self):
        """on Sunday, tomorrow morning, this evening, on Friday after 6pm, now"""
        part = self.part if self.part in PARTS else ""
        clock_part = "" if part else self.part
        return f"{self._day_words(part)} {clock_part}".strip()

    def _day_words(self, part):
        if self.day is None:
            return {"": "", "night": "at night", "lunchtime": "at lunchtime"}.get(
                part, f"in the {part}"
            )
        if self.day == TODAY:
            return {"": "today", "night": "tonight"}.get(part, f"this {part}")
        if self.day == WEEKEND:
            return f"on Saturday or Sunday {part}".strip() if part else "at the weekend"
        day = f"on {DAYS[self.day].capitalize()}" if isinstance(self.day, int) else self.day
        return f"{day} {part}".strip()


def hear(words):
    """When it should be open, and the words without that; a day alone stays a word, as in `Sunday lunch`."""
    said = {place for place, word in enumerate(words) if _asks(words, place, word)}
    day, used = _day(words, asks=bool(said))
    if not said and day is None and not _names_an_hour(words):
        return None, words
    when, more = _part(words, day)
    kept = [word for place, word in enumerate(words) if place not in said | used | more]
    return when, kept or ([] if when else words)


def _names_an_hour(words):
    """Such as `at 9pm`: half of the day and a word before it leave no doubt that it is a time."""
    return any(
        bound in BOUNDS and re.fullmatch(r"\d{1,2}(am|pm)", hour) for bound, hour in pairwise(words)
    )


def _asks(words, place, word):
    return word in OPEN and not (word == "hours" and place and words[place - 1] in NOT_OPENING)


def _day(words, *, asks):
    for place, word in enumerate(words):
        day = _day_of(word)
        if day is not None and (asks or day == NOW or (place and words[place - 1] == "on")):
            return day, {place}
    return None, set()


def _day_of(word):
    if word in (TODAY, TOMORROW, NOW):
        return word
    if word == "tonight":
        return TODAY
    if word in ("weekend", "weekends"):
        return WEEKEND
    name = word.removesuffix("s") if word not in SHORT_DAYS else word
    return DAYS.index(name) if name in DAYS else SHORT_DAYS.get(name)


def _part(words, day):
    """A part of the day, by the clock or by name, and the places of the words that say so."""
    for place in range(len(words)):
        found = _clock(words, place)
        if found:
            bound, hour, minute, used = found
            return _at(TODAY if day is None else day, bound, hour, minute), used
    names = [place for place, word in enumerate(words) if word in SAID_PARTS]
    if names:
        part = SAID_PARTS[words[names[0]]]
        return When(day, part, *PARTS[part]), set(names)
    if "tonight" in words:
        return When(day, "night", *PARTS["evening"]), set()
    return (None if day is None else When(day)), set()


def _clock(words, place):
    """6pm, 6 pm, 6:30pm, after 6: what stands before it, hour, minute, and the places of all that."""
    whole = _HOUR.fullmatch(words[place])
    if not whole:
        return None
    hour, half, used = int(whole[1]), whole[2], {place}
    minute, after = 0, words[place + 1] if place + 1 < len(words) else ""
    if not half and after in ("am", "pm"):
        half = after
        used.add(place + 1)
    elif not half and (minutes := _MINUTES.fullmatch(after)):
        minute, half = int(minutes[1]), minutes[2]
        used.add(place + 1)
    bound = words[place - 1] if place and words[place - 1] in BOUNDS else ""
    if not (half or bound) or not 1 <= hour <= (12 if half else 23):
        return None
    if bound in MEANS_A_PLACE and used == {place} and not _ends_a_time(after):
        return None
    used |= {place - 1} if bound else set()
    return bound or "at", _hour(hour, half, bound), minute, used


def _ends_a_time(word):
    """Whether a bare number before the word can be an hour: `at 10 on Monday`, not `at 10 Stafford Road`."""
    return not word or word in BEFORE_THE_REST or word in OPEN or _day_of(word) is not None


def _hour(hour, half, bound):
    """By the clock of 24 hours; a bare number is of the afternoon where people would mean that."""
    if half:
        return hour % 12 + (12 if half == "pm" else 0)
    late = hour < 12 if bound in LATE else hour < 7
    return hour + 12 if late else hour


def _at(day, bound, hour, minute):
    said = f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{'pm' if hour >= 12 else 'am'}"
    this = hour * 60 + minute
    if bound in ("after", "past"):
        return When(day, f"after {said}", _text(this), "24:00")
    end = this or 24 * 60  # an end at 12am is the day's
    if bound == "before":
        return When(day, f"before {said}", "00:00", _text(end))
    if bound in ("until", "till"):
        return When(day, f"until {said}", _text(end - 1), _text(end))
    return When(day, f"at {said}", _text(this), _text(this + 1))


def _numbers(text):
    return tuple(map(int, text.split(":")))


def _text(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"
