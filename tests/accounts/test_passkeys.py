"""A passkey is a way in; for staff it is a second step as well. It belongs to one person, one host, one device."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from smartcounty.accounts import actions
from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications.models import AccountMessage
from tests.accounts.steps import sign_in
from tests.device import Device
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

HERE = {"SERVER_NAME": "localhost"}


@pytest.fixture
def person():
    return UserFactory(email="ann@example.org")


@pytest.fixture
def device():
    return Device()


def add(user, device, code_sent, name="My phone"):
    """Signed in by a code, the person adds the device's passkey."""
    client = Client(**HERE)
    sign_in(client, user, code_sent)
    page = client.get(reverse("mfa_add_webauthn"))
    credential = device.make(page.context["js_data"]["creation_options"])
    return client.post(reverse("mfa_add_webauthn"), {"name": name, "credential": credential})


def use(device, onward="", host="localhost"):
    """A stranger's browser signs in with the device's passkey."""
    client = Client(SERVER_NAME=host)
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    credential = device.answer(asked.json()["request_options"])
    typed = {"credential": credential, "next": onward}
    return client, client.post(reverse("mfa_login_webauthn"), typed)


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_passkey_signs_its_owner_in_and_leads_where_they_were_going(person, device, code_sent):
    assert add(person, device, code_sent).url == reverse("mfa_list_webauthn")

    client, answer = use(device, onward="/ideas/post/")

    assert (is_in(client), answer.url) == (True, "/ideas/post/")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_adding_one_is_told_by_mail_and_written_down_and_gives_no_recovery_codes(
    person, device, code_sent
):
    add(person, device, code_sent)

    assert AccountMessage.objects.order_by("pk").last().subject == "You have a new passkey"
    assert AuditEntry.objects.order_by("pk").last().action == "passkey added"
    assert [kind.type for kind in Authenticator.objects.all()] == ["webauthn"]


def test_the_code_by_e_mail_stays_as_good(person, device, code_sent):
    add(person, device, code_sent)

    client = Client(**HERE)
    sign_in(client, person, code_sent)

    assert is_in(client)


def test_a_removed_passkey_opens_nothing(person, device, code_sent):
    add(person, device, code_sent)
    Authenticator.objects.all().delete()

    client, answer = use(device)

    assert (is_in(client), answer.url) == (False, reverse("account_login"))


def test_a_passkey_of_a_closed_account_opens_nothing(person, device, code_sent):
    add(person, device, code_sent)
    person.is_active = False
    person.save()

    client, answer = use(device)

    assert (is_in(client), answer.url) == (False, reverse("account_inactive"))


@pytest.mark.parametrize(
    "wrong", [Device("evil.example"), Device(verified=False)], ids=["other host", "no check"]
)
def test_a_passkey_for_another_host_or_without_a_check_of_its_owner_is_refused(
    person, code_sent, wrong
):
    answer = add(person, wrong, code_sent)

    assert answer.status_code == 200
    assert "That passkey did not work" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("posted", ["", "no json", "{}", "[]", '{"response": 1}', '"x"'])
@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn"])
def test_nonsense_instead_of_a_passkey_is_answered_and_changes_nothing(
    person, code_sent, name, posted
):
    client = Client(**HERE)
    if name == "mfa_add_webauthn":
        sign_in(client, person, code_sent)

    answer = client.post(reverse(name), {"credential": posted}, follow=True)

    assert answer.status_code == 200
    assert "did not work" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_one_answer_signs_in_once(person, device, code_sent):
    add(person, device, code_sent)
    client = Client(**HERE)
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    credential = device.answer(asked.json()["request_options"])
    client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    client.post(reverse("account_logout"))

    client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert not is_in(client)


def test_somebody_elses_passkey_is_not_found(person, device, code_sent):
    add(person, device, code_sent)
    (theirs,) = Authenticator.objects.all()
    client = Client(**HERE)
    sign_in(client, UserFactory(), code_sent)

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[theirs.pk]), {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "My phone"


# --- Staff


@pytest.fixture
def officer(roles, settings):
    settings.STAFF_TWO_FACTOR = True
    user = UserFactory(email="officer@example.org")
    actions.grant_role(user, "Moderator", by=None)
    return user


def test_a_passkey_opens_the_staff_pages_and_comes_with_recovery_codes(officer, device, code_sent):
    assert add(officer, device, code_sent).url == reverse("mfa_view_recovery_codes")

    client, _ = use(device)

    assert client.get("/admin/").status_code == 200


def test_staff_with_a_passkey_need_it_after_a_code_by_e_mail(officer, device, code_sent):
    add(officer, device, code_sent)
    client = Client(**HERE)
    halfway = sign_in(client, officer, code_sent)
    assert halfway.url == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302

    page = client.get(halfway.url)
    credential = device.answer(page.context["js_data"]["request_options"])
    client.post(halfway.url, {"credential": credential})

    assert client.get("/admin/").status_code == 200


def test_staff_who_added_a_passkey_are_asked_for_it_before_the_staff_pages(
    officer, device, code_sent
):
    client = Client(**HERE)
    sign_in(client, officer, code_sent)
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    client.post(reverse("mfa_add_webauthn"), {"name": "", "credential": device.make(options)})
    asked = client.get("/admin/", follow=True)
    step = reverse("mfa_reauthenticate_webauthn", query={"next": "/admin/"})
    assert asked.redirect_chain[-1][0] == step

    credential = device.answer(asked.context["js_data"]["request_options"])
    onward = client.post(step, {"credential": credential})

    assert onward.url == "/admin/"
    assert client.get("/admin/").status_code == 200
