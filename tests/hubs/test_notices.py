import pytest
from django.contrib.auth.models import AnonymousUser

from hubs import notices
from smartcounty.notifications.registry import Target
from tests.factories.hubs import (
    EventChangeFactory,
    EventFactory,
    HubFactory,
    StatusChangeFactory,
)

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


def test_followers_of_the_hub_are_told_what_is_on_and_nobody_else():
    event = EventFactory(title="Mend it", hub__name="Canalside Works")
    change = EventChangeFactory(event=event, old="draft", new="published", reason="")

    story = notices.EVENT_CHANGED.story(change.pk)

    assert (story.title, story.path) == ("Mend it", event.get_absolute_url())
    assert story.text.endswith("Menders on hand for lamps and zips.")
    assert notices.EVENT_CHANGED.follows(change.pk) == [
        Target("hub", event.hub.pk, "you follow Canalside Works")
    ]


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("published", "cancelled", "Mend it: cancelled"),
        ("published", "published", "Mend it: changed"),
    ],
)
def test_followers_hear_what_happened_to_an_event(old, new, title):
    change = EventChangeFactory(event__title="Mend it", old=old, new=new)

    assert notices.EVENT_CHANGED.story(change.pk).title == title
    assert notices.EVENT_CHANGED.story(change.pk).text.startswith("The boiler broke.")


def test_an_event_without_a_hub_has_no_followers():
    online = EventFactory(hub=None, online_url="https://meet.example/")
    change = EventChangeFactory(event=online, new="published")

    assert notices.EVENT_CHANGED.follows(change.pk) == []
    assert notices.EVENT_CHANGED.story(0) is None


def test_nobody_is_told_of_an_event_at_a_hidden_hub():
    change = EventChangeFactory(event=EventFactory(hub__hidden=True, cancelled=True))

    assert not notices.EVENT_CHANGED.story(change.pk).visible(AnonymousUser())


def test_moderators_see_the_words_of_the_event():
    event = EventFactory(title="Mend it", summary="Bring it.", description="We help.")

    facts = notices.describe_event(event)

    assert (facts.title, facts.text) == ("Mend it", "Bring it.\n\nWe help.")
