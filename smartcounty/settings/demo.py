"""The demo: DEBUG off, plain http on this machine, everything made up."""

from smartcounty.settings.base import *  # noqa: F403 - a settings module is its base plus what differs
from smartcounty.settings.base import COUNTY, SITE_URL, env

DEMO = True
STAFF_TWO_FACTOR = False
SITE_URL = SITE_URL or "http://127.0.0.1:8000"
SECRET_KEY = env("SECRET_KEY") or "demo-" + "x" * 60
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
COUNTY = {
    **COUNTY,
    "operator": "Mid-Trent Council",
    "contact_email": "hello@marketplace.example",
    "contact_phone": "01632 960000",
}
DEFAULT_FROM_EMAIL = "Staffordshire Marketplace <no-reply@marketplace.example>"
SERVER_EMAIL = "errors@marketplace.example"

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
