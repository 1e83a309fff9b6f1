"""One world for each module of judges, inside a transaction that is rolled back at the end."""

import logging
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from tests.inventory.ask import undone
from tests.inventory.world import build


@contextmanager
def rolled_back():
    """A transaction that may stand idle while a browser works."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    """Thousands of refusals are asked for here; each would be logged with its traceback."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rolled_back():
        yield build()


@pytest.fixture
def _django_db_helper(world):
    """What the mark `django_db` gives a test here: the module's world, and a savepoint to change it in."""
    with undone():
        yield
