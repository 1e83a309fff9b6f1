"""Staff come in by their employer's sign-in where the settings name one; nobody else does, and nothing shows if not."""

import os
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from smartcounty.accounts import actions
from smartcounty.accounts.models import User
from smartcounty.moderation.models import AuditEntry
from tests.accounts.directory import CLIENT, SECRET, Directory
from tests.accounts.steps import set_up_the_app, sign_in
from tests.accounts.test_urls import is_ours, is_plain
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

STAFF = {
    "sub": "4711",
    "email": "Pat.Officer@council.example",
    "email_verified": True,
    "name": "Pat Officer",
    "groups": ["all", "marketplace"],
}
DOOR = "/accounts/oidc/staff/login/"


@pytest.fixture(scope="module")
def running():
    with Directory() as directory:
        yield directory


@pytest.fixture
def directory(running, settings):
    settings.STAFF_DIRECTORY = {
        "issuer": running.url,
        "client_id": CLIENT,
        "secret": SECRET,
        "name": "your council account",
        "domains": ["council.example"],
        "claim": "groups=marketplace",
        "vouched": False,
    }
    running.claims = STAFF
    return running


ENOUGH = {
    "OIDC_ISSUER": "https://id.council.example/tenant/v2",
    "OIDC_CLIENT_ID": CLIENT,
    "OIDC_CLIENT_SECRET": SECRET,
    "OIDC_DOMAINS": "council.example",
}


def settings_with(module, **env):
    """What a process says that starts with these settings and this environment."""
    say = "from django.conf import settings; print(settings.CONTENT_SECURITY_POLICY)"
    env = os.environ | env | {"DJANGO_SETTINGS_MODULE": f"smartcounty.settings.{module}"}
    done = subprocess.run([sys.executable, "-c", say], env=env, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_forms_may_lead_to_the_directory_and_nowhere_else():
    policy = settings_with("demo", **ENOUGH)

    assert "'form-action': [\"'self'\", 'https://id.council.example']" in policy
    assert "'form-action': [\"'self'\"]" in settings_with("demo")


def test_production_does_not_start_with_half_a_directory():
    assert "OIDC_" not in settings_with("prod", **ENOUGH)
    said = settings_with("prod", OIDC_ISSUER="http://id.council.example")
    for name in ENOUGH:
        assert f"{name}: " in said


def come_in(client, onward="", **more):
    """Press the button, be let in over there, and come back."""
    sent = client.post(DOOR, {"next": onward, **more})
    state = parse_qs(urlsplit(sent.url).query)["state"][0]
    return client.get(
        reverse("openid_connect_callback", args=["staff"]), {"code": "1", "state": state}
    )


def is_in(client):
    return "_auth_user_id" in client.session


def test_without_a_directory_nothing_of_it_shows(client):
    page = client.get("/accounts/login/").content.decode()

    assert "For staff" not in page
    assert client.get(DOOR).status_code == 404
    assert client.post(DOOR).status_code == 404


def test_a_directory_in_the_settings_makes_its_button_appear(client, directory):
    for path in ("/accounts/login/", "/accounts/login/code/"):
        page = client.get(path)
        assert "Sign in with your council account" in page.content.decode()
        assert is_plain(page.content.decode())


def test_a_link_to_it_leads_to_a_page_with_a_button_and_no_further(client, directory):
    page = client.get(DOOR)

    assert page.status_code == 200
    assert is_ours(page)
    assert is_plain(page.content.decode())


def test_the_button_leads_to_the_directory_with_a_state_and_a_challenge(client, directory):
    sent = client.post(DOOR, {"next": "/admin/"})

    asked = parse_qs(urlsplit(sent.url).query)
    assert sent.url.startswith(f"{directory.url}/authorize?")
    assert asked["client_id"] == [CLIENT]
    assert asked["code_challenge_method"] == ["S256"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_somebody_new_of_the_staff_gets_an_account_without_any_right(client, directory, roles):
    answer = come_in(client, onward="/admin/")

    user = User.objects.get()
    assert (user.email, user.full_name) == ("pat.officer@council.example", "Pat Officer")
    assert (user.is_staff, user.has_usable_password()) == (True, False)
    assert (user.get_all_permissions(), user.groups.count()) == (set(), 0)
    assert user.emailaddress_set.get().verified
    assert (is_in(client), answer.url) == (True, "/admin/")
    assert AuditEntry.objects.filter(action="staff by directory").count() == 1
    assert SocialAccount.objects.get().extra_data == {}


def test_somebody_with_an_account_keeps_it_and_their_roles(client, directory, roles):
    user = UserFactory(email="pat.officer@council.example")
    actions.grant_role(user, "Moderator", by=None)

    come_in(client)
    come_in(Client())

    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == SocialAccount.objects.count() == 1
    assert user.groups.get().name == "Moderator"


@pytest.mark.parametrize(
    "other",
    [
        {"email": "pat@elsewhere.example"},
        {"email": "pat@council.example.evil"},
        {"email": "pat@evil-council.example"},
        {"email": "pat@sub.council.example"},
        {"email": "pat@evil.example@council.example"},
        {"email": ""},
        {"email_verified": False},
        {"email_verified": "true"},
        {"groups": ["all"]},
        {"groups": "marketplace-guests"},
        {"groups": []},
    ],
    ids=str,
)
def test_whoever_the_settings_do_not_mean_is_not_let_in(client, directory, other):
    directory.claims = STAFF | other

    answer = come_in(client)

    assert answer.url == reverse("account_login")
    assert "not one of this site" in client.get(answer.url).content.decode()
    assert not is_in(client)
    assert not User.objects.exists()
    assert AuditEntry.objects.get().action == "sign-in failed"


def test_it_signs_in_and_does_nothing_else(directory, code_sent):
    client, person = Client(), UserFactory()
    sign_in(client, person, code_sent)

    come_in(client, process="connect")

    assert not SocialAccount.objects.exists()


def test_the_second_step_is_asked_for_all_the_same(directory, roles, code_sent, settings):
    settings.STAFF_TWO_FACTOR = True
    user = UserFactory(email="pat.officer@council.example")
    actions.grant_role(user, "Moderator", by=None)
    client = Client()
    come_in(client)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == reverse("mfa_activate_totp")
    set_up_the_app(client)

    client = Client()
    halfway = come_in(client)

    assert (halfway.url, is_in(client)) == (reverse("mfa_authenticate"), False)


@pytest.mark.parametrize("query", [{}, {"error": "access_denied"}, {"code": "1", "state": "x"}])
def test_coming_back_with_nothing_of_use_leads_to_the_door(client, directory, query):
    answer = client.get(reverse("openid_connect_callback", args=["staff"]), query)

    assert answer.url == reverse("account_login")


def test_erasing_somebody_forgets_what_the_directory_called_them(client, directory):
    come_in(client)
    actions.erase(User.objects.get(), by=None)

    assert not SocialAccount.objects.exists()
