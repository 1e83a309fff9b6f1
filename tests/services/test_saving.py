import html5lib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from services.models import SavedService
from services.rules.compare import MOST_SAVED
from tests.factories.accounts import UserFactory
from tests.factories.services import SavedServiceFactory, ServiceFactory

pytestmark = pytest.mark.django_db

SAVED = "/services/saved/"


def save(client, service, **data):
    return client.post(reverse("services:save", args=[service.slug]), data)


def names(client):
    tree = html5lib.parse(client.get(SAVED).content.decode(), namespaceHTMLElements=False)
    cards = [link for link in tree.iter("a") if link.get("class") == "sc-card__link"]
    return ["".join(link.itertext()) for link in cards]


def test_somebody_signed_out_keeps_a_list_in_the_browser_the_last_first(client):
    for name in ("Long Table", "Toy Library"):
        assert save(client, ServiceFactory(name=name))["Location"] == SAVED

    assert names(client) == ["Toy Library", "Long Table"]
    assert SavedService.objects.count() == 0


def test_the_list_comes_along_when_its_owner_signs_in(client):
    person, mine = UserFactory(), ServiceFactory(name="Long Table")
    SavedServiceFactory(user=person, service=mine)
    for service in (mine, ServiceFactory(name="Toy Library")):
        save(client, service)

    person.set_password("correct horse battery")
    person.save(update_fields=["password"])
    client.post(
        f"{reverse('account_login')}?with=password",
        {"login": person.email, "password": "correct horse battery", "with": "password"},
    )

    assert client.session["_auth_user_id"] == str(person.pk)
    assert names(client) == ["Toy Library", "Long Table"]
    assert "saved_services" not in client.session


def test_the_page_of_what_is_saved_says_so_to_this_browser_alone(client):
    service = ServiceFactory()
    address = service.get_absolute_url()
    for kept_before in (Client().get(address), client.get(address)):
        assert "On your list" not in kept_before.content.decode()
    save(client, service)

    own, others = client.get(address), Client().get(address)
    assert "On your list" in own.content.decode()
    assert own["Cache-Control"] == "private, no-store"
    assert "On your list" not in others.content.decode()
    assert "public" in others["Cache-Control"]

    save(client, service, action="remove")
    assert "On your list" not in client.get(address).content.decode()


def test_the_list_of_an_account_is_not_left_in_the_browser(client):
    person = UserFactory()
    client.force_login(person)
    save(client, ServiceFactory(name="Long Table"))
    client.logout()

    assert names(client) == []


def test_what_is_saved_can_be_taken_off_again(client, signed_in):
    service = ServiceFactory()
    for browser in (client, signed_in(UserFactory())):
        save(browser, service)
        assert len(names(browser)) == 1
        save(browser, service, action="remove")
        assert names(browser) == []


def test_a_service_that_went_is_counted_and_can_be_taken_off(client):
    gone = ServiceFactory(name="Secret Kitchen")
    save(client, gone)
    save(client, ServiceFactory(name="Long Table"))
    type(gone).objects.filter(pk=gone.pk).update(hidden_at=gone.created_at, is_listed=False)

    page = client.get(SAVED).content.decode()
    assert "1 service of your list is no longer here." in page
    assert "Secret" not in page
    client.post(SAVED, {"action": "tidy"})

    assert "no longer here" not in client.get(SAVED).content.decode()
    assert names(client) == ["Long Table"]


def test_a_full_list_says_so_and_keeps_what_it_has(client):
    first = ServiceFactory()
    save(client, first)
    session = client.session
    session["saved_services"] = [first.pk, *range(10**6, 10**6 + MOST_SAVED - 1)]
    session.save()

    answer = save(client, ServiceFactory())

    assert answer.status_code == 409
    assert "Your list is full" in answer.content.decode()
    assert len(names(client)) == 1


def test_a_hidden_or_unknown_service_cannot_be_saved(client):
    assert save(client, ServiceFactory(hidden=True)).status_code == 404
    assert client.get("/services/never-was/save/").status_code == 404


def test_looking_at_the_page_saves_nothing_and_reading_sets_no_session(client):
    service = ServiceFactory()

    client.get(reverse("services:save", args=[service.slug]))
    client.get(SAVED)
    client.get(service.get_absolute_url())

    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_the_service_page_leads_to_the_list_and_to_the_comparison(client):
    service = ServiceFactory(slug="long-table")

    page = client.get(service.get_absolute_url()).content.decode()

    assert 'href="/services/long-table/save/"' in page
    assert 'href="/services/compare/?service=long-table"' in page


def test_ticked_services_of_the_list_go_into_one_comparison(client):
    for slug in ("a", "b"):
        save(client, ServiceFactory(slug=slug))

    tree = html5lib.parse(client.get(SAVED).content.decode(), namespaceHTMLElements=False)

    (form,) = tree.findall(".//form[@id='compare']")
    ticks = tree.findall(".//input[@type='checkbox']")
    assert (form.get("method"), form.get("action")) == ("get", "/services/compare/")
    assert [(tick.get("name"), tick.get("value"), tick.get("form")) for tick in ticks] == [
        ("service", "b", "compare"),
        ("service", "a", "compare"),
    ]
