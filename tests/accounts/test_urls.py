"""Which of allauth's pages are open, and that each of them is ours in look and words."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from smartcounty.accounts import urls
from tests.accounts.steps import set_up_the_app, sign_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

OUT = [
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_signup_by_passkey",
    "mfa_login_webauthn",
    "account_reset_password",
    "account_inactive",
]
IN = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "usersessions_list",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "accounts:home",
    "accounts:contributions",
    "accounts:profile",
    "accounts:confirm",
    "accounts:close",
    "notifications:settings",
]
MIDWAY = [
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_signup_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
]


def is_ours(answer):
    """Every template of the page is the project's or one of Django's widgets."""
    names = [template.origin.name for template in answer.templates if template.origin]
    return not [name for name in names if "allauth" in name]


def is_plain(html):
    """One heading of the first rank, no inline style, script or handler."""
    return (
        len(re.findall(r"<h1[ >]", html)) == 1
        and not re.search(r"\sstyle=|<style|\son\w+=", html)
        and not re.search(r"<script(?![^>]*\ssrc=)", html)
    )


def shown(client, name):
    answer = client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    return answer


def test_every_open_page_is_in_one_of_the_lists():
    assert {pattern.name for pattern in urls.sign_in} == {
        name for name in OUT + IN + MIDWAY if ":" not in name
    }


@pytest.mark.parametrize(
    "name",
    ["mfa_download_recovery_codes", "mfa_trust", "socialaccount_connections"],
)
def test_pages_not_in_use_are_switched_off(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("name", OUT)
def test_pages_to_come_in_by_are_ours(client, name):
    answer = shown(client, name)

    assert is_ours(answer)
    assert is_plain(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", IN)
def test_pages_about_an_account_are_ours(code_sent, name):
    client = Client()
    sign_in(client, UserFactory(), code_sent)

    answer = shown(client, name)

    assert is_ours(answer)
    assert is_plain(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]


def test_pages_of_the_second_step_are_ours(code_sent):
    client, user = Client(), UserFactory(is_staff=True)
    sign_in(client, user, code_sent)
    set_up_the_app(client)

    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
    ):
        answer = shown(client, name)
        assert is_ours(answer)
        assert is_plain(answer.content.decode())
    client.post(reverse("account_logout"))
    sign_in(client, user, code_sent)
    assert is_plain(shown(client, "mfa_authenticate").content.decode())


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/accounts/login/code/", {"email": "ann@example.org"}),
        ("/accounts/password/reset/", {"email": "ann@example.org"}),
        ("/accounts/login/", {"login": "ann@example.org", "password": "wrong"}),
        ("/accounts/login/code/", {"email": "no address"}),
        ("/accounts/signup/", {"email": ""}),
    ],
)
def test_pages_midway_and_after_a_slip_are_ours(client, path, data):
    answer = client.post(path, data, follow=True)

    assert answer.status_code == 200
    assert is_ours(answer)
    assert is_plain(answer.content.decode())


def test_an_error_is_said_at_the_top_at_the_field_and_in_the_title(client):
    html = client.post("/accounts/login/code/", {"email": "no address"}).content.decode()

    assert "<title>Error: Sign in or join" in html
    assert html.count("Enter an e-mail address in the usual form, like name@example.com") == 2
    assert 'href="#id_email"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
