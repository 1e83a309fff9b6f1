"""Real servers on this machine: each starts, stops, is killed and starts again with its data.

Tests that break things on purpose start their own in a directory of theirs:

    with Redis("broker", tmp_path, program=shutil.which("redis-server")) as broker:
        broker.kill()
        broker.start()
"""

from launch.servers.postgres import Postgres
from launch.servers.redis import Redis
from launch.servers.sink import MailSink

__all__ = ["MailSink", "Postgres", "Redis"]
