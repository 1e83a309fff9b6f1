"""Complete and safe for production; the other modules say only what differs.

The environment is read here and in `people`, nowhere else. A missing value is left empty here and refused by `prod`.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF

from smartcounty.settings.people import *  # noqa: F403 - a part of this very module
from smartcounty.settings.people import ALLAUTH_TRUSTED_PROXY_COUNT, STAFF_DIRECTORY

env = os.environ.get
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

DEBUG = False
SECRET_KEY = env("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = [key for key in env("SECRET_KEY_FALLBACKS", "").split(",") if key]
SITE_URL = env("SITE_URL", "").rstrip("/")
ALLOWED_HOSTS = [host for host in env("ALLOWED_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in env("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

# The county: its name, what the site is, who runs it, and which districts it has. Nothing of it stands in code.
COUNTY = {
    "name": env("COUNTY_NAME", "Staffordshire"),
    "what": env("COUNTY_WHAT", "Marketplace"),
    "operator": env("COUNTY_OPERATOR", ""),
    "colour": env("COUNTY_COLOUR", "#243056"),  # as $county-deep in static/scss/_county.scss
    "contact_email": env("COUNTY_CONTACT_EMAIL", ""),
    "contact_phone": env("COUNTY_CONTACT_PHONE", ""),
    "code": env("COUNTY_CODE", "E10000028"),
    "districts": env(
        "COUNTY_DISTRICTS",
        "E07000192,E07000193,E07000194,E07000195,E07000196,E07000197,E07000198,E07000199,E06000021",
    ).split(","),
}
# Outlines and points come from the portal itself. Tiles of somebody else are loaded only where they are named here, as
# https://tiles.example/{z}/{x}/{y}.png; the content policy then allows their host on pages with a map.
MAP_TILES = env("MAP_TILES", "")
MAP_ATTRIBUTION = env(
    "MAP_ATTRIBUTION",
    "Contains Ordnance Survey, Royal Mail and National Statistics data"
    " © Crown copyright and database right 2025",
)
DEMO = False

INSTALLED_APPS = [
    "smartcounty.common",
    "smartcounty.accounts",
    "smartcounty.places",
    "smartcounty.notifications",
    "smartcounty.moderation",
    "hubs",
    "services",
    "ideas",
    "feedback",
    "smartcounty.pages",
    "smartcounty.accounts.apps.StaffPages",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "smartcounty.common.middleware.RequestId",
    "smartcounty.common.middleware.HeadAsGet",
    "smartcounty.common.middleware.SwitchedOff",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "smartcounty.common.page_cache.PageCache",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "smartcounty.common.middleware.Unavailable",
    "smartcounty.common.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "smartcounty.accounts.receivers.Seen",
]

ROOT_URLCONF = "smartcounty.urls"
WSGI_APPLICATION = "smartcounty.wsgi.application"
CSRF_FAILURE_VIEW = "smartcounty.pages.views.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "smartcounty.common.context.county",
            ],
            "builtins": [
                "smartcounty.common.templatetags.sc_tags",
                "smartcounty.common.templatetags.sc_once",
            ],
        },
    }
]
FORM_RENDERER = "smartcounty.common.forms.CountyRenderer"

# Statement limits: a request may not hold a connection for long (commands and workers set their own).
_statement_timeout = env("STATEMENT_TIMEOUT_MS", "5000")
TASK_STATEMENT_TIMEOUT_MS = 60_000
DATABASES = {}
if env("DATABASE_URL"):
    DATABASES["default"] = dj_database_url.parse(
        env("DATABASE_URL"),
        engine="smartcounty.common.postgresql",
        conn_max_age=60,
        conn_health_checks=True,
    )
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        # Somebody waits for the page that says that the database is away: it comes within two seconds.
        connect_timeout=1,
        tcp_user_timeout=2000,
        options=f"-c statement_timeout={_statement_timeout} -c lock_timeout=2000"
        " -c idle_in_transaction_session_timeout=10000"
        # An idea's page joins nine tables: in the written order it is planned in one millisecond instead of eleven.
        " -c join_collapse_limit=4",
    )
# All that web threads, worker processes and the clock may hold at once, on all machines.
DATABASE_CLIENTS = int(env("DATABASE_CLIENTS", "12"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "smartcounty.common.cache.ForgivingRedisCache",
        "LOCATION": env("CACHE_URL", ""),
        "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
    }
}
PAGE_CACHE = env("PAGE_CACHE", "1") == "1"  # reading pages of signed-out visitors, for a minute
PARTS_CACHE = env("PARTS_CACHE", "1") == "1"  # counts and regions that all pages share
SESSION_ENGINE = "django.contrib.sessions.backends.db"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# What `npm run build` makes of static/; the sources themselves are not served.
STATICFILES_DIRS = [VAR_DIR / "build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- Celery: a doorbell. The rows are the truth (docs/architecture.md).
CELERY_BROKER_URL = env("REDIS_URL", "")
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 8
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_throttle": 1,
    "max_retries": 0,
    "socket_connect_timeout": 0.5,
    "socket_timeout": 5,
}
# Outside the database, so that a restore does not bring back who was erased: see docs/operations.md.
ERASURE_LIST = env("ERASURE_LIST", str(VAR_DIR / "erasures.txt"))
CELERY_TIMEZONE = "Europe/London"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "run" / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "notifications.sweep", "schedule": 60.0},
    "digests": {"task": "notifications.send_digests", "schedule": crontab(minute="*/15")},
    "words": {"task": "notifications.forget_words", "schedule": crontab(minute=50)},
    "successors": {"task": "places.hand_over", "schedule": crontab(hour=0, minute=5)},
    "openings": {"task": "services.rebuild_openings", "schedule": crontab(hour=0, minute=20)},
    "freshness": {"task": "services.review_freshness", "schedule": crontab(hour=0, minute=40)},
    "spelling": {"task": "services.rebuild_words", "schedule": crontab(hour=1, minute=0)},
    "cards": {"task": "services.rebuild_cards", "schedule": crontab(hour=1, minute=20)},
    "ratings": {"task": "feedback.recount_ratings", "schedule": crontab(hour=3, minute=10)},
    "links": {"task": "feedback.link_services", "schedule": crontab(hour=3, minute=20)},
    "counters": {"task": "ideas.recount_counters", "schedule": crontab(hour=3, minute=30)},
    "trust": {"task": "accounts.review_trust", "schedule": crontab(hour=4, minute=0)},
    "leavers": {"task": "accounts.erase_leavers", "schedule": crontab(minute=40)},
    "left_over": {"task": "accounts.forget_left_over", "schedule": crontab(hour=4, minute=20)},
    "senders": {"task": "pages.forget_senders", "schedule": crontab(hour=4, minute=30)},
    "heartbeat": {"task": "pages.beat_heart", "schedule": 30.0},
}

# --- Mail: the adapter sends as always; the backend only writes a row, and a worker hands it over.
EMAIL_BACKEND = "smartcounty.notifications.mail.QueueingBackend"
MAIL_TRANSPORT = env("MAIL_TRANSPORT", "")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "")
SERVER_EMAIL = env("SERVER_EMAIL", DEFAULT_FROM_EMAIL)
NOTIFICATIONS = {
    "lease_seconds": 120,
    "relay_seconds": 15,  # that the mail relay may take for one answer
    "retry_minutes": [1, 5, 15, 60],
    "give_up_hours": 24,
    "give_up_hours_security": 1,
    "most_claims": 5,
    "daily_limit": 20,
    "digest_weekday": 1,
    "digest_time": "07:30",
    "digest_items": 12,
}

# --- Transport and content policy
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
# A button that leads to the employer's sign-in is a form, and forms lead nowhere else.
_elsewhere = [
    urlsplit(address)._replace(path="", query="").geturl()
    for address in [STAFF_DIRECTORY["issuer"]]
    if address
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *_elsewhere],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "smartcounty.common.logs.RequestIdFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "smartcounty.common.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    # Django's own handlers would write beside ours, and mail what an error says.
    "loggers": {
        name: {"handlers": [], "level": "NOTSET", "propagate": True}
        for name in ("django", "django.server")
    },
}

# --- Product defaults (each is a setting, so that a county may choose its own)
SUPPORT_THRESHOLD_SHARE = 0.001
SUPPORT_THRESHOLD_LEAST = 20
RESPONSE_WORKING_DAYS = 20
REVIEWS_FOR_A_SCORE = 5
RATING_PRIOR_WEIGHT = 8
RATING_PRIOR_MEAN = 3.9
RATING_HALF_LIFE_DAYS = 540
PREMODERATE = {"idea": True, "review": False, "comment": False}
CLAIM_MINUTES = 15
REPORTS_TO_HIDE = 3  # independent ones; a single grave report is enough
POSTS_AN_HOUR = {"new": 10, "trusted": 60}  # of one kind, by one person
FORM_LEAST_SECONDS = 3  # nobody fills in a form that goes public faster than this
