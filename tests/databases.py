"""Databases of a test run: one is migrated by whichever process needs it first, all others are copies of it."""

import os
import subprocess
import sys
import time
import uuid
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
# The processes of a run inherit this from the one that starts them.
RUN = os.environ.setdefault("TEST_RUN", uuid.uuid4().hex[:12])
TEMPLATE = f"template_{RUN}"
EXISTS = "SELECT count(*) FROM pg_database WHERE datname = %s"
SETTINGS = "smartcounty.settings.test"


@contextmanager
def fresh_database():
    """The address of a migrated database of one's own, dropped at the end."""
    name = f"portal_{uuid.uuid4().hex[:12]}"
    _maintain(f"CREATE DATABASE {name} TEMPLATE {template()}")
    try:
        yield _address(name)
    finally:
        _drop(name)


def fill(server):
    """Give an empty server of one's own what the migrated one holds."""
    with fresh_database() as url:
        command = [server.place.programs / "pg_dump", "--no-owner", "--no-comments", url]
        dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert server.query(dump) is not None, "the database could not be copied"


@cache
def template():
    """The name of the migrated one, which holds nothing else."""
    with closing(_connection()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [TEMPLATE])
        cursor.execute(EXISTS, [TEMPLATE])
        if cursor.fetchone() == (0,):
            _migrate()
    return TEMPLATE


def drop_template():
    """For the process that started the run, when all others have ended."""
    if os.environ.get("DATABASE_URL"):
        _drop(TEMPLATE)


def _migrate():
    """It gets its name when it is complete, so that nobody copies a half of it."""
    name = f"unfinished_{RUN}"
    _maintain(f"CREATE DATABASE {name}")
    env = {**os.environ, "DATABASE_URL": _address(name), "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    _maintain(f"ALTER DATABASE {name} RENAME TO {TEMPLATE}")


def _address(name):
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _drop(name, tries=20):
    """The server's own cleaner may stand in the way for a moment, and only the server may send it off."""
    for left in reversed(range(tries)):
        try:
            return _maintain(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        except psycopg2.errors.InsufficientPrivilege:
            if not left:
                raise
            time.sleep(0.5)


def _connection():
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    return connection


def _maintain(sql):
    with closing(_connection()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
