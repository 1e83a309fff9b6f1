"""Development: the demo with DEBUG, reload and unhashed static files."""

from smartcounty.settings.base import LOGGING
from smartcounty.settings.demo import *  # noqa: F403 - a settings module is its base plus what differs

DEBUG = True
LOGGING["handlers"]["console"]["formatter"] = "line"
PAGE_CACHE = PARTS_CACHE = False  # an edited template shows at once
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
