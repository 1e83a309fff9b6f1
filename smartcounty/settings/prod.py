"""Production: base, and a refusal to start half-configured."""

from django.core.exceptions import ImproperlyConfigured

from smartcounty.settings.base import *  # noqa: F403 - a settings module is its base plus what differs
from smartcounty.settings.base import env

_NEEDED = {
    "SECRET_KEY": "a random string of 50 or more characters, kept secret",
    "DATABASE_URL": "the PostgreSQL server, as postgres://user:password@host/name",
    "REDIS_URL": "the queue's Redis, as redis://:password@host:6379/0",
    "CACHE_URL": "the cache's own Redis, as redis://:password@host:6379/0",
    "MAIL_TRANSPORT": "the mail relay, as smtp://user:password@host:587",
    "SITE_URL": "the public address, as https://www.example.org",
    "ALLOWED_HOSTS": "the public host names, separated by commas",
    "DEFAULT_FROM_EMAIL": "the sender of the portal's mail",
    "COUNTY_OPERATOR": "the name of the body that runs this site",
    "COUNTY_CONTACT_EMAIL": "the address people write to for help",
}
_missing = [f"{name}: {what}" for name, what in _NEEDED.items() if not env(name)]
if len(env("SECRET_KEY", "")) < 50 and env("SECRET_KEY"):
    _missing.append("SECRET_KEY: at least 50 characters")
if env("CACHE_URL") and env("CACHE_URL") == env("REDIS_URL"):
    _missing.append("CACHE_URL: a Redis of its own, as an evicting cache would drop queued work")
if env("STAFF_TWO_FACTOR", "1") != "1":
    _missing.append("STAFF_TWO_FACTOR: cannot be turned off here")
_DIRECTORY = {
    "OIDC_CLIENT_ID": "what the directory calls this site",
    "OIDC_CLIENT_SECRET": "the secret that goes with it",
    "OIDC_DOMAINS": "the domains of staff addresses, separated by commas",
}
if env("OIDC_ISSUER"):
    _missing += [f"{name}: {what}" for name, what in _DIRECTORY.items() if not env(name)]
    if not env("OIDC_ISSUER").startswith("https://"):
        _missing.append("OIDC_ISSUER: an address that begins with https://")
if _missing:
    raise ImproperlyConfigured("Production cannot start. Set:\n  " + "\n  ".join(_missing))
