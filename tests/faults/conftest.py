import os
import subprocess
import sys
import uuid

import psycopg2
import pytest

from tests.faults.harness import ROOT, Portal, with_database


@pytest.fixture(scope="session")
def template_database():
    """A migrated, empty database that each test copies."""
    url = os.environ["DATABASE_URL"]
    name = f"faults_{uuid.uuid4().hex[:8]}"
    _maintain(url, f"CREATE DATABASE {name}")
    target = with_database(url, name)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": target,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        },
        check=True,
    )
    yield name
    _maintain(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def portal_with(template_database, tmp_path):
    """A function that makes a portal; `answer` may refuse, delay or accept at the mail sink."""
    url = os.environ["DATABASE_URL"]
    name = f"{template_database}_{uuid.uuid4().hex[:8]}"
    _maintain(url, f"CREATE DATABASE {name} TEMPLATE {template_database}")
    portals = []

    def make(answer=None):
        portal = Portal(tmp_path, with_database(url, name), answer=answer)
        portals.append(portal)
        return portal.__enter__()

    yield make
    for portal in portals:
        portal.__exit__()
    _maintain(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def portal(portal_with):
    return portal_with()


def _maintain(url, sql):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()
