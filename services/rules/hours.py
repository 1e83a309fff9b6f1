"""What hours are called: on a card, at the head of a page, in the table of a week."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.rules.openings import hours_on, is_told, told_of_holiday
from smartcounty.common.templatetags.sc_tags import clock, day
from smartcounty.common.working_days import BANK_HOLIDAYS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_AND_NIGHT = 24 * 60 * 60  # seconds
NOT_KNOWN = ("clock", "Hours not known")
NOT_SOON = ("shut", "Not open in the next two weeks")
CHECK_FIRST = "Bank holiday: check first"


@dataclass(frozen=True)
class Day:
    name: str
    text: str
    shut: bool
    today: bool


@dataclass(frozen=True)
class Table:
    """The week at one place; without a title it is the same at all of them."""

    title: str
    days: list


def now_words(interval, now, *, has_hours=True, schedules=()):
    """The mark and the words for the interval that runs now or comes next: a pair of ends in local time, or None.

    Few feeds say what a bank holiday changes, so hours that begin on one are told as usual, not as certain, unless
    they are told of that day in `schedules`, which lists do not read.
    """
    if interval is None:
        return NOT_SOON if has_hours else NOT_KNOWN
    opens, closes = interval
    # By instants: on the county's clock an hour comes twice, and another not at all.
    instant = now.timestamp()
    doubtful = opens.date() in BANK_HOLIDAYS and not is_told(schedules, opens.date())
    if opens.timestamp() > instant:
        words = f"{_day_words(opens, now)}, {clock(opens)}"
        return "shut", f"Usually opens {words}. {CHECK_FIRST}" if doubtful else f"Opens {words}"
    if closes.timestamp() - instant >= DAY_AND_NIGHT:
        return "open", "Open now, day and night"
    if doubtful:
        return "clock", f"Usually open now, until {clock(closes)}. {CHECK_FIRST}"
    return "open", f"Open now, until {clock(closes)}"


def closed_words(until, today):
    """For what is closed for now; None from the day on which it is open again."""
    if until is None:
        return "shut", "Closed for now"
    return ("shut", f"Closed until {day(until)}") if today < until else None


def week(schedules, today):
    """Seven days from Monday of the week of `today`."""
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    return [_day(date, schedules, today) for date in days]


def tables(schedules, places, today):
    """The week once, or for each of `places` (its id and name) where some hours belong to one of them."""
    if not any(row.location_id for row in schedules):
        return [Table("", week(schedules, today))]
    return [
        Table(name, week([row for row in schedules if row.location_id in (None, key)], today))
        for key, name in places
    ]


def open_days(days):
    """Monday to Friday; Tuesday, Thursday and Saturday"""
    return _spoken([day.name for day in days if not day.shut])


def _spoken(names):
    if len(names) == 7:
        return "Every day"
    first = WEEKDAYS.index(names[0]) if names else 0
    if len(names) > 2 and names == list(WEEKDAYS[first : first + len(names)]):
        return f"{names[0]} to {names[-1]}"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def notes(schedules, today):
    """What stands under the table: the feed's own words about hours, and the bank holidays to come."""
    said = dict.fromkeys(row.description for row in schedules if row.description)
    return [*said, *seasons(schedules, today), *filter(None, [holiday_note(schedules, today)])]


def seasons(schedules, today):
    """A line for each span of days that begins after the week of the table and has hours of its own."""
    sunday = today + timedelta(days=6 - today.weekday())
    coming = {}
    for row in schedules:
        is_weekly = row.frequency == "WEEKLY" and row.interval == 1
        is_one_day = row.valid_from is not None and row.valid_from == row.valid_to
        if row.valid_from and row.valid_from > sunday and (is_weekly or is_one_day):
            coming.setdefault((row.valid_from, row.valid_to or date.max), []).append(row)
    lines = [_season(begins, ends, rows) for (begins, ends), rows in sorted(coming.items())]
    return list(filter(None, lines))


def _season(begins, ends, rows):
    """From 1 April 2027 to 30 September 2027: Saturday and Sunday 10am to 4pm."""
    if begins == ends:
        return f"On {day(begins)}: {hours_text(hours_on(rows, begins)) or 'closed'}."
    names = {}
    for number in range(min(7, (ends - begins).days + 1)):
        on = begins + timedelta(days=number)
        if hours := hours_text(hours_on(rows, on)):
            names.setdefault(hours, []).append(on.weekday())
    said = [
        f"{_spoken([WEEKDAYS[number] for number in sorted(numbers)])} {hours}"
        for hours, numbers in names.items()
    ]
    until = "" if ends == date.max else f" to {day(ends)}"
    return f"From {day(begins)}{until}: {'; '.join(said)}." if said else ""


def holiday_note(schedules, today, *, days=14):
    """That hours may differ on those of the coming days that are bank holidays with usual hours; else empty."""
    coming = [today + timedelta(days=number) for number in range(days)]
    unsure = [on for on in coming if _is_unsure(schedules, on)]
    named = [f"{on:%A} {on.day} {on:%B}" for on in unsure]
    if not named:
        return ""
    return (
        f"Hours may differ on the bank holiday{'s' if len(named) > 1 else ''}: {', '.join(named)}."
    )


def hours_text(hours):
    """9am to 12 noon, 2pm to 5pm"""
    return ", ".join(
        "Open day and night" if opens == closes else f"{clock(opens)} to {clock(closes)}"
        for opens, closes in hours
    )


def _day(on, schedules, today):
    hours = hours_on(schedules, on)
    doubt = " (bank holiday: may differ)" if _is_unsure(schedules, on) else ""
    return Day(
        name=WEEKDAYS[on.weekday()],
        text=hours_text(hours) + doubt or "Closed",
        shut=not hours,
        today=on == today,
    )


def _is_unsure(schedules, on):
    """Whether the hours that begin on a day are the usual ones, on a bank holiday."""
    if on not in BANK_HOLIDAYS or told_of_holiday(schedules, on):
        return False
    return bool(hours_on(schedules, on))


def _day_words(opens, now):
    days = (opens.date() - now.date()).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    return WEEKDAYS[opens.weekday()] if days < 7 else day(opens)
