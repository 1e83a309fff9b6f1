"""A database that is away, or takes a connection and says nothing (L16): the page that says so comes in two seconds."""

import json
import os
import socket
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection

from launch.paths import ROOT
from smartcounty.common.middleware import Unavailable

PAGES = ["/", "/services/?q=soup", "/places/?q=Leek"]
# Each page once without and once with the cookie of a session, after the first that loads all there is to load. One
# that is too late has a second chance: a second of the two is always waited, and a busy machine takes its own.
ASK = """
import json, sys, time, django
django.setup()
from django.conf import settings
from django.test import Client
found = []
for cookie in ("", "x" * 32):
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    for page in [sys.argv[1], *sys.argv[1:]]:
        for _ in range(2):
            begun = time.monotonic()
            answer = client.get(page)
            taken = time.monotonic() - begun
            if taken < 2:
                break
        found.append([page, answer.status_code, answer.get("Retry-After"), taken,
                      'lang="en' in answer.content.decode(), answer.get("Cache-Control")])
print(json.dumps(found[1:]))
"""


@pytest.fixture(params=["away", "silent"])
def address(request):
    """Of a server that refuses, and of one that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        if request.param == "silent":
            yield f"postgres://nobody@127.0.0.1:{server.getsockname()[1]}/nothing"
            return
    yield "postgres://nobody@127.0.0.1:1/nothing"


def test_without_a_database_each_page_says_so_within_two_seconds(address):
    done = subprocess.run(
        [sys.executable, "-c", ASK, *PAGES],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    )

    found = json.loads(done.stdout)
    assert len(found) == 2 * len(PAGES) + 1
    for page, status, retry, taken, has_language, kept in found:
        assert (page, status, retry, has_language, kept) == (page, 503, "30", True, "no-store")
        assert taken < 2, page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ("SELECT pg_sleep(1)", 503),
        ("DO $$ BEGIN RAISE lock_not_available; END $$", 503),
        ("SELECT no_such_thing()", None),
    ],
)
def test_a_statement_that_takes_too_long_gets_that_page_and_a_wrong_one_does_not(
    rf, statement, status
):
    with pytest.raises(DatabaseError) as found, connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = 20; {statement}")

    answer = Unavailable(None).process_exception(rf.get("/"), found.value)

    assert (answer and answer.status_code) == status
