import re

import pytest
from django.test import override_settings

from tests.factories.hubs import HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db
SITE = "https://marketplace.example"


def _addresses(client, section):
    response = client.get(f"/sitemap-{section}.xml")
    assert response.status_code == 200
    assert not response.cookies
    return re.findall(r"<loc>([^<]+)</loc>", response.content.decode())


@override_settings(SITE_URL=SITE)
def test_the_index_names_a_file_for_each_kind_of_page(client):
    text = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"<loc>([^<]+)</loc>", text) == [
        f"{SITE}/sitemap-{section}.xml"
        for section in ("pages", "services", "ideas", "hubs", "events")
    ]


@override_settings(SITE_URL=SITE)
def test_only_what_everybody_may_see_is_in_the_sitemap(client):
    service, idea, hub = ServiceFactory(), IdeaFactory(), HubFactory()
    ServiceFactory(hidden=True)
    ServiceFactory(removed=True)
    ServiceFactory(unpublished=True)
    IdeaFactory(status="submitted")
    IdeaFactory(status="rejected")
    IdeaFactory(hidden_at=idea.created_at)
    HubFactory(hidden=True)
    HubFactory(removed=True)

    assert _addresses(client, "services") == [f"{SITE}{service.get_absolute_url()}"]
    assert _addresses(client, "ideas") == [f"{SITE}{idea.get_absolute_url()}"]
    assert _addresses(client, "hubs") == [f"{SITE}{hub.get_absolute_url()}"]


@override_settings(SITE_URL=SITE, ALLOWED_HOSTS=["other.example"])
def test_addresses_are_of_the_configured_site_whatever_host_was_asked(client):
    response = client.get("/sitemap-pages.xml", headers={"host": "other.example"})

    found = re.findall(r"<loc>([^<]+)</loc>", response.content.decode())
    assert f"{SITE}/accessibility/" in found
    assert all(address.startswith(SITE) for address in found)


def test_an_unknown_section_is_not_found(client):
    assert client.get("/sitemap-people.xml").status_code == 404
