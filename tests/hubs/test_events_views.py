import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories.hubs import EventFactory, HubFactory, HubMembershipFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


def _titles(response):
    return re.findall(r'class="sc-link sc-link--title"[^>]*>([^<]+)</a>', response.content.decode())


def test_the_list_holds_what_is_not_over_the_next_first(client):
    EventFactory(title="Last week", past=True)
    EventFactory(title="Later", starts_at=timezone.now() + timedelta(days=9))
    EventFactory(title="Sooner", starts_at=timezone.now() + timedelta(days=1))
    EventFactory(
        title="Under way",
        starts_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() + timedelta(hours=1),
    )

    assert _titles(client.get("/hubs/events/")) == ["Under way", "Sooner", "Later"]
    assert _titles(client.get("/hubs/events/?when=past")) == ["Last week"]


def test_what_is_called_off_stays_in_the_list_and_says_so(client):
    EventFactory(title="Kite day", cancelled=True)

    response = client.get("/hubs/events/")

    assert _titles(response) == ["Kite day"]
    assert "Cancelled</span>" in response.content.decode()


def test_online_events_and_those_without_a_hub_are_listed_too(client):
    EventFactory(title="Online", hub=None, online_url="https://meet.example/")
    EventFactory(title="Hall", hub=None, place="The hall", address="Mill Street", town="Leek")

    page = client.get("/hubs/events/").content.decode()

    assert "<span>Online</span>" in page
    assert "<span>The hall, Leek</span>" in page
    assert _titles(client.get("/hubs/events/?area=online")) == ["Online", "Hall"]


def test_the_list_is_narrowed_by_area_and_hub(client):
    leek = AreaFactory(name="Staffordshire Moorlands", slug="moorlands")
    hub = HubFactory(name="Weavers' Room", slug="weavers")
    EventFactory(title="Here", area=leek, hub=hub)
    EventFactory(title="There", area=AreaFactory())

    assert _titles(client.get("/hubs/events/?area=moorlands")) == ["Here"]
    response = client.get("/hubs/events/?hub=weavers")
    assert _titles(response) == ["Here"]
    assert "What is on at Weavers&#x27; Room, Stone</h1>" in response.content.decode()


@pytest.mark.parametrize("state", ["draft", "hidden", "removed"])
def test_what_is_not_public_is_neither_listed_nor_counted(client, state):
    EventFactory(**{state: True})

    response = client.get("/hubs/events/")

    assert _titles(response) == []
    assert "0 events" in response.content.decode()
    assert "Nothing planned here" in response.content.decode()


def test_the_events_of_a_hidden_hub_go_with_it(client):
    event = EventFactory(hub__hidden=True, hub__slug="secret", slug="secret-evening")

    assert _titles(client.get("/hubs/events/")) == []
    assert client.get(event.get_absolute_url()).status_code == 404
    page = client.get("/hubs/events/?hub=secret").content.decode()
    assert event.hub.name not in page


def test_a_host_sees_the_drafts_of_the_own_hub(client, signed_in):
    event = EventFactory(draft=True)
    host = HubMembershipFactory(hub=event.hub).user

    assert client.get(event.get_absolute_url()).status_code == 404
    page = signed_in(host).get(event.get_absolute_url()).content.decode()
    assert "Only the hosts of this hub see this page until it is published" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=1", 200),
        ("page=2", 404),
        ("page=01", 404),
        ("area=nowhere", 200),
        ("area=%00", 200),
        ("hub=%00", 200),
        ("when=later&nonsense=1", 200),
    ],
)
def test_strange_addresses_have_an_answer(client, query, status):
    EventFactory()

    assert client.get(f"/hubs/events/?{query}").status_code == status


def test_the_page_says_when_where_what_it_costs_and_who_organises_it(client):
    event = EventFactory(
        title="Mend it",
        starts_at=datetime(2027, 3, 4, 17, tzinfo=ZoneInfo("Europe/London")),
        hub__name="Canalside Works",
        hub__step_free="yes",
        organisation__name="Borrow Better",
        lead="Bea and Col",
        capacity=12,
        cost="£2",
    )

    page = client.get(event.get_absolute_url()).content.decode()

    for words in (
        "Thursday 4 March 2027, 5pm to 7pm",
        "Canalside Works, Stone",
        "£2",
        "Room for 12",
        "Bea and Col",
        "Organised by Borrow Better.",
        "Not yet checked for this event.",
        "Step-free throughout",
        "Add to my calendar",
        "Report this content",
    ):
        assert words in page


def test_a_cancelled_event_says_why(client):
    page = client.get(EventFactory(cancelled=True).get_absolute_url()).content.decode()

    assert "Cancelled by the organiser because: The boiler broke." in page


def test_the_list_offers_no_room_at_a_cancelled_event(client):
    EventFactory(cancelled=True, capacity=20)

    assert "Room for" not in client.get("/hubs/events/").content.decode()


def test_an_event_that_is_over_offers_what_is_on_now(client):
    page = client.get(EventFactory(past=True).get_absolute_url()).content.decode()

    assert "This event is over." in page
    assert "Add to my calendar" not in page


def test_a_removed_event_leaves_a_note(client):
    response = client.get(EventFactory(removed=True, title="Bad words").get_absolute_url())

    assert response.status_code == 410
    assert "This event" in response.content.decode()
    assert "Bad words" not in response.content.decode()


def test_the_page_of_a_hub_shows_its_next_five_events(client):
    hub = HubFactory()
    for number in range(7):
        EventFactory(title=f"Number {number}", hub=hub)
    EventFactory(title="Elsewhere")
    EventFactory(title="Draft", hub=hub, draft=True)

    titles = _titles(client.get(hub.get_absolute_url()))

    assert titles == [f"Number {number}" for number in range(5)]
