"""What is hidden is gone at once from pages whose parts are kept, and which everybody has just read.

The verb that hides says so with its commit, on which no transaction of a test comes; so the test does what it asked.
"""

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from hubs import actions as hubs
from ideas import actions as ideas
from services import actions as services
from smartcounty.common import page_cache, parts
from smartcounty.moderation import actions as moderation
from tests.factories.accounts import UserFactory
from tests.inventory import things
from tests.inventory.ask import ask, quiet, rolled_back
from tests.inventory.roles import ANONYMOUS, CITIZEN, MODERATOR
from tests.inventory.states import STATES
from tests.inventory.world import build
from tests.judges.verdict import expect_none

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hiding")]
ROLES = (ANONYMOUS, CITIZEN)
MOST = 6  # pages that are looked at again, spread over all that showed it


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), quiet(), rolled_back():
        world = build(secrets=False)
        world.comment = things.comment(world, world.idea, UserFactory(), "Wintergreen by the pond.")
        world.warm_review = things.review(world, world.service, UserFactory(), word="wintergreen")
        yield world


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PARTS_CACHE = settings.PAGE_CACHE = True
    cache.add(page_cache.GENERATION, "first", page_cache.GENERATION_SECONDS)
    yield
    parts.near.clear()


def report(name, reason):
    return lambda world: moderation.report(
        getattr(world, name), by=None, reason=reason, details="It calls him names."
    )


def by_moderator(verb, name, **more):
    return lambda world: verb(getattr(world, name), by=world.people[MODERATOR], **more)


# What is hidden: the word that tells, and the verb.
HIDING = {
    "idea": (lambda world: world.idea.title, report("idea", "danger")),
    "idea by a moderator": (lambda world: world.idea.title, by_moderator(ideas.hide, "idea")),
    "comment": (lambda world: "Wintergreen by the pond", report("comment", "danger")),
    "review": (lambda world: "A wintergreen welcome", report("warm_review", "illegal")),
    "service": (
        lambda world: world.service.name,
        lambda world: services.hide(world.service, by=world.people[MODERATOR], at=world.now),
    ),
    "hub": (
        lambda world: world.hub.name,
        lambda world: hubs.hide(world.hub, by=world.people[MODERATOR], at=world.now),
    ),
    "event": (
        lambda world: world.event.title,
        lambda world: hubs.hide(world.event, by=world.people[MODERATOR], at=world.now),
    ),
}


@pytest.fixture(scope="module")
def pages(world):
    """Each public page that can be asked for, and what it said while everything was public."""
    return {state: _page(world, state, ANONYMOUS) for state in STATES if state.reading}


def _page(world, state, role):
    """The text of the answer, from what is kept where anything is; empty if it is about something not there."""
    try:
        state.args(world)
    except AttributeError:
        return ""
    with transaction.atomic():
        answer = ask(world, state, role)
        transaction.set_rollback(True)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize("what", HIDING)
def test_what_is_hidden_is_gone_from_pages_that_were_kept(world, pages, what):
    telling, hide = HIDING[what]
    word = telling(world)
    showing = [state for state, page in pages.items() if word in page]
    asked = [(state, role) for state in showing[:: -(-len(showing) // MOST)] for role in ROLES]
    assert [word in _page(world, *each) for each in asked] == [True] * len(asked)

    begun = len(connection.run_on_commit)
    hide(world)
    if page_cache._new_generation in [entry[1] for entry in connection.run_on_commit[begun:]]:
        page_cache._new_generation()

    expect_none(f"{state}, {role}" for state, role in asked if word in _page(world, state, role))
