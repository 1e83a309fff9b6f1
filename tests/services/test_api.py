import pytest

from services import actions
from tests.factories.services import LocationFactory, ServiceFactory, ServiceLocationFactory

pytestmark = pytest.mark.django_db


def _service(name, *, place=None, **fields):
    service = ServiceFactory(name=name, **fields)
    ServiceLocationFactory(service=service, location=LocationFactory(**(place or {})))
    actions.refresh(service, at=service.created_at)
    return service


def _names(client, query=""):
    content = client.get(f"/services/map.json{query}").json()
    return [feature["properties"]["name"] for feature in content["features"]]


def test_the_map_holds_the_services_of_the_list(client):
    _service("Long Table", slug="long-table")
    for name in ("Chess", "Choir", "Bowls"):
        _service(name, summary="", description="")

    content = client.get("/services/map.json?q=table").json()

    assert content["features"] == [
        {
            "type": "Feature",
            "properties": {
                "name": "Long Table",
                "text": "Stafford",
                "url": "/services/long-table/",
            },
            "geometry": {"type": "Point", "coordinates": [-2.116, 52.806]},
        }
    ]


def test_an_address_that_is_kept_back_is_on_no_map(client):
    _service("Refuge", mask_address=True)
    _service("Somewhere", place={"latitude": None, "longitude": None})
    _service("Hall")

    assert _names(client) == ["Hall"]


@pytest.mark.parametrize("state", ["hidden", "removed", "unpublished"])
def test_a_service_that_is_not_public_is_on_no_map(client, state):
    _service("Gone", **{state: True})

    assert _names(client) == []


@pytest.mark.parametrize(
    "query", ["page=7", "q=%00", "postcode=nonsense", "sort=nonsense", "area=nowhere"]
)
def test_strange_addresses_have_an_answer(client, query):
    assert client.get(f"/services/map.json?{query}").status_code == 200
