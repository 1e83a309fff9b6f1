import os
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from hypothesis import settings as properties
from playwright.sync_api import sync_playwright

from smartcounty.accounts import actions as accounts
from smartcounty.common.parts import near
from tests import databases
from tests.factories.accounts import UserFactory
from tests.turns import Turns

# The browser's driver keeps an event loop in this thread, which Django would take for an async view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A machine that is busy with other tests is no fault of what a property is tried on.
properties.register_profile("beside others", properties.default, deadline=None)
properties.load_profile("beside others")

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-gpu-compositing",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Every test starts with an empty cache, so test processes side by side must not share one.
_worker = re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", ""))
if _worker:
    _cache = settings.CACHES["default"]
    _cache["LOCATION"] = re.sub(r"(/\d*)?$", f"/{int(_worker) + 1}", _cache["LOCATION"], count=1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_keepdb):
    """Where several processes test side by side, each gets a copy of one migrated database."""
    if _worker and not django_db_keepdb:
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = databases.template()


def pytest_sessionfinish():
    if not _worker:
        databases.drop_template()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Turns(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and cached fragments of one test must not reach the next."""
    cache.clear()
    near.clear()


@pytest.fixture(scope="session", autouse=True)
def _tables_can_be_emptied_between_tests():
    """Tests with real transactions end with all tables emptied, which the audit refuses to everybody else."""
    plain = DatabaseOperations.sql_flush
    guard = "ALTER TABLE moderation_auditentry {} TRIGGER audit_table_stays"

    def sql_flush(self, style, tables, **options):
        statements = plain(self, style, tables, **options)
        if "moderation_auditentry" not in tables:
            return statements
        return [guard.format("DISABLE"), *statements, guard.format("ENABLE")]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", sql_flush)
        yield


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run. Its driver's loop stays in this thread, which Django would take for its own."""
    program = os.environ.get("CHROMIUM")
    if not program:
        assert os.environ.get("CI") != "true", "No browser, and CI allows no skips."
        pytest.skip("no Chromium: set CHROMIUM or put it on the PATH")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_FLAGS)
        yield browser
        browser.close()
        # While the driver's loop runs, Django keeps other connections than before and after it.
        connections.close_all()


@pytest.fixture
def roles(db):
    accounts.sync_roles()


@pytest.fixture
def moderator(roles):
    user = UserFactory(display_name="Moderator", trust="member")
    accounts.grant_role(user, "Moderator", by=None)
    return user


@pytest.fixture
def signed_in():
    """A function that gives a client signed in as the person."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in
