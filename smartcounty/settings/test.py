"""Tests: the demo's settings, quick passwords, unhashed static files, no demo strip."""

from smartcounty.settings.demo import *  # noqa: F403 - a settings module is its base plus what differs

DEMO = False
STAFF_TWO_FACTOR = False
PAGE_CACHE = PARTS_CACHE = False  # a test sees what it has just changed
SITE_URL = "http://127.0.0.1:8000"
SECRET_KEY = "test-" + "x" * 60
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ERASURE_LIST = str(VAR_DIR / "test" / "erasures.txt")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Look a file up when it is asked for: listing them all would be done anew for each test client.
WHITENOISE_AUTOREFRESH = True
