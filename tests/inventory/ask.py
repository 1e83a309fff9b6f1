"""How a judge asks for a state, and the words for what it found."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tests.inventory.state import CONFIRM, DONE, LOGIN

HTML = "text/html"


@contextmanager
def undone():
    """Whatever happens inside is rolled back, and no limit counts it."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(world, state, role=None, *, method=None, csrf=False, data=None, **headers):
    """The answer that a role gets; the caller decides whether it is undone."""
    role = role or state.seen_by
    client = world.client(role, confirmed=state.confirmed, csrf=csrf)
    if state.prepare:
        state.prepare(world, client, role)
    method = method or state.method
    send = getattr(client, method.lower())
    if method != "POST":
        return send(state.address(world), **headers)
    return send(state.address(world), state.data(world) if data is None else data, **headers)


def outcome(response):
    """The status, or for a redirect where it leads."""
    if not 300 <= response.status_code < 400:
        return response.status_code
    path = urlsplit(response["Location"]).path
    if path in (reverse("account_login"), reverse("admin:login")):
        return LOGIN
    again = ("account_reauthenticate", "mfa_reauthenticate", "accounts:confirm")
    if path in [reverse(name) for name in again]:
        return CONFIRM
    return DONE


def is_page(response):
    return response["Content-Type"].startswith(HTML)
