import pytest
from django.contrib.auth.models import AnonymousUser

from hubs import notices
from smartcounty.notifications.registry import Target
from tests.factories.hubs import HubFactory, StatusChangeFactory

pytestmark = pytest.mark.django_db


def test_followers_of_the_hub_are_told_what_changed():
    change = StatusChangeFactory(hub__name="Canalside Works", reason="New boiler.")

    story = notices.STATUS_CHANGED.story(change.pk)

    assert (story.title, story.text) == ("Canalside Works: closed for now", "New boiler.")
    assert story.path == change.hub.get_absolute_url()
    assert notices.STATUS_CHANGED.follows(change.pk) == [
        Target("hub", change.hub.pk, "you follow Canalside Works")
    ]


def test_nobody_is_told_of_a_hidden_hub():
    change = StatusChangeFactory(hub__hidden=True)

    assert not notices.STATUS_CHANGED.story(change.pk).visible(AnonymousUser())


def test_a_change_that_is_gone_has_no_story():
    assert notices.STATUS_CHANGED.story(0) is None
    assert notices.STATUS_CHANGED.follows(0) == []


def test_moderators_see_the_words_of_the_hub():
    hub = HubFactory(name="The Forge", town="Leek", summary="A stage.", description="And a bar.")

    facts = notices.describe(hub)

    assert (facts.title, facts.text) == ("The Forge, Leek", "A stage.\n\nAnd a bar.")
