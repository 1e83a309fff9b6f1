"""The order of the queue, its clocks and the word lists: values in, values out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from smartcounty.moderation import rules
from smartcounty.moderation.choices import Flag
from smartcounty.moderation.choices import ReportReason as Reason

LOCAL = ZoneInfo("Europe/London")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def test_nothing_reported_and_nothing_noticed_weighs_nothing():
    assert rules.priority([]) == (0, "")


def test_each_report_adds_one_and_its_weight_and_the_reporters_record():
    reports = [(Reason.ABUSE, 0.25), (Reason.OTHER, 0), (Reason.ABUSE, -0.5)]

    assert rules.priority(reports) == (
        9.75,
        "it is abusive or hateful (2 reports) 8.0 + something else 2.0 - the reporters' record 0.2",
    )


def test_what_a_word_list_noticed_adds_its_risk_and_says_so():
    score, because = rules.priority([(Reason.WRONG, 0)], [Flag.HARM])

    assert score == 7.5
    assert because == (
        "it is in the wrong place or off the point 1.5 + the text may speak of harm to somebody 6.0"
    )


def test_one_report_of_danger_outweighs_three_of_abuse():
    danger, _ = rules.priority([(Reason.DANGER, -0.5)])
    abuse, _ = rules.priority([(Reason.ABUSE, 0)] * 2)
    assert danger > abuse


@pytest.mark.parametrize(
    ("upheld", "decided", "expected"),
    [(0, 0, 0), (1, 1, 0.17), (0, 1, -0.17), (98, 98, 0.49), (0, 98, -0.49), (1, 2, 0)],
)
def test_accuracy_lies_between_minus_a_half_and_a_half(upheld, decided, expected):
    assert rules.accuracy(upheld, decided) == expected


@pytest.mark.parametrize(
    ("kind", "opened", "reasons", "due"),
    [
        ("check", "2026-11-23T10:00", [], "2026-11-24T17:00"),
        ("check", "2026-11-27T18:30", [], "2026-11-30T17:00"),  # Friday evening: Monday
        ("report", "2026-11-28T10:00", [Reason.ABUSE], "2026-12-01T17:00"),  # starts on Monday
        ("check", "2026-12-24T10:00", [], "2026-12-29T17:00"),  # 25 and 28 are bank holidays
        ("report", "2026-11-23T10:00", [Reason.DANGER], "2026-11-23T12:00"),
        ("report", "2026-11-23T10:00", [Reason.ILLEGAL], "2026-11-23T12:00"),
        ("report", "2026-11-23T10:00", [Reason.PERSONAL], "2026-11-23T14:00"),
        ("report", "2026-11-23T10:00", [Reason.ABUSE, Reason.PERSONAL], "2026-11-23T14:00"),
        ("report", "2026-11-28T10:00", [Reason.DANGER], "2026-11-30T02:00"),  # working time
        ("appeal", "2026-12-24T10:00", [], "2027-01-05T17:00"),
    ],
)
def test_the_limit_follows_the_case_and_the_gravest_reason(kind, opened, reasons, due):
    assert rules.due_at(kind, at(opened), reasons) == at(due)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-3 * 24 * 60, ("late", "Late by 3 days")),
        (-1, ("late", "Late by 1 minute")),
        (0, ("soon", "0 minutes left")),
        (40, ("soon", "40 minutes left")),
        (119, ("soon", "1 hour left")),
        (121, ("fine", "2 hours left")),
        (30 * 60, ("fine", "30 hours left")),
        (48 * 60, ("fine", "2 days left")),
    ],
)
def test_the_time_left_has_a_level_and_words(minutes, expected):
    now = at("2026-11-23T10:00")
    assert rules.time_left(now + timedelta(minutes=minutes), now) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bench halfway up the hill, please.", []),
        ("My son says he wants to die, I don't know whom to ask.", []),
        ("I want to die.", [Flag.HARM]),
        ("The coach groomed her for months.", [Flag.HARM]),
        ("Write to anna@example.org or call 01785 123456.", [Flag.CONTACT]),
        ("Call me on 07700 900 123", [Flag.CONTACT]),
        ("Open 9 to 5, bus 101, since 1984.", []),
        ("www.one.example www.two.example http://three.example", [Flag.LINKS]),
    ],
)
def test_word_lists_notice_harm_contact_details_and_many_links(text, expected):
    assert rules.flags(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It says “go home”.", []),
        ("It says “{the words}”. {Which law?}", ["{the words}", "{Which law?}"]),
    ],
)
def test_a_template_is_unfilled_while_braces_are_left(text, expected):
    assert rules.unfilled(text) == expected
