from types import SimpleNamespace

import pytest

from launch.sink import Sink
from smartcounty.notifications import registry
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.registry import Story, Target
from tests.factories.notifications import EventFactory


class World:
    """What the notices of these tests tell of: stories by event, hidden ones, and who follows or is meant."""

    def __init__(self):
        self.stories, self.targets, self.audiences, self.hidden = {}, {}, {}, set()
        self.things = {1: "the mill", 2: "the canal", 3: "the moor"}

    def story(self, subject_id):
        story = self.stories.get(subject_id)
        if story is None:
            return None
        return Story(**story, visible=lambda user: subject_id not in self.hidden)

    def happen(self, title, *, to=(1,), kind="tests.happened", path=None, text=None, by=None):
        """One fact about the things, told by a notice of the kind."""
        event = EventFactory(kind=kind, by=by)
        self.stories[event.subject_id] = {
            "kicker": "News",
            "title": title,
            "text": text or f"{title}, in a few words.",
            "path": path or f"/things/{event.subject_id}/",
        }
        self.targets[event.subject_id] = [Target("thing", pk, self.things[pk]) for pk in to]
        return event

    def answer(self, title, *, user, kind="tests.answered", **more):
        """One fact meant for one person."""
        event = self.happen(title, kind=kind, **more)
        self.audiences[event.subject_id] = user
        return event


@pytest.fixture
def world(monkeypatch, django_user_model):
    """Notices and a kind of followable of their own; the real ones stay as they are."""
    world = World()
    monkeypatch.setattr(registry, "_notices", dict(registry._notices))
    monkeypatch.setattr(registry, "_followables", dict(registry._followables))

    def meant(subject_id):
        user = world.audiences.get(subject_id)
        return django_user_model.objects.filter(pk=user and user.pk)

    def followed(subject_id):
        return world.targets[subject_id]

    registry.declare("tests.happened", stream=Stream.FOLLOWING, story=world.story, follows=followed)
    registry.declare("tests.near", stream=Stream.AREA, story=world.story, follows=followed)
    registry.declare("tests.answered", stream=Stream.ANSWERS, story=world.story, audience=meant)
    registry.declare("tests.replied", stream=Stream.REPLIES, story=world.story, audience=meant)
    registry.declare("tests.decided", stream=Stream.MODERATION, story=world.story, audience=meant)
    registry.followable(
        "thing",
        find=lambda pk, user: (
            SimpleNamespace(pk=pk, name=world.things[pk], get_absolute_url=lambda: f"/things/{pk}/")
            if pk in world.things
            else None
        ),
        name=lambda thing: thing.name,
    )
    return world


@pytest.fixture
def sink(tmp_path, settings):
    """A mail server that keeps what it accepts; `sink.refuse` holds the words of messages it says no to."""
    refuse = {}

    def answer(envelope):
        words = envelope.original_content.decode()
        return next((reply for word, reply in refuse.items() if word in words), "250 OK")

    with Sink(tmp_path / "mail", answer=answer) as sink:
        sink.refuse = refuse
        settings.MAIL_TRANSPORT = sink.url
        yield sink
