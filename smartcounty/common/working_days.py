"""Working days of England and Wales: Monday to Friday less bank holidays (product rule of section 3)."""

from datetime import date, timedelta

# Facts as published by the government; extend each year (a test fails when fewer than 12 months remain).
BANK_HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in [
        "2025-01-01",
        "2025-04-18",
        "2025-04-21",
        "2025-05-05",
        "2025-05-26",
        "2025-08-25",
        "2025-12-25",
        "2025-12-26",
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
        "2028-01-03",
        "2028-04-14",
        "2028-04-17",
        "2028-05-01",
        "2028-05-29",
        "2028-08-28",
        "2028-12-25",
        "2028-12-26",
    ]
)


def is_working_day(day):
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def next_working_day(day):
    """The day itself if it is one, else the next."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def due_date(start, working_days):
    """The last day of an answer: receipt is day 0, and a clock started on a day off starts on the next working day."""
    day = next_working_day(start)
    for _ in range(working_days):
        day = next_working_day(day + timedelta(days=1))
    return day


def add_working_hours(moment, hours):
    """The moment so many hours later, not counting weekends and bank holidays; local, aware time in and out."""
    left = timedelta(hours=hours)
    while not is_working_day(moment.date()):
        moment = _midnight_after(moment)
    while moment + left >= (midnight := _midnight_after(moment)):
        left -= midnight - moment
        moment = midnight
        while not is_working_day(moment.date()):
            moment = _midnight_after(moment)
        if not left:
            return moment
    return moment + left


def working_days_between(start, end):
    """Working days after `start` up to and with `end`; 0 if `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))


def _midnight_after(moment):
    return (moment + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
