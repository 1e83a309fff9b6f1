import pytest

from tests.factories.hubs import HubFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db


def _names(response):
    return [feature["properties"]["name"] for feature in response.json()["features"]]


def test_the_map_holds_the_hubs_of_the_list_that_have_a_place(client, django_assert_num_queries):
    HubFactory(name="Canalside Works", area=AreaFactory(slug="stafford"))
    HubFactory(name="The Forge")
    HubFactory(name="Nowhere", latitude=None, longitude=None)
    HubFactory(name="Hidden", hidden=True)
    HubFactory(name="Removed", removed=True)

    with django_assert_num_queries(1):
        response = client.get("/hubs/map.json")

    assert _names(response) == ["Canalside Works", "The Forge"]
    assert _names(client.get("/hubs/map.json?area=stafford")) == ["Canalside Works"]
