"""All the states, and what is missing."""

from tests.inventory.entries import (
    accounts,
    admin,
    feedback,
    hubs,
    ideas,
    moderation,
    notifications,
    pages,
    services,
    signing_in,
    staff,
)
from tests.inventory.walk import url_names

APPS = (
    pages,
    services,
    ideas,
    hubs,
    feedback,
    accounts,
    signing_in,
    notifications,
    moderation,
    admin,
    staff,
)
STATES = [state for app in APPS for state in app.STATES]
BY_NAME = {}
for _state in STATES:
    BY_NAME.setdefault(_state.url, []).append(_state)


def unlisted():
    """Addresses without an entry."""
    return [name for name in url_names() if name not in BY_NAME]


def unknown():
    """Entries without an address."""
    return sorted(set(BY_NAME) - set(url_names()))
