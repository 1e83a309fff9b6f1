from datetime import date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from services.rules import hours
from services.rules.entries import ScheduleEntry

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 14, 30)
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        ("24 09:00", "24 17:00", ("open", "Open now, until 5pm")),
        ("24 09:00", "25 00:00", ("open", "Open now, until midnight")),
        ("24 14:30", "24 15:15", ("open", "Open now, until 3:15pm")),
        ("24 00:00", "26 00:00", ("open", "Open now, day and night")),
        ("24 16:00", "24 17:00", ("shut", "Opens today, 4pm")),
        ("25 12:00", "25 17:00", ("shut", "Opens tomorrow, 12 noon")),
        ("28 10:00", "28 17:00", ("shut", "Opens Saturday, 10am")),
    ],
)
def test_words_for_now_say_until_when_or_from_when(opens, closes, words):
    interval = tuple(
        datetime.strptime(f"2026-11-{end}", "%Y-%m-%d %H:%M") for end in (opens, closes)
    )

    assert hours.now_words(interval, NOW) == words


@pytest.mark.parametrize(
    ("opens", "closes", "now", "words"),
    [
        # The hour from 1am to 2am comes twice: it opened in the first and is a quarter into the second.
        ("2026-10-25T00:30Z", "2026-10-25T05:00Z", "2026-10-25T01:15Z", "Open now, until 5am"),
        # In the first of the two it opens, in the second, an hour and a half later, it shuts.
        ("2026-10-25T00:10Z", "2026-10-25T01:40Z", "2026-10-25T00:50Z", "Open now, until 1:40am"),
        # 24 hours and a half by the clock on the wall are 25 and a half.
        ("2026-10-24T13:30Z", "2026-10-25T13:45Z", "2026-10-24T13:30Z", "Open now, day and night"),
        # The hour from 1am to 2am does not come: half past midnight to 2:30am is an hour.
        ("2027-03-28T00:30Z", "2027-03-28T01:30Z", "2027-03-28T01:10Z", "Open now, until 2:30am"),
        ("2027-03-28T01:00Z", "2027-03-28T04:00Z", "2027-03-28T00:59Z", "Opens today, 2am"),
        ("2027-03-27T12:00Z", "2027-03-28T11:30Z", "2027-03-27T12:00Z", "Open now, until 12:30pm"),
    ],
)
def test_words_for_now_are_right_when_the_clocks_change(opens, closes, now, words):
    opens, closes, now = (
        datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(LONDON)
        for text in (opens, closes, now)
    )

    assert hours.now_words((opens, closes), now)[1] == words


def test_a_day_more_than_a_week_away_is_told_by_its_date():
    interval = (datetime(2026, 12, 3, 10), datetime(2026, 12, 3, 12))

    assert hours.now_words(interval, NOW) == ("shut", "Opens 3 December 2026, 10am")


def test_without_hours_nothing_is_claimed():
    assert hours.now_words(None, NOW, has_hours=False) == ("clock", "Hours not known")
    assert hours.now_words(None, NOW) == ("shut", "Not open in the next two weeks")


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, ("shut", "Closed for now")),
        (date(2026, 12, 1), ("shut", "Closed until 1 December 2026")),
        (TUESDAY, None),
    ],
)
def test_a_closed_service_says_until_when(until, words):
    assert hours.closed_words(until, TUESDAY) == words


def test_the_week_starts_on_monday_and_marks_today():
    rows = [
        ScheduleEntry(by_day="TU", opens_at=time(14), closes_at=time(16)),
        ScheduleEntry(by_day="TU", opens_at=time(9), closes_at=time(12)),
        ScheduleEntry(by_day="SA", opens_at=time(0), closes_at=time(0)),
    ]

    week = hours.week(rows, TUESDAY)

    assert [(day.name, day.text) for day in week if not day.shut] == [
        ("Tuesday", "9am to 12 noon, 2pm to 4pm"),
        ("Saturday", "Open day and night"),
    ]
    assert week[0] == hours.Day("Monday", "Closed", shut=True, today=False)
    assert [day.name for day in week if day.today] == ["Tuesday"]


def test_bank_holidays_to_come_are_warned_of():
    usual = ScheduleEntry(by_day="MO,FR", opens_at=time(9), closes_at=time(17))
    fridays = ScheduleEntry(by_day="FR", opens_at=time(9), closes_at=time(17))

    assert hours.holiday_note([usual], date(2026, 12, 15)) == (
        "Hours may differ on the bank holidays: Friday 25 December, Monday 28 December."
    )
    assert hours.holiday_note([fridays], date(2026, 12, 15)) == (
        "Hours may differ on the bank holiday: Friday 25 December."
    )
    assert hours.holiday_note([], date(2026, 12, 15)) == ""
    assert hours.holiday_note([usual], date(2026, 11, 24)) == ""


def test_what_is_told_of_one_bank_holiday_stands_in_its_week_and_is_announced_before():
    usual = ScheduleEntry(by_day="MO,FR", opens_at=time(9), closes_at=time(17))
    friday, monday = date(2026, 12, 25), date(2026, 12, 28)
    few = ScheduleEntry(
        by_day="FR", opens_at=time(10), closes_at=time(12), valid_from=friday, valid_to=friday
    )
    shut = ScheduleEntry(valid_from=monday, valid_to=monday)
    rows = [SimpleNamespace(**vars(row), location_id=None) for row in (usual, few, shut)]

    assert [day.text for day in hours.week(rows, friday)[4:5]] == ["10am to 12 noon"]
    assert [day.text for day in hours.week(rows, monday)[:1]] == ["Closed"]
    assert [day.text for day in hours.week([usual], friday)[4:5]] == [
        "9am to 5pm (bank holiday: may differ)"
    ]
    opens, closes = datetime(2026, 12, 25, 10), datetime(2026, 12, 25, 12)
    assert hours.now_words((opens, closes), opens) == (
        "clock",
        "Usually open now, until 12 noon. Bank holiday: check first",
    )
    assert hours.now_words((opens, closes), opens, schedules=rows) == (
        "open",
        "Open now, until 12 noon",
    )
    assert hours.notes(rows, date(2026, 12, 16)) == [
        "On 25 December 2026: 10am to 12 noon.",
        "On 28 December 2026: closed.",
    ]


def test_a_season_to_come_is_told_with_its_days_and_hours():
    first, last = date(2027, 4, 1), date(2027, 9, 30)
    summer = ScheduleEntry(
        by_day="SA,SU", opens_at=time(10), closes_at=time(16), valid_from=first, valid_to=last
    )
    later = ScheduleEntry(
        by_day="MO", opens_at=time(9), closes_at=time(12), valid_from=date(2027, 10, 1)
    )

    assert hours.notes([later, summer], TUESDAY) == [
        "From 1 April 2027 to 30 September 2027: Saturday and Sunday 10am to 4pm.",
        "From 1 October 2027: Monday 9am to 12 noon.",
    ]
    assert hours.notes([summer], date(2027, 6, 1)) == []


def test_a_feeds_own_words_about_hours_stand_once():
    rows = [ScheduleEntry(description="Closed in August")] * 2

    assert hours.notes(rows, TUESDAY) == ["Closed in August"]


@pytest.mark.parametrize(
    ("by_day", "told"),
    [
        ("MO,TU,WE,TH,FR", "Monday to Friday"),
        ("TU,TH,SA", "Tuesday, Thursday and Saturday"),
        ("SA,SU", "Saturday and Sunday"),
        ("WE", "Wednesday"),
        ("MO,TU,WE,TH,FR,SA,SU", "Every day"),
    ],
)
def test_days_are_told_in_a_few_words(by_day, told):
    schedule = ScheduleEntry(by_day=by_day, opens_at=time(9), closes_at=time(17))

    assert hours.open_days(hours.week([schedule], TUESDAY)) == told


CHRISTMAS = date(2026, 12, 25)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("25 10:00", ("clock", "Usually open now, until 5pm. Bank holiday: check first")),
        ("24 18:00", ("shut", "Usually opens tomorrow, 9am. Bank holiday: check first")),
    ],
)
def test_hours_on_a_bank_holiday_are_told_as_usual_not_as_certain(now, words):
    interval = (datetime(2026, 12, 25, 9), datetime(2026, 12, 25, 17))

    assert hours.now_words(interval, datetime.strptime(f"2026-12-{now}", "%Y-%m-%d %H:%M")) == words


def test_the_night_before_a_bank_holiday_is_certain_until_it_closes():
    interval = (datetime(2026, 12, 24, 22), datetime(2026, 12, 25, 2))

    assert hours.now_words(interval, datetime(2026, 12, 25, 1)) == ("open", "Open now, until 2am")


def test_the_table_of_the_week_marks_a_bank_holiday():
    row = ScheduleEntry(by_day="TH,FR", opens_at=time(9), closes_at=time(17))

    days = {day.name: day.text for day in hours.week([row], CHRISTMAS)}

    assert days["Thursday"] == "9am to 5pm"
    assert days["Friday"] == "9am to 5pm (bank holiday: may differ)"
    assert days["Monday"] == "Closed"


def test_hours_of_several_places_are_told_place_by_place():
    common = SimpleNamespace(
        **vars(ScheduleEntry(by_day="MO", opens_at=time(9), closes_at=time(12)))
    )
    common.location_id = None
    own = SimpleNamespace(**vars(ScheduleEntry(by_day="TU", opens_at=time(14), closes_at=time(16))))
    own.location_id = 2

    tables = hours.tables([common, own], [(1, "Hall"), (2, "Chapel")], TUESDAY)

    assert [
        (table.title, [day.name for day in table.days if not day.shut]) for table in tables
    ] == [("Hall", ["Monday"]), ("Chapel", ["Monday", "Tuesday"])]
    assert [table.title for table in hours.tables([common], [(1, "Hall")], TUESDAY)] == [""]
