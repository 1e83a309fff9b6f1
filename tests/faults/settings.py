"""The tests' settings with short leases and a sweep every second, for real processes that are killed."""

from smartcounty.settings.test import *  # noqa: F403 - a settings module is its base plus what differs
from smartcounty.settings.test import NOTIFICATIONS

NOTIFICATIONS = {
    **NOTIFICATIONS,
    "lease_seconds": 4,
    "retry_minutes": [0.02],
    "relay_seconds": 4,
}
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "notifications.sweep", "schedule": 1.0}}
