from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.rules.asking import words_of
from services.rules.times import When, hear

LONDON = ZoneInfo("Europe/London")
TUESDAY = datetime(2026, 11, 24, 11, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("typed", "words", "kept"),
    [
        ("library open sunday", "on Sunday", "library"),
        ("library open saturday morning", "on Saturday morning", "library"),
        ("library open on saturday mornings", "on Saturday morning", "library on"),
        ("library open at the weekend", "at the weekend", "library at the"),
        ("library open weekend morning", "on Saturday or Sunday morning", "library"),
        ("library open tomorrow afternoon", "tomorrow afternoon", "library"),
        ("library open this evening", "in the evening", "library this"),
        ("library open today evening", "this evening", "library"),
        ("library open tonight", "tonight", "library"),
        ("library open late", "at night", "library"),
        ("library open now", "now", "library"),
        ("library open after 6", "today after 6pm", "library"),
        ("library open sunday at 9:30am", "on Sunday at 9:30am", "library"),
        ("library open until 8 pm on friday", "on Friday until 8pm", "library on"),
        ("library open before 9 monday", "on Monday before 9am", "library"),
        ("library open at 14", "today at 2pm", "library"),
        ("library open at 10 on monday", "on Monday at 10am", "library on"),
    ],
)
def test_times_are_heard_as_people_say_them(typed, words, kept):
    when, rest = hear(words_of(typed))

    assert (when.words, " ".join(rest)) == (words, kept)


@pytest.mark.parametrize(
    "typed",
    [
        "sunday lunch",
        "24 hours chemist",
        "out of hours doctor",
        "open",
        "dentist 5",
        "dentist at 10 stafford road",
    ],
)
def test_words_that_mean_no_opening_time_stay(typed):
    assert hear(words_of(typed)) == (None, words_of(typed))


def test_opening_hours_are_not_looked_for_as_words():
    assert hear(words_of("library opening hours")) == (None, ["library"])


@pytest.mark.parametrize(
    ("when", "spans"),
    [
        (When("now"), ["24 11:00 to 24 11:01"]),
        (When("today"), ["24 11:00 to 25 00:00"]),
        (When("tomorrow"), ["25 00:00 to 26 00:00"]),
        (When(6), ["29 00:00 to 30 00:00"]),
        (When(1), ["24 11:00 to 25 00:00"]),
        (When("weekend"), ["28 00:00 to 29 00:00", "29 00:00 to 30 00:00"]),
        (When.chosen("today", "09:00"), ["24 09:00 to 24 09:01"]),
        (When.chosen("tuesday", "09:00"), ["1 09:00 to 1 09:01"]),
        (When.chosen("sunday", "14:00"), ["29 14:00 to 29 14:01"]),
    ],
)
def test_a_time_runs_from_its_start_or_from_now_on(when, spans):
    assert [_said(*span) for span in when.spans(TUESDAY)] == spans


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("open in the morning", "24 11:00 to 24 12:00"),
        ("open tuesday morning", "24 11:00 to 24 12:00"),
        ("open after 6pm", "24 18:00 to 25 00:00"),
        ("open until 8pm", "24 19:59 to 24 20:00"),
        ("open late", "24 20:00 to 25 00:00"),
    ],
)
def test_a_part_of_a_day_is_the_next_that_is_not_over(typed, span):
    when, _ = hear(words_of(typed))

    assert [_said(*each) for each in when.spans(TUESDAY)] == [span]


def test_a_morning_that_is_over_is_tomorrows_or_next_weeks():
    noon = TUESDAY.replace(hour=12)
    morning, tuesday = (
        hear(words_of(f"open {typed}"))[0] for typed in ("in the morning", "tuesday morning")
    )

    assert [_said(*span) for span in morning.spans(noon)] == ["25 06:00 to 25 12:00"]
    assert [_said(*span) for span in tuesday.spans(noon)] == ["1 06:00 to 1 12:00"]


def test_a_day_of_a_clock_change_is_a_whole_day():
    (starts, ends), *_ = When(6).spans(datetime(2026, 10, 20, tzinfo=LONDON))

    assert (ends.timestamp() - starts.timestamp()) / 3600 == 25


def _said(starts, ends):
    return f"{starts.day} {starts:%H:%M} to {ends.day} {ends:%H:%M}"


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("open until 12am", "24 23:59 to 25 00:00"),
        ("open before 12am", "24 11:00 to 25 00:00"),
        ("open at 11:59pm", "24 23:59 to 25 00:00"),
    ],
)
def test_a_time_that_ends_at_midnight_ends_with_the_day(typed, span):
    ((starts, ends),) = hear(words_of(typed))[0].spans(TUESDAY)

    assert f"{starts:%d %H:%M} to {ends:%d %H:%M}" == span
