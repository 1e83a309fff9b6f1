"""The choices beside a list, from rows of the database to what a template shows; no question is asked here."""

from collections import Counter
from dataclasses import dataclass
from datetime import time

from services.filters.asked import HOURS, MILES, STARS, WHEN
from services.rules import traits
from smartcounty.common.templatetags.sc_tags import clock

SHOWN = 8
SLACK = 2  # a list that is only a little longer is shown whole


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    options: list
    single: bool = False
    count: int = 0
    days: tuple = ()
    times: tuple = ()

    @property
    def is_cut(self):
        return self.count > len(self.options)

    @property
    def is_chosen(self):
        return any(option["chosen"] and option["value"] for option in self.options)


def apart(rows):
    """A row for each single value, of rows for several at once."""
    numbers = Counter()
    for kind, values, label, number in rows:
        for value in values:
            numbers[kind, value, label] += number
    return [(*key, number) for key, number in numbers.items()]


def topics(rows, chosen):
    """The branches above the kinds; a chosen one leaves only its kinds below."""
    found = sorted((label, slug, number) for kind, slug, label, number in rows if kind == "topic")
    options = [_option(slug, label, number, slug in chosen) for label, slug, number in found]
    known = {option["value"] for option in options}
    options += [_option(slug, slug, 0, True) for slug in chosen if slug not in known]
    return Facet("topic", "What it is about", options, count=len(options))


def categories(rows, chosen, *, whole):
    """The kinds with most results, chosen ones first; all of them when the whole list is asked for."""
    numbers = {}
    for kind, slug, label, number in rows:
        if kind == "category" and number >= numbers.get(slug, ("", 0))[1]:
            numbers[slug] = (label, number)
    options = [
        _option(slug, label, number, slug in chosen) for slug, (label, number) in numbers.items()
    ]
    options.sort(key=lambda row: (not row["chosen"], -row["count"], row["label"].lower()))
    shown = options if whole or len(options) <= SHOWN + SLACK else options[:SHOWN]
    return Facet("category", "Kind of service", shown, count=len(options))


def districts(rows, chosen, *, county_wide):
    """All districts by name; what is delivered in the whole county is counted in each."""
    own = {slug: number for kind, slug, _, number in rows if kind == "area"}
    names = sorted((label, slug) for kind, slug, label, _ in rows if kind == "district")
    options = [
        _option(slug, label, own.get(slug, 0) + county_wide, slug in chosen)
        for label, slug in names
    ]
    return Facet("area", "Where it is offered", options, count=len(options))


def when(tally, asked):
    """Open now, or on a day, or then at a time; only the first is counted."""
    now = _option("now", "Open now", tally["open"], asked.is_open)
    days = [_option(day, day.capitalize(), None, day == asked.day) for day in WHEN]
    times = [_option(hour, clock_words(hour), None, hour == asked.time) for hour in HOURS]
    return Facet("open", "When", [now], count=1, days=days, times=times)


def clock_words(hour):
    """9am, for a time as an address has it"""
    return clock(time.fromisoformat(hour))


TRAIT_TITLES = {
    "cost": "Cost",
    "access": "Getting in and round",
    "language": "Languages",
    "age": "Age of who it is for",
}


def trait(name, rows, chosen):
    """The choices of a facet that stands on the row; chosen ones stay when nothing has them any more."""
    own = f"trait {name}" if chosen else "trait"
    numbers = {
        trait.partition(":")[2]: number
        for kind, trait, _, number in rows
        if kind == own and trait.startswith(f"{name}:")
    }
    values = dict.fromkeys([*_in_order(name, numbers), *chosen])
    options = [
        _option(value, traits.label(name, value), numbers.get(value, 0), value in chosen)
        for value in values
    ]
    if name == "age":
        options = [_option("", "Any age", None, not chosen), *options]
    return Facet(name, TRAIT_TITLES[name], options, single=name == "age", count=len(options))


def _in_order(name, numbers):
    known = {"cost": traits.COSTS, "access": traits.ACCESS, "age": traits.AGES}.get(name)
    return [value for value in known if value in numbers] if known else sorted(numbers)


def confirmed(tally, chosen):
    label = "Confirmed in the last year"
    return Facet(
        "confirmed", "Freshness", [_option("yes", label, tally["confirmed"], chosen)], count=1
    )


def rating(tally, chosen):
    options = [_option("", "Any rating", None, chosen is None)]
    for stars in STARS:
        words = f"{stars} star{'s' if stars > 1 else ''} and up"
        options.append(_option(str(stars), words, tally[f"rating_{stars}"], stars == chosen))
    return Facet("rating", "Rating", options, single=True, count=len(options))


def within(tally, chosen):
    options = [_option("", "Any distance", None, chosen is None)]
    for miles in MILES:
        words = f"Within {miles} mile{'s' if miles > 1 else ''}"
        options.append(_option(str(miles), words, tally[f"within_{miles}"], miles == chosen))
    return Facet("within", "How far", options, single=True, count=len(options))


def _option(value, label, count, chosen):
    return {"value": value, "label": label, "count": count, "chosen": chosen}
