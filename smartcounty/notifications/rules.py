"""When a digest is due and what its period is called; by the county's clock, never by elapsed time."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")
DAILY, WEEKLY = "daily", "weekly"


def last_cut_off(kind, at, *, time, weekday):
    """The latest moment at or before `at` when digests of this kind fall due, and the key of its period.

    A clock that runs late, or a change to summer time, gives the same answer.
    """
    local = at.astimezone(LOCAL)
    day = local.date()
    if local.time() < time:
        day -= timedelta(days=1)
    if kind == WEEKLY:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    return datetime.combine(day, time, tzinfo=LOCAL), _key(kind, day)


def cut_off_of(period, *, time, weekday):
    """The kind of digest that a key names, and when that digest falls due; ValueError if it names none."""
    kind = WEEKLY if "-W" in period else DAILY
    day = date.fromisoformat(period)  # a week's key gives its Monday
    if kind == WEEKLY:
        day += timedelta(days=weekday)
    if _key(kind, day) != period:
        raise ValueError(
            f"{period} is neither a day such as 2026-11-24 nor a week such as 2026-W48"
        )
    return kind, datetime.combine(day, time, tzinfo=LOCAL)


def _key(kind, day):
    week = day.isocalendar()
    return day.isoformat() if kind == DAILY else f"{week.year}-W{week.week:02d}"
