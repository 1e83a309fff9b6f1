from datetime import date

import pytest
from django.utils import timezone

from services import actions as services
from smartcounty.notifications import actions as notifications
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    LocalityFactory,
    OrganisationFactory,
    PostcodeFactory,
)
from tests.factories.services import ServiceAreaFactory, ServiceFactory

pytestmark = pytest.mark.django_db
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-2.2, 52.7], [-2.0, 52.7], [-2.0, 52.9], [-2.2, 52.9], [-2.2, 52.7]]],
}
PAST = date(2025, 4, 1)


@pytest.fixture
def cannock():
    area = AreaFactory(name="Cannock Chase", slug="cannock-chase", outline=SQUARE)
    LocalityFactory(name="Cannock", slug="cannock", area=area, latitude=52.69)
    LocalityFactory(name="Rugeley", slug="rugeley", area=area, latitude=52.76)
    return area


def _service_in(area):
    service = ServiceFactory(name="Book swap")
    ServiceAreaFactory(service=service, area=area)
    services.refresh(service, at=timezone.now())


def _page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("typed", ["Cannock", "cannock", "Cannock (Cannock Chase)"])
def test_a_town_is_found_with_its_district_and_what_is_near(client, cannock, typed):
    page = client.get("/places/", {"q": typed}).content.decode()

    assert '<a class="sc-link" href="/places/cannock-chase/">Cannock Chase</a></h2>' in page
    assert "Rugeley (Cannock Chase)</a>, 4.8 miles" in page
    assert "Error:" not in page


def test_a_postcode_is_found_and_what_was_typed_stays(client, cannock):
    PostcodeFactory(code="WS11 1AA", area=cannock, latitude=52.69)

    page = _page(client, "/places/?q=ws111aa")

    assert "WS11 1AA is in" in page
    assert 'value="ws111aa"' in page
    assert "/services/?postcode=WS11%201AA" in page


def test_a_name_of_several_places_asks_which_one(client, cannock):
    for area in (cannock, AreaFactory(name="Stafford", slug="stafford")):
        LocalityFactory(name="Norton", slug=f"norton-{area.slug}", area=area)

    page = _page(client, "/places/?q=Norton")

    assert "There is more than one place of that name" in page
    assert 'href="?q=Norton%20%28Stafford%29">Norton (Stafford)</a>' in page
    assert "Norton (Cannock Chase)" in page
    assert "Stafford" in _page(client, "/places/?q=Norton%20%28Stafford%29")


def test_a_slip_is_forgiven(client, cannock):
    page = _page(client, "/places/?q=Canock")
    assert "<title>Error: Find a place - " in page

    assert 'href="?q=Cannock%20%28Cannock%20Chase%29"' in page


@pytest.mark.parametrize("typed", ["Atlantis", "<script>", "ZZ99 9ZZ", "x" * 10_000, "%00", "☃"])
def test_what_is_no_place_is_said_and_kept(client, cannock, typed):
    response = client.get("/places/", {"q": typed})

    page = response.content.decode()
    assert response.status_code == 200
    assert "We do not know that place" in page
    assert "<script>" not in page
    assert "Districts of Staffordshire" in page


def test_a_district_shows_all_that_is_there(client, cannock):
    _service_in(cannock)
    IdeaFactory(title="A bench at the pond", area=cannock)
    IdeaFactory(title="Elsewhere")
    HubFactory(name="Wharf Workshop", area=cannock)
    OrganisationFactory(name="Cannock Chase Council", is_responding_body=True)

    page = _page(client, "/places/cannock-chase/")

    assert "Book swap" in page
    assert "A bench at the pond" in page
    assert "Elsewhere" not in page
    assert "Wharf Workshop" in page
    assert "Cannock Chase Council" in page
    assert 'class="sc-map__here"' in page
    assert "/services/?area=cannock-chase" in page
    assert "Contains Ordnance Survey" in page


def test_an_area_that_ended_leads_to_what_took_over_from_it_for_good(client, cannock):
    old = AreaFactory(name="Old Cannock", slug="old-cannock", valid_to=PAST)
    AreaSuccessionFactory(predecessor=old, successor=cannock, on=PAST)

    response = client.get("/places/old-cannock/")

    assert (response.status_code, response["Location"]) == (301, "/places/cannock-chase/")
    assert "It took over from Old Cannock" in _page(client, "/places/cannock-chase/")


def test_an_area_that_was_split_names_its_parts(client, cannock):
    old = AreaFactory(name="Old Chase", slug="old-chase", valid_to=PAST)
    for new in (cannock, AreaFactory(name="Stafford", slug="stafford")):
        AreaSuccessionFactory(predecessor=old, successor=new, on=PAST, share="0.5")

    page = _page(client, "/places/old-chase/")

    assert "This area ended on 1 April 2025" in page
    assert '"/places/cannock-chase/"' in page
    assert '"/places/stafford/"' in page


def test_an_area_shows_what_stands_under_the_former_one(client, cannock):
    old = AreaFactory(name="Old Cannock", slug="old-cannock", valid_to=PAST)
    AreaSuccessionFactory(predecessor=old, successor=cannock, on=PAST)
    IdeaFactory(title="A bench at the pond", area=old)
    _service_in(old)

    page = _page(client, "/places/cannock-chase/")

    assert "1 service, 1 idea and 0 hubs" in page


def test_an_area_can_be_followed(signed_in, cannock):
    user = UserFactory()
    client = signed_in(user)

    client.post(f"/follow/area/{cannock.pk}/", {"action": "follow"})

    assert notifications.follows(user, "area", cannock.pk)
    assert "You follow this area" in _page(client, "/places/cannock-chase/")


def test_only_districts_have_a_page(client):
    AreaFactory(name="Staffordshire", slug="staffordshire", kind="county")

    assert client.get("/places/staffordshire/").status_code == 404
