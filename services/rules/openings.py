"""From schedules to hours: which days a rule falls on, and when that is on the clock of the county.

A schedule here is anything with the fields of `models.Schedule`. Hours are wall-clock times; a closing time that is not
later than the opening is on the next day. Both clock changes come out right because each end is reckoned by itself.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from smartcounty.common.working_days import BANK_HOLIDAYS

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HORIZON_DAYS = 14
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_MONDAY = date(2001, 1, 1)


def intervals(schedules, *, first, days, zone, closed_until=None):
    """Open from and to, in UTC, in order and joined where they touch, for the days from `first` on.

    The day before is looked at too: what opened then may still be open. Days before `closed_until` are left out.
    """
    spans = []
    for number in range(-1, days):
        day = first + timedelta(days=number)
        if closed_until and day < closed_until:
            continue
        spans += [_span(schedule, day, zone) for schedule in falling_on(schedules, day)]
    midnight = _utc(first, time(0), zone)
    return joined(span for span in spans if span[0] < span[1] and span[1] > midnight)


def joined(spans):
    """Spans in order, those that overlap or touch made one."""
    whole = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def hours_on(schedules, day):
    """The opening and closing times that begin on a day at one place, in order."""
    return sorted(
        {
            (schedule.opens_at, schedule.closes_at)
            for schedule in told_of_holiday(schedules, day) or schedules
            if falls_on(schedule, day)
        }
    )


def told_of_holiday(schedules, day):
    """What is told of this one bank holiday and replaces the usual; without hours it is closed then."""
    if day not in BANK_HOLIDAYS:
        return []
    return [schedule for schedule in schedules if _is_for_one_day(schedule, day)]


def falls_on(schedule, day):
    """Whether the schedule gives hours that begin on this day."""
    if schedule.opens_at is None or not _valid(schedule, day):
        return False
    match schedule.frequency:
        case "WEEKLY":
            return _weekly(schedule, day)
        case "MONTHLY":
            return _monthly(schedule, day)
        case "DAILY":
            return (day - _anchor(schedule)).days % schedule.interval == 0
    return day == (schedule.starts_on or schedule.valid_from)


def parse_by_day(text):
    """`2MO,-1FR,TU` as pairs of a number (0: each) and a weekday; what is not understood is left out."""
    return [
        (int(number or 0), DAYS.index(name))
        for number, name in _BY_DAY.findall(text.upper().replace(" ", ""))
    ]


def month_days(text):
    """`1,15,-1` as numbers; those below nothing count from the end of the month."""
    return [int(number) for number in re.findall(r"-?\d{1,2}", text)]


def is_told(schedules, day):
    """Whether all hours that begin on a bank holiday are those told of it."""
    told = told_of_holiday(schedules, day)
    return bool(told) and all(schedule in told for schedule in falling_on(schedules, day))


def falling_on(schedules, day):
    """Those that give hours that begin on a day, at any place."""
    falling = [schedule for schedule in schedules if falls_on(schedule, day)]
    told = told_of_holiday(schedules, day)
    if not told:
        return falling
    places = {schedule.location_id for schedule in told}
    return [
        schedule
        for schedule in falling
        if schedule in told or not places & {None, schedule.location_id}
    ]


def _is_for_one_day(schedule, day):
    if schedule.valid_from == schedule.valid_to == day:
        return True
    return schedule.frequency == "ONCE" and falls_on(schedule, day)


def _valid(schedule, day):
    begins = max(filter(None, [schedule.valid_from, schedule.starts_on]), default=date.min)
    return begins <= day <= (schedule.valid_to or date.max)


def _anchor(schedule):
    return schedule.starts_on or schedule.valid_from or _MONDAY


def _weekly(schedule, day):
    anchor = _anchor(schedule)
    names = {weekday for _, weekday in parse_by_day(schedule.by_day)} or {anchor.weekday()}
    weeks = (_monday(day) - _monday(anchor)).days // 7
    return day.weekday() in names and weeks % schedule.interval == 0


def _monthly(schedule, day):
    anchor = _anchor(schedule)
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    if months % schedule.interval:
        return False
    numbers = month_days(schedule.by_month_day)
    by_day = parse_by_day(schedule.by_day)
    if not numbers and not by_day:
        return day.day == anchor.day
    from_end = day.day - _last_day(day) - 1
    return (not numbers or day.day in numbers or from_end in numbers) and (
        not by_day or _is_nth(day, by_day)
    )


def _is_nth(day, by_day):
    nth, nth_from_end = (day.day - 1) // 7 + 1, -((_last_day(day) - day.day) // 7 + 1)
    return any(
        weekday == day.weekday() and number in (0, nth, nth_from_end) for number, weekday in by_day
    )


def _last_day(day):
    return ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day


def _monday(day):
    return day - timedelta(days=day.weekday())


def _span(schedule, day, zone):
    next_day = schedule.closes_at <= schedule.opens_at
    closes_on = day + timedelta(days=1) if next_day else day
    return _utc(day, schedule.opens_at, zone), _utc(closes_on, schedule.closes_at, zone)


def _utc(day, clock, zone):
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
