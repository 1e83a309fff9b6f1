"""What people type of an idea and bodies answer, for tests that are about something else."""

from smartcounty.notifications.models import Event
from tests.factories.places import AreaFactory, TopicFactory

LONG = "We will fit a button and a speaker at three stops on Station Road and run them until the spring."


def content(**changes):
    return {
        "title": "Bus stops that talk",
        "body": "I can hear a bus. I cannot see its number.",
        "area": AreaFactory(),
        "topic": TopicFactory(),
        "help_offered": "maybe",
    } | changes


def words(**changes):
    return {"title": "Yes", "text": LONG, "role": "Passenger Transport Lead"} | changes


def events():
    return sorted(Event.objects.values_list("kind", flat=True))
