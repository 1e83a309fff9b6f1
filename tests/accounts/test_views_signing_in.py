"""Signing in: every code is read from the row that a worker would send."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts.models import User
from smartcounty.notifications.models import AccountMessage, Delivery
from tests.accounts.steps import (
    ASK,
    CONFIRM,
    PASSWORD,
    is_signed_in,
    sign_in_by_code,
    with_password,
)
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_code_signs_in_and_leads_on(client, code_sent):
    user = UserFactory()

    answer = sign_in_by_code(client, user, code_sent, next="/services/")

    assert answer.url == "/services/"
    assert is_signed_in(client)


def test_sign_in_leads_to_the_account_page_unless_told_otherwise(client, code_sent):
    assert sign_in_by_code(client, UserFactory(), code_sent).url == reverse("accounts:home")


def test_a_password_signs_in(client):
    user = with_password()

    answer = client.post("/accounts/login/", {"login": user.email.upper(), "password": PASSWORD})

    assert answer.url == reverse("accounts:home")
    assert is_signed_in(client)


def test_a_wrong_password_keeps_the_form_for_passwords(client):
    user = with_password()

    page = client.post("/accounts/login/", {"login": user.email, "password": "wrong"})

    assert page.context["by_password"]
    assert "do not belong together" in page.content.decode()
    assert not is_signed_in(client)


def test_the_third_wrong_code_ends_the_try(client, code_sent):
    user = UserFactory()
    client.post(ASK, {"email": user.email})
    code = code_sent(user.email)
    for _ in range(3):
        client.post(CONFIRM, {"code": "000000" if code != "000000" else "111111"})

    client.post(CONFIRM, {"code": code})

    assert not is_signed_in(client)


def test_a_code_works_for_fifteen_minutes(client, code_sent):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(ASK, {"email": user.email})
        code = code_sent(user.email)
        clock.shift(timedelta(minutes=15, seconds=1))
        client.post(CONFIRM, {"code": code})
        assert not is_signed_in(client)


def test_a_code_works_once(client, code_sent):
    user = UserFactory()
    sign_in_by_code(client, user, code_sent)
    code = code_sent(user.email)
    client.post(reverse("account_logout"))

    client.post(CONFIRM, {"code": code})

    assert not is_signed_in(client)


def test_a_code_opens_only_the_browser_that_asked_for_it(client, code_sent):
    user = UserFactory()
    client.post(ASK, {"email": user.email})
    stranger = Client()
    stranger.post(ASK, {"email": "other@example.org"})

    stranger.post(CONFIRM, {"code": AccountMessage.objects.first().text.split()[-1]})

    assert not is_signed_in(stranger)


@pytest.mark.parametrize(
    "change",
    [
        lambda user: user.set_password("another one entirely"),
        lambda user: setattr(user, "email", "moved@example.org"),
        lambda user: setattr(user, "closing_at", timezone.now()),
        lambda user: setattr(user, "is_active", False),
    ],
)
def test_a_code_dies_with_the_password_address_or_account_it_was_for(client, code_sent, change):
    user = UserFactory()
    client.post(ASK, {"email": user.email})
    code = code_sent(user.email)
    change(user)
    user.save()

    client.post(CONFIRM, {"code": code})

    assert not is_signed_in(client)


def test_a_code_to_sign_in_does_not_choose_a_password(client, code_sent):
    user = with_password()
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(ASK, {"email": user.email})
    for_sign_in = code_sent(user.email)

    client.post(reverse("account_confirm_password_reset_code"), {"code": for_sign_in})
    client.post(reverse("account_complete_password_reset"), {"password1": "brand new words here"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_new_password_is_chosen_with_a_code_and_ends_other_sessions(client, code_sent):
    user = with_password()
    other = Client()
    other.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reset_password"), {"email": user.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_sent(user.email)})

    client.post(reverse("account_complete_password_reset"), {"password1": "brand new words here"})

    user.refresh_from_db()
    assert user.check_password("brand new words here")
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert AccountMessage.objects.order_by("pk").last().subject == "Your password was changed"


def test_a_code_for_a_new_password_dies_with_the_address(client, code_sent):
    user = with_password()
    client.post(reverse("account_reset_password"), {"email": user.email})
    code = code_sent(user.email)
    User.objects.filter(pk=user.pk).update(email="moved@example.org")

    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    client.post(reverse("account_complete_password_reset"), {"password1": "brand new words here"})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_an_address_without_account_hears_so_when_it_asks_for_a_password(client):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    message = AccountMessage.objects.get()
    assert (message.to, message.subject) == (
        "nobody@example.org",
        "There is no account with this address",
    )


def test_mail_of_sign_in_is_a_row_for_the_worker(client):
    user = UserFactory()

    client.post(ASK, {"email": user.email})

    delivery = Delivery.objects.get()
    assert (delivery.stream, delivery.state, delivery.priority) == ("account", "pending", 1)
    assert (delivery.message.to, delivery.message.subject) == (user.email, "Your code to sign in")
    code = re.search(r"\d{6}", delivery.message.text)[0]
    assert code in delivery.message.html
    assert "http" not in delivery.message.text


def test_links_in_mail_go_to_the_configured_site_whatever_the_request_says(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(
        reverse("account_reset_password"), {"email": "nobody@example.org"}, HTTP_HOST="evil.example"
    )

    text = AccountMessage.objects.get().text
    assert "evil.example" not in text
    assert f"{settings.SITE_URL}/accounts/login/" in text


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "https://testserver@evil.example/",
        "https://evil.example\\@testserver/",
        "//testserver.evil.example/",
        "ftp://testserver/",
        "https://evil.example/?testserver",
    ],
)
def test_nobody_is_led_to_another_site(client, code_sent, target):
    user = with_password()

    by_code = sign_in_by_code(client, user, code_sent, next=target).url
    client.post(reverse("account_logout"))
    by_password = client.post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD, "next": target}
    ).url
    out = client.post(reverse("account_logout"), {"next": target}).url

    home = reverse("accounts:home")
    assert (by_code, by_password, out) == (home, home, "/")
