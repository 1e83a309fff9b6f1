"""The relay, a worker's child or a clock misbehaves: nothing is lost, nothing is told twice but where silence is worse.

F-02, F-03, F-18, F-19 and F-22 of the fault matrix, one after another at one portal.
"""

import os
import shutil
import signal
import time
from collections import Counter

import pytest

from launch.processes import running, status_of
from tests.databases import fresh_database
from tests.faults.relay import DROP, HOLD, TAKE_AND_DROP, TAKE_AND_HOLD, Relay, once
from tests.portal import Portal, wait_for

pytestmark = pytest.mark.xdist_group("relay")
TABLES = "event, notification, delivery, digest, accountmessage, subscription"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    directory = tmp_path_factory.mktemp("relay")
    with fresh_database() as url:
        portal = Portal(directory, url)
        portal.sink = Relay(directory / "mail")
        with portal:
            portal.pool = portal.worker(beat=False)
            portal.beat()
            yield portal


@pytest.fixture
def portal(shared):
    """Nothing to do, a relay with good manners, no letter yet."""
    names = ", ".join(f"notifications_{name}" for name in TABLES.split(", "))
    shared.rows(f"TRUNCATE {names} CASCADE; SELECT 1")
    for letter in shared.sink.directory.iterdir():
        letter.unlink()
    shared.sink.be_good()
    return shared


def end_pool(portal):
    """`kill -9` for the children that work; the parent starts new ones."""
    for pid in _children(portal.pool.pid):
        os.kill(pid, signal.SIGKILL)


def _children(parent):
    group = status_of(parent).group
    return [pid for pid, status in running() if status.group == group and pid != parent]


def copies(portal):
    """How often each message arrived."""
    return Counter(portal.message_ids())


def test_f02_a_child_killed_before_the_message_began_loses_and_repeats_nothing(portal):
    portal.sink.hold()
    portal.sink.on_rcpt = once(HOLD, when=lambda address: address == "person3@example.org")
    portal.scenario("mails", 6)
    wait_for(lambda: portal.sink.held, 30)
    assert portal.states()["claimed"] >= 1

    end_pool(portal)
    portal.sink.release()

    portal.settles(within=60)
    assert portal.states() == {"sent": 6}
    assert set(copies(portal).values()) == {1}
    assert len(copies(portal)) == 6


def test_f03_a_child_killed_after_the_relay_took_the_message_leaves_it_unknown(portal):
    """A code may come twice, the same one; a digest never does."""
    code, digest = "person0@example.org", "follower0@example.org"
    portal.scenario("followers", 1)
    wait_for(lambda: portal.rows("SELECT count(*) FROM notifications_notification") == [(1,)], 30)
    portal.sink.hold()
    portal.sink.on_data = once(TAKE_AND_HOLD)
    assert portal.scenario("mails_and_digests", 1) == 1
    wait_for(lambda: set(portal.sink.held) == {code, digest}, 30)
    assert portal.states() == {"handing_over": 2}

    end_pool(portal)
    portal.sink.release()

    portal.settles(within=60)
    assert portal.states() == {"sent": 1, "unknown": 1}
    arrived = Counter(letter["X-Envelope-To"] for letter in portal.sink.messages())
    assert arrived == {code: 2, digest: 1}
    assert sorted(copies(portal).values()) == [1, 2]


def test_f18_a_relay_that_refuses_stalls_and_drops_gets_each_message_in_the_end(portal):
    def person(number):
        return lambda address: address == f"person{number}@example.org"

    shared = portal.sink
    shared.hold()
    at_rcpt = [once(HOLD, when=person(1)), once(DROP, when=person(2))]
    at_data = [once("421 Later", when=person(3)), once(DROP, when=person(4))]
    at_data += [once(TAKE_AND_DROP, when=person(5)), once("451 Later", when=person(6))]
    shared.on_rcpt = lambda address: _worst(rule(address) for rule in at_rcpt)
    shared.on_data = lambda address: _worst(rule(address) for rule in at_data)

    portal.scenario("mails", 9)

    portal.settles(within=60)
    assert portal.states() == {"sent": 9}
    arrived = Counter(letter["X-Envelope-To"] for letter in shared.messages())
    assert arrived == {f"person{n}@example.org": 1 for n in range(9)} | {"person5@example.org": 2}
    assert len(copies(portal)) == 9  # the second copy says that it is one


def _worst(replies):
    return next((reply for reply in replies if not reply.startswith("250")), "250 OK")


def test_f18_a_relay_that_is_down_gets_everything_when_it_is_back(portal):
    portal.sink.stop()
    portal.scenario("mails", 5)
    tried = "SELECT count(*) FROM notifications_delivery WHERE tries > 0"
    wait_for(lambda: portal.rows(tried) == [(5,)], 30)

    portal.sink.start()

    portal.settles(within=60)
    assert portal.states() == {"sent": 5}
    assert set(copies(portal).values()) == {1}


def test_f19_after_an_hour_of_not_now_all_is_sent_once_but_codes_nobody_waits_for(portal):
    portal.scenario("followers", 4, 100)
    wait_for(lambda: portal.rows("SELECT count(*) FROM notifications_notification") == [(4,)], 30)
    portal.sink.on_data = lambda recipient: "451 Not now"
    portal.scenario("mails", 3)
    assert portal.scenario("digests") == 4
    tried = "SELECT count(*) FROM notifications_delivery WHERE tries > 1"
    wait_for(lambda: portal.rows(tried) == [(7,)], 40)

    portal.rows(
        "UPDATE notifications_delivery SET created_at = created_at - interval '61 min' RETURNING 1"
    )
    wait_for(lambda: portal.states() == {"failed": 3, "pending": 4}, 30)
    portal.sink.be_good()

    portal.settles(within=60)
    assert portal.states() == {"failed": 3, "sent": 4}
    arrived = Counter(letter["X-Envelope-To"] for letter in portal.sink.messages())
    assert arrived == {f"follower{n}@example.org": 1 for n in range(100, 104)}


@pytest.mark.parametrize("shift", ["+2h", "-2h"])
def test_f22_a_worker_whose_clock_is_two_hours_off_repeats_and_gives_up_nothing(portal, shift):
    program = shutil.which("faketime")
    if not program:
        assert os.environ.get("CI") != "true", "No faketime, and CI allows no skips."
        pytest.skip("no faketime on the PATH")
    other = portal.worker(beat=False, before=[program, "-f", shift])
    portal.sink.on_data = _slowly(once("451 Later"))
    portal.scenario("mails", 20)

    portal.settles(within=60)
    other.kill()
    assert portal.states() == {"sent": 20}
    assert set(copies(portal).values()) == {1}
    assert len(copies(portal)) == 20


def _slowly(manner):
    def reply(recipient):
        time.sleep(0.02)
        return manner(recipient)

    return reply
