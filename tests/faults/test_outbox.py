"""Real processes, killed: nothing due is lost, nothing is told twice (F-01, F-07, F-26, F-34 of the fault matrix)."""

import time
from collections import Counter

import redis

from tests.portal import kill_group, wait_for


def test_f01_a_worker_killed_in_the_middle_of_the_digests_loses_and_repeats_none(portal_with):
    def slow(envelope):
        time.sleep(0.05)
        return "250 OK"

    portal = portal_with(answer=slow)
    portal.scenario("followers", 60)
    first = portal.worker()
    wait_for(lambda: portal.rows("SELECT count(*) FROM notifications_notification") == [(60,)], 60)
    assert portal.scenario("digests") == 60
    wait_for(lambda: len(portal.sink.messages()) >= 10, 60)

    kill_group(first)
    portal.worker()
    portal.settles(within=100)

    states = portal.states()
    assert sum(states.values()) == 60
    assert set(states) <= {"sent", "unknown"}
    assert states.get("unknown", 0) <= 2  # at most one for each process that was killed
    copies = Counter(portal.message_ids())
    assert max(copies.values()) == 1
    assert states["sent"] <= len(copies) <= 60
    ((digests,),) = portal.rows("SELECT count(*) FROM notifications_digest")
    assert digests == 60


def test_f07_a_queue_that_is_killed_and_comes_back_empty_loses_no_mail(portal):
    portal.scenario("mails", 40)
    portal.broker.kill()
    portal.scenario("mails", 5)  # the change still succeeds: a lost poke is only a lost hint
    portal.broker.start()
    portal.worker()
    portal.settles(within=100)
    assert portal.states() == {"sent": 45}
    assert Counter(portal.message_ids()).most_common(1)[0][1] == 1
    assert len(portal.message_ids()) == 45


def test_f26_the_same_task_five_times_at_once_sends_one_message(portal):
    portal.scenario("mails", 20)
    queue = redis.Redis.from_url(portal.broker.url)
    waiting = queue.lrange("celery", 0, -1)
    for message in waiting:
        queue.lpush("celery", *[message] * 4)
    assert queue.llen("celery") == 100
    portal.worker(concurrency=4)
    portal.settles(within=60)
    wait_for(lambda: queue.llen("celery") == 0, 30)
    assert portal.states() == {"sent": 20}
    assert len(portal.message_ids()) == len(set(portal.message_ids())) == 20


def test_f34_a_process_that_dies_after_the_commit_leaves_its_mail_to_the_sweeper(portal):
    portal.scenario("mail_and_die", expect=9)
    assert portal.states() == {"pending": 1}
    assert redis.Redis.from_url(portal.broker.url).llen("celery") == 0
    portal.worker()
    portal.settles(within=60)
    (message,) = portal.sink.messages()
    assert message["X-Envelope-To"] == "left@example.org"


def test_a_change_that_is_rolled_back_sends_nothing(portal):
    portal.scenario("mail_rolled_back")
    assert portal.states() == {}
