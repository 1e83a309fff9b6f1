"""Production behind nginx, for real processes of a test: its files are not collected, and robots are not timed."""

from smartcounty.settings.prod import *  # noqa: F403 - a settings module is its base plus what differs

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
FORM_LEAST_SECONDS = 0
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "notifications.sweep", "schedule": 1.0},
    "heartbeat": {"task": "pages.beat_heart", "schedule": 1.0},
}
