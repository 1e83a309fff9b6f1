"""What a post does: its answer, and every row of every table that it wrote, so that two posts can be compared."""

import json
from contextlib import contextmanager

import time_machine
from django.db import connection

from tests.inventory.ask import browser, outcome, send, undone
from tests.judges.test_unsafe import OF_SESSIONS, written

# Made up anew for each row or message, or told by the clock of the database, so that no two runs agree.
CHANCE = {
    "accounts_user": {"password"},
    "ideas_idea": {"submission_key"},
    "mfa_authenticator": {"data"},
    "moderation_report": {"key"},
    "notifications_delivery": {"created_at", "due_at"},
    "notifications_accountmessage": {"text", "html", "subject"},
}


@contextmanager
def same_moment(world):
    """The clock stands still, and serials begin where they began before."""
    begun = _serials()
    with time_machine.travel(world.now, tick=False):
        yield
    _set_serials(begun)


def effects(world, state, data, *, role=None):
    """The outcome and the rows of the tables it wrote to, as they stand afterwards."""
    with same_moment(world), undone():
        client = browser(world, state, role)
        before = written()
        response = send(client, world, state, data=data)
        tables = sorted(set(written() - before) - OF_SESSIONS)
        return outcome(response), {table: _rows(table) for table in tables}


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT to_jsonb(row) FROM "{table}" AS row')
        rows = [row if isinstance(row, dict) else json.loads(row) for (row,) in cursor.fetchall()]
    return sorted(json.dumps(_without_chance(table, row), sort_keys=True) for row in rows)


def _without_chance(table, row):
    left_out = CHANCE.get(table, set()) | {"public_id", "uuid"}
    return {name: value for name, value in row.items() if name not in left_out}


def _serials():
    """For all sequences, in three lists: their names, where they are, and whether that has been given out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 1),"
            " last_value IS NOT NULL FROM pg_sequences"
        )
        return [list(column) for column in zip(*cursor.fetchall(), strict=True)]


def _set_serials(begun):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name::regclass, last, given) FROM"
            " unnest(%s, %s::bigint[], %s::boolean[]) AS begun (name, last, given)",
            begun,
        )
