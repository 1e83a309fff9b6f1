from datetime import UTC, datetime, timedelta

import pytest

from smartcounty.accounts import rules

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    ["ann@example.org", "ANN@EXAMPLE.ORG", " ann+shop@example.org", "\uff41nn@example.org"],
)
def test_one_mailbox_is_counted_once_however_it_is_written(typed):
    assert rules.mailbox(typed) == "ann@example.org"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Linux"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_as_people_name_it(line, words):
    assert rules.browser(line) == words


@pytest.mark.parametrize(
    ("began", "seen", "over"), [(2, 1, False), (2, 1.1, True), (10, 0, False), (10.1, 0, True)]
)
def test_a_session_ends_when_idle_or_old(began, seen, over):
    assert (
        rules.session_is_over(
            now=NOW,
            began=NOW - timedelta(hours=began),
            seen=NOW - timedelta(hours=seen),
            idle=timedelta(hours=1),
            longest=timedelta(hours=10),
        )
        is over
    )


def test_a_masked_address_shows_enough_to_know_ones_own():
    assert rules.masked("priya.shah@example.org") == "p•••••@example.org"
