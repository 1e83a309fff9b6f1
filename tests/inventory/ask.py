"""How a judge asks for a state, and the words for what it found."""

import logging
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from tests.inventory.state import CONFIRM, DONE, LOGIN

AGAIN = ("account_reauthenticate", "mfa_reauthenticate", "accounts:confirm")


@contextmanager
def rolled_back():
    """A transaction that may stand idle while a browser works."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield
        transaction.set_rollback(True)


@contextmanager
def quiet():
    """Thousands of refusals are asked for; each would be logged with its traceback."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def undone():
    """Whatever happens inside is rolled back, and no limit counts it."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def browser(world, state, role=None, *, csrf=False):
    """Somebody of that role, about to ask: what must come before has been done."""
    role = role or state.seen_by
    client = world.client(role, confirmed=state.confirmed)
    if state.prepare:
        state.prepare(world, client, role)
    client.handler.enforce_csrf_checks = csrf
    return client


def send(client, world, state, *, method=None, data=None):
    method = method or state.method
    address = state.address(world)
    if method != "POST":
        return getattr(client, method.lower())(address)
    return client.post(address, state.data(world) if data is None else data)


def ask(world, state, role=None, **how):
    """The answer that a role gets; the caller decides whether it is undone."""
    return send(browser(world, state, role), world, state, **how)


def outcome(response):
    """The status, or for a redirect where it leads."""
    if not 300 <= response.status_code < 400:
        return response.status_code
    path = urlsplit(response["Location"]).path
    if path in (reverse("account_login"), reverse("admin:login")):
        return LOGIN
    if path in [reverse(name) for name in AGAIN]:
        return CONFIRM
    return DONE


def is_page(response):
    return response["Content-Type"].startswith("text/html")
