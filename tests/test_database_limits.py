"""How long the database may be kept busy: 5 seconds by a page, 60 by a task, 2 for a lock (L5)."""

import json
import os
import subprocess
import sys
import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from launch.paths import ROOT

LIMITS = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
ASK = f"""
import json
from django.db import connection
found = []
with connection.cursor() as cursor:
    for name in {LIMITS}:
        cursor.execute("SHOW " + name)
        found += cursor.fetchone()
print(json.dumps(found))
"""
WEB = "import smartcounty.wsgi"
WORKER = """
import django
from celery.signals import worker_init
django.setup()
worker_init.send(sender=None)
"""


@pytest.mark.parametrize(
    ("start", "limits"), [(WEB, ["5s", "2s", "10s"]), (WORKER, ["1min", "2s", "10s"])]
)
def test_each_kind_of_process_has_its_limits(start, limits):
    command = [sys.executable, "-c", f"{start}\n{ASK}"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == limits


@pytest.mark.django_db
def test_a_statement_that_takes_longer_is_ended():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 100")
        with pytest.raises(OperationalError, match="statement timeout"), transaction.atomic():
            cursor.execute("SELECT pg_sleep(5)")


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_for_a_lock_gives_up_after_two_seconds():
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE places_topic")
            held.set()
            done.wait(10)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(10)
    try:
        with (
            pytest.raises(OperationalError, match="lock timeout"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("LOCK TABLE places_topic")
    finally:
        done.set()
        holder.join()
