"""Whether this process can serve: part by part, and what the whole means.

Without the database, or with tables older than the code, it cannot. Without the queue, the cache or a worker it
serves pages and loses nothing: that is degraded, not dead.
"""

import time
from contextlib import closing, suppress
from functools import cache as once

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

NEEDED = ("database", "migrations")
KEPT_SECONDS = 5  # so that a monitor, or a stranger, cannot make work by asking often
PULSE = "heartbeat"
PULSE_SECONDS = 90  # three beats
QUICK = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}

_last = (0.0, None)


def beat():
    """A worker says that it does what the clock asks for."""
    cache.set(PULSE, int(time.time()), timeout=PULSE_SECONDS)


def state():
    """Each part by name, found out at most every five seconds; `status` says what they come to."""
    global _last
    at, parts = _last
    now = time.monotonic()
    if parts is None or now - at > KEPT_SECONDS:
        parts = look()
        _last = (now, parts)
    return parts


def look():
    parts = {**_database(), "queue": _answers(settings.CELERY_BROKER_URL)}
    parts["cache"] = _answers(settings.CACHES["default"]["LOCATION"])
    pulse = parts["cache"] == "ok" and cache.get(PULSE)
    parts["worker"] = "ok" if pulse else "not heard of"
    return {"status": _status(parts), **parts}


def _status(parts):
    if any(parts[name] != "ok" for name in NEEDED):
        return "failed"
    return "ok" if set(parts.values()) == {"ok"} else "degraded"


def _database():
    """Asked over a connection of its own: the request's may wait for an answer that never comes."""
    probe = connection.copy()
    probe.settings_dict["OPTIONS"] = {
        **probe.settings_dict["OPTIONS"],
        "connect_timeout": 2,
        "options": "-c statement_timeout=1500",
    }
    try:
        with closing(probe), probe.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError:
        return {"database": "no answer", "migrations": "not known"}
    missing = _migrations() - applied
    return {"database": "ok", "migrations": "behind the code" if missing else "ok"}


@once
def _migrations():
    """What the code has. A newer release's tables may have more, which this release works with."""
    return set(MigrationLoader(None).disk_migrations)


def _answers(url):
    with suppress(redis.RedisError):
        with closing(redis.Redis.from_url(url, **QUICK)) as server:
            server.ping()
        return "ok"
    return "no answer"
