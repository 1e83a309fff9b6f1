"""Schedules as what a calendar program keeps: a first time and a rule by which it comes round.

Times are wall-clock times of the county's zone, which the calendar is told too: so a session at 10am stays at 10am when
the clocks change.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from services.rules.openings import DAYS, falling_on, falls_on, month_days, parse_by_day
from smartcounty.common.working_days import BANK_HOLIDAYS

LOOK_AHEAD_DAYS = 400


@dataclass(frozen=True)
class Session:
    """`rule` holds the parts of an RRULE, empty for what happens once; `left_out` its starts that do not happen."""

    schedule: object
    starts: datetime
    ends: datetime
    rule: dict = field(default_factory=dict)
    left_out: list = field(default_factory=list)


def sessions(schedules, *, today, zone):
    """Those that are still to come, each from its next time on."""
    schedules = list(schedules)
    found = [_session(schedule, schedules, today, zone) for schedule in schedules]
    return [session for session in found if session]


def _session(schedule, schedules, today, zone):
    replaced = _replaced(schedule, schedules, today)
    days = (today + timedelta(days=number) for number in range(LOOK_AHEAD_DAYS))
    day = next((day for day in days if falls_on(schedule, day) and day not in replaced), None)
    if day is None:
        return None
    overnight = schedule.closes_at <= schedule.opens_at
    last_day = day + timedelta(days=1) if overnight else day
    return Session(
        schedule=schedule,
        starts=datetime.combine(day, schedule.opens_at, tzinfo=zone),
        ends=datetime.combine(last_day, schedule.closes_at, tzinfo=zone),
        rule=_rule(schedule, day, zone),
        left_out=[
            datetime.combine(other, schedule.opens_at, tzinfo=zone)
            for other in replaced
            if other > day
        ],
    )


def _replaced(schedule, schedules, today):
    """The bank holidays to come of which something else is told than this schedule."""
    return [
        day
        for day in sorted(BANK_HOLIDAYS)
        if day >= today and falls_on(schedule, day) and schedule not in falling_on(schedules, day)
    ]


def _rule(schedule, first, zone):
    parts = _parts(schedule, first)
    if parts and schedule.interval > 1:
        parts["INTERVAL"] = schedule.interval
    if parts and schedule.valid_to:
        end = datetime.combine(schedule.valid_to, time(23, 59, 59), tzinfo=zone)
        parts["UNTIL"] = end.astimezone(UTC)
    return parts


def _parts(schedule, first):
    by_day = parse_by_day(schedule.by_day)
    match schedule.frequency:
        case "WEEKLY":
            names = sorted({weekday for _, weekday in by_day} or {first.weekday()})
            return {"FREQ": "WEEKLY", "BYDAY": [DAYS[weekday] for weekday in names]}
        case "MONTHLY":
            return {"FREQ": "MONTHLY", **_by_month(schedule, by_day, first)}
        case "DAILY":
            return {"FREQ": "DAILY"}
    return {}


def _by_month(schedule, by_day, first):
    parts = {}
    if by_day:
        parts["BYDAY"] = [f"{number or ''}{DAYS[weekday]}" for number, weekday in by_day]
    if numbers := month_days(schedule.by_month_day):
        parts["BYMONTHDAY"] = numbers
    return parts or {"BYMONTHDAY": [first.day]}
