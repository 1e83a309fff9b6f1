import pytest

from smartcounty.common import bots
from tests.factories.places import AreaFactory, TopicFactory


@pytest.fixture
def places(db):
    """An area and a topic that the form offers."""
    return {
        "area": AreaFactory(name="Stafford", slug="stafford"),
        "topic": TopicFactory(name="Getting around", slug="getting-around"),
    }


@pytest.fixture
def typed(places):
    """A function that gives what a person sends with the form."""

    def fill(**changes):
        return {
            "title": "Bus stops that talk",
            "body": "I can hear a bus. I cannot see its number.",
            "summary": "",
            "area": "stafford",
            "topic": "getting-around",
            "help_offered": "maybe",
            "rules": "on",
            "website": "",
            "started": bots.stamp(seconds_ago=20),
            "key": "b3b6e5a0-0000-4000-8000-000000000001",
        } | changes

    return fill
