"""A backup is made, comes back whole, and is refused when it is damaged (D18, D19): on a small database of its own."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest

from launch.paths import ROOT

TABLES = """
CREATE TABLE shelf (id int PRIMARY KEY, name text UNIQUE);
INSERT INTO shelf SELECT n, 'shelf ' || n FROM generate_series(1, 1000) n;
CREATE TABLE book (id int PRIMARY KEY, shelf int NOT NULL REFERENCES shelf);
INSERT INTO book SELECT n, 1 + n % 1000 FROM generate_series(1, 5000) n;
"""


def execute(url, sql):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchall() if cursor.description else None
    connection.close()
    return found


def manage(url, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def databases():
    """The addresses of one with some tables, and of an empty one."""
    url, names = os.environ["DATABASE_URL"], [f"backup_{uuid.uuid4().hex[:8]}" for _ in "ab"]
    for name in names:
        execute(url, f"CREATE DATABASE {name}")
    full, empty = (urlsplit(url)._replace(path=f"/{name}").geturl() for name in names)
    execute(full, TABLES)
    yield full, empty
    for name in names:
        execute(url, f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_comes_back_whole_and_a_damaged_one_is_refused(databases, tmp_path):
    full, empty = databases
    made = manage(full, "backup", tmp_path, "--keep", 3)
    assert made.returncode == 0, made.stderr
    dump = made.stdout.strip()
    assert os.stat(dump).st_mode & 0o777 == 0o600

    drilled = manage(full, "restore", dump, "--drill")
    assert drilled.returncode == 0, drilled.stderr
    assert drilled.stdout.startswith("6000 rows restored and found again")

    restored = manage(empty, "restore", dump)
    assert restored.returncode == 0, restored.stderr
    assert execute(empty, "SELECT count(*) FROM book JOIN shelf ON shelf.id = shelf") == [(5000,)]
    constraints = "SELECT count(*) FROM pg_constraint WHERE contype IN ('p', 'u', 'f')"
    assert execute(empty, constraints) == execute(full, constraints)

    again = manage(empty, "restore", dump)
    assert (again.returncode, "tables already" in again.stderr) == (1, True)

    data = bytearray(Path(dump).read_bytes())
    data[len(data) // 2] ^= 1
    Path(dump).write_bytes(data)
    damaged = manage(full, "restore", dump, "--drill")
    assert (damaged.returncode, "not the file" in damaged.stderr) == (1, True)


def test_rows_that_did_not_come_back_are_noticed(databases, tmp_path):
    full, empty = databases
    dump = manage(full, "backup", tmp_path).stdout.strip()
    beside = Path(dump).with_suffix(".json")
    noted = json.loads(beside.read_text())
    noted["rows"]["book"] += 1
    beside.write_text(json.dumps(noted))
    restored = manage(empty, "restore", dump)
    assert (restored.returncode, "rows after the restore: book." in restored.stderr) == (1, True)
