import time

import pytest
import redis

from launch.console import Problem
from launch.servers import Redis
from launch.servers.redis import CACHE


@pytest.fixture
def broker(tmp_path, redis_program):
    with Redis("broker", tmp_path, program=redis_program) as server:
        yield server


def _connect(server):
    return redis.Redis.from_url(server.url, decode_responses=True)


def test_the_queue_refuses_rather_than_forgets(broker):
    with _connect(broker) as client:
        found = client.config_get("maxmemory-policy", "appendonly", "appendfsync")

    assert found == {
        "maxmemory-policy": "noeviction",
        "appendonly": "yes",
        "appendfsync": "everysec",
    }


def test_the_cache_forgets_what_was_used_longest_ago(tmp_path, redis_program):
    with (
        Redis("cache", tmp_path, program=redis_program, settings=CACHE) as server,
        _connect(server) as client,
    ):
        found = client.config_get("maxmemory-policy", "appendonly")

    assert found == {"maxmemory-policy": "allkeys-lru", "appendonly": "no"}


def test_nobody_gets_in_without_the_password(broker):
    with redis.Redis(port=broker.port) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_a_killed_queue_comes_back_at_its_address_with_what_it_held(broker):
    url = broker.url
    with _connect(broker) as client:
        client.rpush("queue", "task")
    time.sleep(1.2)  # written at the latest a second after

    broker.kill()
    broker.start()

    assert broker.url == url
    with _connect(broker) as client:
        assert client.lrange("queue", 0, -1) == ["task"]


def test_files_it_cannot_read_are_set_aside(broker, capsys):
    with _connect(broker) as client:
        client.rpush("queue", "task")
    broker.stop()
    for file in broker.data.rglob("*.aof*"):
        file.write_text("no such format\n" * 20)

    broker.start()

    assert "set aside" in capsys.readouterr().out
    with _connect(broker) as client:
        assert client.llen("queue") == 0


def test_a_server_that_does_not_start_says_why(tmp_path, redis_program):
    server = Redis("broker", tmp_path, program=redis_program, settings={"no-such": "setting"})

    with pytest.raises(Problem, match=r"(?s)broker does not start; the end of .*no-such"):
        server.start()
    assert server.has_ended()
