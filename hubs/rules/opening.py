"""Opening hours as words, and what is known of access; values in, values out.

Times are the hub's own, so `now` and `today` come in local time.
"""

from dataclasses import dataclass
from datetime import date as Date
from datetime import time, timedelta

from hubs.choices import AccessKind, Weekday
from hubs.lifecycle import Status
from smartcounty.common.templatetags.sc_tags import clock, day, until, weekday

DAYS_AHEAD = 14
NOT_CHECKED = "Not yet checked"
WORDS_FOR = {
    Status.PLANNED: "Not open yet",
    Status.PAUSED: "Closed for now",
    Status.MOVED: "Moved",
    Status.CLOSED: "Closed for good",
}


@dataclass(frozen=True)
class Opening:
    is_open: bool
    words: str


@dataclass(frozen=True)
class Week:
    """A hub's regular hours and its exceptions, as plain values.

    `hours` holds (weekday, opens, closes); `exceptions` maps a date to (opens, closes, note), None for closed.
    """

    hours: tuple
    exceptions: dict

    def on(self, date):
        """The (opens, closes) of a date in order, exceptions counted."""
        if date in self.exceptions:
            opens, closes, _ = self.exceptions[date]
            return [(opens, closes)] if opens else []
        return sorted((opens, closes) for on, opens, closes in self.hours if on == date.weekday())


def opening(week, now, status=Status.OPEN):
    """Whether the hub is open at a local moment, and the words that say until when, or from when."""
    if status != Status.OPEN:
        return Opening(False, WORDS_FOR[status])
    for opens, closes in week.on(now.date()):
        if opens <= now.time() < closes:
            return Opening(True, f"Open now, until {clock(closes)}")
        if now.time() < opens:
            return Opening(False, f"Opens at {clock(opens)}")
    return Opening(False, _next_opening(week, now.date()))


def table(week, today):
    """Monday to Sunday for the table of hours; today as it really is, the other days as they usually are."""
    rows = []
    for number, name in Weekday.choices:
        is_today = number == today.weekday()
        usual = sorted((opens, closes) for on, opens, closes in week.hours if on == number)
        spans = week.on(today) if is_today else usual
        text = " and ".join(until(opens, closes) for opens, closes in spans) or "Closed"
        rows.append({"name": name, "text": text, "shut": not spans, "today": is_today})
    return rows


def week(hours, exceptions):
    """From rows as JSON gives them: `weekday`, `opens`, `closes`; `date`, `opens`, `closes`, `note`."""
    return Week(
        hours=tuple((row["weekday"], *_times(row)) for row in hours),
        exceptions={
            Date.fromisoformat(row["date"]): (*_times(row), row["note"]) for row in exceptions
        },
    )


def _times(row):
    return tuple(row[end] and time.fromisoformat(row[end]) for end in ("opens", "closes"))


def exceptions_in_words(week, today):
    """One sentence for each exception in the next two weeks."""
    sentences = []
    for date, (opens, closes, note) in sorted(week.exceptions.items()):
        if today <= date <= today + timedelta(days=DAYS_AHEAD):
            hours = f"open {until(opens, closes)}" if opens else "closed"
            because = f": {note.rstrip('.')}" if note else ""
            sentences.append(f"{weekday(date)}, {hours}{because}.")
    return " ".join(sentences)


def access_table(facts):
    """(label, text, checked_on) for every kind in order; what nobody has looked at says so and is never left out."""
    known = {fact.kind: (fact.text, fact.checked_on) for fact in facts}
    return [(label, *known.get(kind, (NOT_CHECKED, None))) for kind, label in AccessKind.choices]


def checked_together(facts):
    """The day on which all of it was looked at, so that it need be said only once; None if there is no such day."""
    days = {fact.checked_on for fact in facts}
    return days.pop() if len(days) == 1 else None


def _next_opening(week, today):
    for ahead in range(1, DAYS_AHEAD + 1):
        date = today + timedelta(days=ahead)
        if spans := week.on(date):
            return f"Opens {_day_in_words(date, ahead)} at {clock(spans[0][0])}"
    return "No opening hours in the next two weeks"


def _day_in_words(date, ahead):
    if ahead == 1:
        return "tomorrow"
    return f"{date:%A}" if ahead < 7 else day(date)
