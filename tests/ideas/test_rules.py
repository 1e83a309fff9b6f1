from datetime import date

import pytest

from ideas import rules
from ideas.choices import Stage
from ideas.lifecycle import PUBLIC, Status


@pytest.mark.parametrize(
    ("supports", "commenters", "hours", "score"),
    [(10, 2, 24, 0.5746), (50, 20, 336, 0.0890), (3, 0, 1, 3.0072)],
)
def test_the_active_now_score_to_four_places(supports, commenters, hours, score):
    assert round(rules.active_score(supports, commenters, hours), 4) == score


@pytest.mark.parametrize(
    ("adults", "needed"),
    [
        (None, 20),
        (0, 20),
        (19_999, 20),
        (20_000, 20),
        (20_001, 21),
        (113_000, 113),
        (113_001, 114),
        (876_000, 876),
    ],
)
def test_the_threshold_is_a_thousandth_of_the_adults_rounded_up_and_twenty_at_least(adults, needed):
    assert rules.threshold(adults, share=0.001, least=20) == needed


def test_every_status_has_a_look_and_every_public_one_beads_and_a_stage():
    assert set(rules.LOOKS) == set(Status)
    assert set(rules.STAGES) == set(Stage)
    assert set().union(*rules.STAGES.values()) == PUBLIC
    for status in PUBLIC:
        line, label = rules.beads(status)
        assert len(line) == rules.STEPS
        assert label


@pytest.mark.parametrize(
    ("status", "came_from", "line", "label"),
    [
        (
            "in_review",
            "open",
            ["done", "done", "now", "ahead", "ahead"],
            "Step 3 of 5: waiting for an answer",
        ),
        ("evaluated", "delivered", ["done"] * 5, "All 5 steps done"),
        (
            "declined",
            "in_review",
            ["done", "done", "stop", "never", "never"],
            "Ended at step 3 of 5: not going ahead",
        ),
        (
            "declined",
            "trial",
            ["done", "done", "done", "stop", "never"],
            "Ended at step 4 of 5: not going ahead",
        ),
        (
            "withdrawn",
            "open",
            ["done", "stop", "never", "never", "never"],
            "Ended at step 2 of 5: withdrawn",
        ),
    ],
)
def test_beads_stop_where_the_idea_stopped(status, came_from, line, label):
    assert rules.beads(status, came_from=came_from) == (line, label)


@pytest.mark.parametrize(
    ("today", "text", "kind"),
    [
        (date(2027, 2, 26), "We are looking at it", "look"),
        (date(2027, 2, 27), "We are looking at it", "look"),  # a Saturday: no working day late yet
        (date(2027, 3, 1), "Answer late by 1 working day", "late"),
        (date(2027, 3, 4), "Answer late by 4 working days", "late"),
    ],
)
def test_an_answer_is_late_by_working_days(today, text, kind):
    mark = rules.mark("in_review", due_on=date(2027, 2, 26), today=today)

    assert (mark.text, mark.kind) == (text, kind)


def test_the_words_of_a_status_name_whom_and_when():
    assert rules.mark("referred", body="Moorside Council").text == "Passed to Moorside Council"
    assert rules.mark("trial", until=date(2027, 4, 30)).text == "Being tried until 30 April"
    assert rules.mark("duplicate", other="A bench").text == "Joined with A bench"


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("Short and whole.", "Short and whole."),
        ("**Bold** words\n\n- a list\n> said", "Bold words a list said"),
        ("First sentence. " + "word " * 80, "First sentence."),
        ("x" * 400, "x" * 297 + "..."),
    ],
)
def test_a_summary_is_the_beginning_in_whole_sentences(body, summary):
    assert rules.summary_of(body) == summary


def test_a_search_key_has_no_capitals_and_no_accents():
    assert rules.words_key("Evening  repair café", "Łódź") == "evening repair cafe łodz"


def test_any_of_takes_the_longest_words_once():
    assert rules.any_of("The bus, the BUS and a timetable") == "timetable or the or bus or and"
    assert rules.any_of("!!") == ""


def test_a_lead_is_not_said_twice():
    assert rules.lead("", "Only this.") == ""
    assert rules.lead("", "First. " + "word " * 90) == "First."
    assert rules.lead("In short.", "At length.") == "In short."
