"""When and where an event is, in words. Moments come in local time."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from smartcounty.common.templatetags.sc_tags import clock, day, until, weekday


@dataclass(frozen=True)
class Venue:
    """The place people go to; without a town it is online."""

    name: str
    address: str = ""
    town: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def short(self):
        """Canalside Works, Stone"""
        return ", ".join(filter(None, (self.name or self.address, self.town)))

    @property
    def lines(self):
        """The address under the name."""
        street = [self.address] if self.name else []
        return [line for line in (*street, f"{self.town} {self.postcode}".strip()) if line]

    @property
    def whole(self):
        """On one line, as calendars have it."""
        return ", ".join(line for line in (self.name or self.address, *self.lines) if line)


ONLINE = Venue("Online")


def dates_in_words(starts, ends):
    """Thursday 4 March 2027, 5pm to 8pm; or from one day to another."""
    if starts.date() == ends.date():
        return f"{weekday(starts)}, {until(starts, ends)}"
    return f"{weekday(starts)}, {clock(starts)} to {weekday(ends)}, {clock(ends)}"


def in_weeks(events, today):
    """(heading, events) for each week that has any, weeks from Monday; the events come in order of their start."""
    this_week = _monday(today)
    names = {this_week: "This week", this_week + timedelta(weeks=1): "Next week"}
    for monday, group in groupby(events, key=lambda event: _monday(event.starts_on)):
        yield names.get(monday) or f"Week of {day(monday)}", list(group)


def _monday(date):
    return date - timedelta(days=date.weekday())
