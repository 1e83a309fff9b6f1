import pytest
from django.core.cache import cache
from django.test import Client

from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and cached fragments of one test must not reach the next."""
    cache.clear()


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
