"""The database restarts, or has no connection left: pages say so, come back by themselves, and nothing is lost.

F-13 and F-14 of the fault matrix, at one PostgreSQL of their own.
"""

import os
import signal
import time
from collections import Counter

import httpx
import psycopg2
import pytest

from launch.servers import Postgres
from tests import databases
from tests.faults.relay import Relay
from tests.portal import Portal, wait_for

pytestmark = pytest.mark.xdist_group("database")
CONNECTIONS = 40


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    directory = tmp_path_factory.mktemp("own")
    with Postgres(
        directory, throw_away=True, settings={"max_connections": CONNECTIONS}
    ) as postgres:
        yield postgres


@pytest.fixture(scope="module")
def portal(postgres, tmp_path_factory):
    directory = tmp_path_factory.mktemp("portal")
    portal = Portal(directory, postgres.url)
    portal.sink = Relay(directory / "mail")
    with portal:
        databases.fill(postgres)
        yield portal


def page(portal, number):
    """A page that nobody asked for before, so that no cache knows it."""
    return httpx.get(f"http://127.0.0.1:{portal.port}/ideas/?q=words{number}", timeout=15)


def test_f14_without_a_connection_left_pages_say_so_and_recover_alone(portal):
    held = list(_all_connections(portal))
    try:
        portal.web()
        answer = page(portal, 1)
    finally:
        for connection in held:
            connection.close()

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "<html" in answer.text
    wait_for(lambda: page(portal, 2).status_code == 200, 10)
    assert len(held) > CONNECTIONS / 2


def _all_connections(portal):
    while True:
        try:
            yield portal.connect()
        except psycopg2.OperationalError:
            return


def test_f13_a_database_that_restarts_twice_in_the_middle_of_the_digests_loses_none(
    portal, postgres
):
    portal.scenario("followers", 40)
    portal.worker()
    wait_for(lambda: portal.rows("SELECT count(*) FROM notifications_notification") == [(40,)], 60)
    portal.sink.on_data = _slow
    assert portal.scenario("digests") == 40
    number = 0
    for end in (signal.SIGINT, signal.SIGQUIT):  # "fast", then "immediate"
        number += 8
        wait_for(lambda most=number: len(portal.sink.messages()) >= most, 60)
        os.kill(postgres.pid, end)
        wait_for(postgres.has_ended, 30)
        assert page(portal, f"down{number}").status_code == 503
        postgres.start()
        wait_for(lambda most=number: page(portal, f"up{most}").status_code == 200, 30)

    portal.settles(within=100)
    states = portal.states()
    assert sum(states.values()) == 40
    assert set(states) <= {"sent", "unknown"}
    copies = Counter(portal.message_ids())
    assert set(copies.values()) == {1}
    assert states["sent"] <= len(copies) <= 40
    assert portal.rows("SELECT count(*) FROM notifications_digest") == [(40,)]


def _slow(recipient):
    time.sleep(0.1)
    return "250 OK"
