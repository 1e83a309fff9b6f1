"""The demo's settings, the address of the hello view, and no limits on how much one person posts."""

from smartcounty.settings.demo import *  # noqa: F403 - a settings module is its base plus what differs
from smartcounty.settings.demo import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
ROOT_URLCONF = "bench.urls"
POSTS_AN_HOUR = {"new": 1_000_000, "trusted": 1_000_000}
FORM_LEAST_SECONDS = 0
