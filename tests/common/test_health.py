"""What /health/ready finds, with the real database, queue and cache."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from smartcounty.common import health
from smartcounty.pages import periodic

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def _forget():
    health._last = (0.0, None)


@pytest.fixture
def everything():
    periodic.beat_heart()
    return dict.fromkeys(["status", "database", "migrations", "queue", "cache", "worker"], "ok")


def ask(client):
    health._last = (0.0, None)
    response = client.get("/health/ready")
    return response.status_code, response.json()


@pytest.mark.django_db
def test_a_portal_with_all_its_parts_is_ok(client, everything):
    assert ask(client) == (200, everything)


@pytest.mark.django_db
def test_without_a_worker_it_is_degraded_and_serves(client, everything):
    cache.delete(health.PULSE)
    assert ask(client) == (200, everything | {"status": "degraded", "worker": "not heard of"})


@pytest.mark.django_db
def test_without_the_queue_it_is_degraded_and_serves(client, everything):
    with override_settings(CELERY_BROKER_URL=NOBODY):
        assert ask(client) == (200, everything | {"status": "degraded", "queue": "no answer"})


@pytest.mark.django_db
def test_without_the_cache_it_is_degraded_and_serves(client, everything, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": NOBODY}}
    gone = {"status": "degraded", "cache": "no answer", "worker": "not heard of"}
    assert ask(client) == (200, everything | gone)


@pytest.mark.django_db(transaction=True)
def test_tables_older_than_the_code_fail_it(client, everything):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("ideas", "0001_initial")
    try:
        behind = {"status": "failed", "migrations": "behind the code"}
        assert ask(client) == (503, everything | behind)
    finally:
        recorder.record_applied("ideas", "0001_initial")


@pytest.mark.django_db(transaction=True)
def test_tables_newer_than_the_code_do_not_fail_it(client, everything):
    """The release before this one goes on while this one is brought in."""
    recorder = MigrationRecorder(connection)
    recorder.record_applied("ideas", "9999_of_the_next_release")
    try:
        assert ask(client) == (200, everything)
    finally:
        recorder.record_unapplied("ideas", "9999_of_the_next_release")


@pytest.mark.django_db
def test_without_the_database_it_fails(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    monkeypatch.setitem(connection.settings_dict, "HOST", "127.0.0.1")
    parts = health.look()
    found = {name: parts[name] for name in ("status", "database", "migrations")}
    assert found == {"status": "failed", "database": "no answer", "migrations": "not known"}


@pytest.mark.django_db
def test_an_answer_is_kept_for_five_seconds(client, everything):
    assert ask(client) == (200, everything)
    cache.delete(health.PULSE)
    assert client.get("/health/ready").json() == everything
