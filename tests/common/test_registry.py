import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smartcounty.common.page_cache import GENERATION
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PARTS_CACHE = True
    cache.set(GENERATION, "first", 60)


def _page(thing, client=None):
    return (client or Client()).get(thing.get_absolute_url()).content.decode()


def _queries(thing):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        _page(thing)
    return len(asked)


def test_a_panel_is_loaded_and_drawn_once_for_all_who_are_signed_out():
    idea = CommentFactory(text="A thought of one reader").idea
    first, asked = _page(idea), _queries(idea)
    assert _page(idea) == first
    assert "A thought of one reader" in first
    cache.set(GENERATION, "second", 60)
    assert _queries(idea) > asked
    assert _queries(idea) == asked


def test_a_new_comment_and_a_new_review_are_seen_at_once():
    idea, service = IdeaFactory(status="open"), ServiceFactory()
    assert "A fresh thought" not in _page(idea) + _page(service)
    CommentFactory(idea=idea, text="A fresh thought")
    ReviewFactory(service=service, title="A fresh thought too")
    assert "A fresh thought" in _page(idea)
    assert "A fresh thought too" in _page(service)


def test_a_member_sees_their_own_and_leaves_nothing_of_it_to_others(signed_in):
    mine = ReviewFactory(pending=True, title="Waits to be read", author=UserFactory())
    assert "Your review" in _page(mine.service, signed_in(mine.author))
    assert "Your review" not in _page(mine.service)
    assert "Your review" in _page(mine.service, signed_in(mine.author))
