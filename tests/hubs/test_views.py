import re
from datetime import date, time

import pytest
from django.utils import timezone

from hubs.models import Hub
from smartcounty.notifications.models import Subscription
from tests.factories.accounts import UserFactory
from tests.factories.hubs import (
    AccessFactFactory,
    HubExceptionFactory,
    HubFactory,
    HubHoursFactory,
    HubMembershipFactory,
)
from tests.factories.places import AreaFactory, LocalityFactory, PostcodeFactory

pytestmark = pytest.mark.django_db


def _names(response):
    return re.findall(r'class="sc-card__link"[^>]*>([^<]+)</a>', response.content.decode())


def _always_open(hub):
    for weekday in range(7):
        HubHoursFactory(hub=hub, weekday=weekday, opens=time(0), closes=time(23, 59, 59))


def test_the_list_names_hubs_in_order_with_town_and_postcode(client):
    HubFactory(name="The Forge", town="Burton upon Trent", postcode="DE14 1AA")
    HubFactory(name="Canalside Works")

    response = client.get("/hubs/")

    assert _names(response) == ["Canalside Works", "The Forge"]
    assert "Burton upon Trent DE14 1AA" in response.content.decode()


def test_hidden_and_removed_hubs_are_neither_listed_nor_counted(client):
    HubFactory(hidden=True)
    HubFactory(removed=True)
    HubFactory()

    response = client.get("/hubs/")

    assert len(_names(response)) == 1
    assert "1 hub<" in response.content.decode()


def test_the_list_is_narrowed_by_area_and_counts_the_others(client):
    leek = AreaFactory(name="Staffordshire Moorlands", slug="moorlands")
    HubFactory(name="Weavers' Room", area=leek)
    HubFactory(name="The Forge", area__name="East Staffordshire")

    response = client.get("/hubs/", {"area": "moorlands"})

    page = response.content.decode()
    assert _names(response) == ["Weavers&#x27; Room"]
    assert "East Staffordshire</span>" in page
    assert 'aria-label="Chosen filters"' in page


def test_the_list_is_narrowed_to_hubs_open_now(client):
    open_now, shut = HubFactory(name="Open"), HubFactory(name="Shut")
    _always_open(open_now)
    _always_open(shut)
    HubExceptionFactory(hub=shut)

    assert _names(client.get("/hubs/", {"open": "now"})) == ["Open"]


def test_the_nearest_hub_comes_first_with_its_distance(client):
    PostcodeFactory(code="ST16 2LH", latitude=52.806, longitude=-2.116)
    HubFactory(name="Far", latitude=53.1, longitude=-2.0)
    HubFactory(name="Near", latitude=52.81, longitude=-2.12)
    HubFactory(name="Somewhere", latitude=None, longitude=None)

    response = client.get("/hubs/", {"postcode": "st162lh"})

    assert _names(response) == ["Near", "Far", "Somewhere"]
    assert "0.3 miles" in response.content.decode()
    assert "nearest to ST16 2LH first" in response.content.decode()


@pytest.mark.parametrize("typed", ["ZZ9 9ZZ", "nonsense", "x" * 5000, "<script>", "\x00"])
def test_an_unknown_place_is_answered_at_the_field_and_all_hubs_stay(client, typed):
    HubFactory(name="The Forge")

    response = client.get("/hubs/", {"postcode": typed})

    assert response.status_code == 200
    assert _names(response) == ["The Forge"]
    assert "<script>" not in response.content.decode()


def test_an_unknown_place_has_a_message(client):
    assert "We do not know that place" in client.get("/hubs/?postcode=Atlantis").content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=1", 200),
        ("page=2", 404),
        ("page=01", 404),
        ("page=999999", 404),
        ("page=x", 404),
        ("area=nowhere", 200),
        ("area=%00", 200),
        ("open=later", 200),
        ("rating=4&sort=name&nonsense=1", 200),
    ],
)
def test_strange_addresses_have_an_answer(client, query, status):
    HubFactory()

    assert client.get(f"/hubs/?{query}").status_code == status


def test_an_empty_list_says_what_else_there_is(client):
    assert "No hub matches" in client.get("/hubs/").content.decode()


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_list_asks_the_same_few_questions_however_many_hubs(
    client, django_assert_num_queries, count
):
    LocalityFactory(name="Stone", slug="stone")
    area = AreaFactory()
    for hub in HubFactory.create_batch(count, area=area):
        HubHoursFactory(hub=hub)
        HubExceptionFactory(hub=hub)

    with django_assert_num_queries(4):
        client.get("/hubs/", {"postcode": "stone"})


def test_the_page_says_when_where_and_how_to_get_in(client):
    hub = HubFactory(
        name="Canalside Works",
        summary="A boatyard workshop.",
        easy_read="You can come in.",
        hosts="Bea and Col.",
        phone="01632 960188",
        email="works@hubs.example",
        how_to_get_there="Along the towpath.",
        description="**Tools** for everybody.",
    )
    _always_open(hub)
    AccessFactFactory(hub=hub, kind="toilet", text="No hoist.", checked_on=date(2026, 10, 1))

    page = client.get(hub.get_absolute_url()).content.decode()

    for words in (
        "<title>Canalside Works, Stone - ",
        "Open now, until",
        "Step-free access not yet checked",
        "No hoist.",
        "Checked 1 October 2026.",
        "Along the towpath.",
        "<strong>Tools</strong> for everybody.",
        'href="tel:01632960188"',
        'href="mailto:works@hubs.example"',
        "You can come in.",
        "Bea and Col.",
    ):
        assert words in page
    assert page.count("Not yet checked") == 6
    assert len(re.findall(r"<h1\b", page)) == 1


def test_the_page_leads_to_following_and_reporting_without_a_form(client):
    hub = HubFactory()

    response = client.get(hub.get_absolute_url())

    page = response.content.decode()
    assert f"/follow/hub/{hub.pk}/" in page
    assert f"/moderation/report/hub/{hub.public_id}/" in page
    assert "csrfmiddlewaretoken" not in page
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_who_follows_the_hub_sees_it(signed_in):
    hub, user = HubFactory(), UserFactory()
    Subscription.objects.create(user=user, kind="hub", target_id=hub.pk, created_at=timezone.now())

    assert "You follow this hub" in signed_in(user).get(hub.get_absolute_url()).content.decode()


def test_a_hub_that_has_closed_keeps_its_page_and_says_why(client):
    hub = HubFactory(status="paused", status_note="The boiler is being replaced.")

    page = client.get(hub.get_absolute_url()).content.decode()

    assert "Closed for now" in page
    assert "The boiler is being replaced." in page


def test_a_hidden_hub_is_not_found_but_its_host_sees_it(client, signed_in):
    hub = HubFactory(hidden=True)
    host = HubMembershipFactory(hub=hub).user

    assert client.get(hub.get_absolute_url()).status_code == 404
    assert hub.name not in client.get(hub.get_absolute_url()).content.decode()
    assert (
        "Only you and the moderators"
        in signed_in(host).get(hub.get_absolute_url()).content.decode()
    )


def test_a_removed_hub_leaves_a_note_of_when_and_why(client):
    hub = HubFactory(removed=True, name="Secret Name")

    response = client.get(hub.get_absolute_url())

    page = response.content.decode()
    assert response.status_code == 410
    assert "This hub was removed" in page
    assert "against the law" in page
    assert "Secret Name" not in page


def test_words_of_a_hub_are_shown_escaped(client):
    hub = HubFactory(name="<i>Hub</i>", summary="<script>1</script>", description="<img src=x>")

    page = client.get(hub.get_absolute_url()).content.decode()

    assert "<i>Hub" not in page
    assert "<script>1" not in page
    assert "<img src=x" not in page


def test_the_page_costs_the_same_however_much_it_holds(client, django_assert_max_num_queries):
    hub = HubFactory()
    _always_open(hub)
    for kind in ("toilet", "hearing", "parking"):
        AccessFactFactory(hub=hub, kind=kind)

    with django_assert_max_num_queries(10):
        client.get(hub.get_absolute_url())


def test_hubs_are_read_only(client):
    hub = HubFactory()

    assert client.post("/hubs/").status_code == 405
    assert client.post(hub.get_absolute_url()).status_code == 405
    assert Hub.objects.count() == 1
