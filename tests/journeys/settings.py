"""The demonstration as its users meet it, with a sweep every second and static files found where they are."""

import os

from smartcounty.settings.test import *  # noqa: F403 - a settings module is its base plus what differs
from smartcounty.settings.test import NOTIFICATIONS

DEMO = True
FORM_LEAST_SECONDS = 1
STAFF_TWO_FACTOR = bool(os.environ.get("STAFF_TWO_FACTOR"))
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
NOTIFICATIONS = {**NOTIFICATIONS, "lease_seconds": 10}
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "notifications.sweep", "schedule": 1.0}}
