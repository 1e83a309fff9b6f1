"""Nothing happens on GET or HEAD, and nothing without the token of a form."""

from collections import Counter

import pytest
from django.db import connection
from django.utils.html import escape

from tests.inventory import states
from tests.inventory.ask import browser, send, undone
from tests.inventory.roles import ANONYMOUS
from tests.judges.verdict import expect_none

pytestmark = pytest.mark.django_db
WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""
# A session remembers messages; a list of sessions forgets those that are over.
OF_SESSIONS = {"django_session", "usersessions_usersession"}
# Recovery codes are shown once: the page remembers that it was.
REMEMBERED = {"mfa_view_recovery_codes": {"mfa_authenticator"}}
WITHOUT_TOKEN = {"notifications:unsubscribe"}
NOT_SHOWN_BACK = ("password", "code", "website", "started")

READ = [state for state in states.STATES if state.method == "GET"]
POSTED = [state for state in states.STATES if state.method == "POST"]


def written():
    """Rows written so far in this transaction, by table; what was rolled back counts too."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return Counter(dict(cursor.fetchall()))


def test_the_count_sees_a_row_that_is_written(world):
    before = written()
    world.people["citizen"].save(update_fields=["display_name"])
    assert written() - before == {"accounts_user": 1}


def test_reading_changes_nothing_and_head_answers_as_get_does(world):
    expect_none(line for state in READ for line in _of_reading(world, state))


def _of_reading(world, state):
    for role in dict.fromkeys((state.seen_by, ANONYMOUS)):
        answers = {}
        for method in ("GET", "HEAD"):
            with undone():
                client = browser(world, state, role)
                before = written()
                answers[method] = send(client, world, state, method=method).status_code
                allowed = OF_SESSIONS | REMEMBERED.get(state.url, set())
                changed = set(written() - before) - allowed
            if changed:
                yield f"{method} {state}, {role}: wrote {', '.join(sorted(changed))}"
        if answers["HEAD"] != answers["GET"]:
            yield f"{state}, {role}: {answers}"


@pytest.mark.parametrize("state", POSTED, ids=str)
def test_a_form_without_its_token_saves_nothing_and_shows_what_was_typed(world, state):
    with undone():
        typed = state.data(world)
        client = browser(world, state, csrf=True)
        before = written()
        response = send(client, world, state, data=typed)
        changed = set(written() - before) - OF_SESSIONS
    if state.url in WITHOUT_TOKEN:
        assert response.status_code != 403
        return
    assert (response.status_code, changed) == (403, set())
    assert _lost(response.content.decode(), typed) == []


def _lost(text, typed):
    shown = {
        name: value
        for name, value in typed.items()
        if value and not any(word in name for word in NOT_SHOWN_BACK)
    }
    return [name for name, value in shown.items() if escape(str(value)) not in text]
