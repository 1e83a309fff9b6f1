"""Your account, and what is hard to undo: every code is read from the row that a worker would send."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts import actions
from smartcounty.common.templatetags.sc_tags import day
from smartcounty.notifications.models import AccountMessage
from tests.accounts.steps import PASSWORD, is_signed_in, sign_in_by_code, with_password
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_address_is_taken_after_a_code_sent_to_it(client, code_sent):
    user = with_password(email="old@example.org")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_email"), {"email": "New@example.org", "action_add": "1"})
    user.refresh_from_db()
    assert user.email == "old@example.org"

    client.post(reverse("account_email_verification_sent"), {"code": code_sent("new@example.org")})

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [
        ("new@example.org", True)
    ]
    told = AccountMessage.objects.order_by("pk").last()
    assert (told.to, told.subject) == ("old@example.org", "Your e-mail address was changed")


SENSITIVE = [
    "accounts:close",
    "account_email",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
]


@pytest.mark.parametrize("name", SENSITIVE)
def test_what_is_hard_to_undo_asks_again_after_five_minutes(client, code_sent, name):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in_by_code(client, user, code_sent)
        assert client.get(reverse(name)).status_code == 200
        clock.shift(timedelta(minutes=5, seconds=1))

        answer = client.get(reverse(name))

        assert (
            answer.url == f"{reverse('accounts:confirm')}?next={reverse(name).replace('/', '%2F')}"
        )


def test_who_has_a_password_confirms_with_it(client):
    user = with_password()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        clock.shift(timedelta(minutes=6))
        asked = client.get(reverse("accounts:close"))
        assert asked.url.startswith(reverse("account_reauthenticate"))

        answer = client.post(asked.url, {"password": PASSWORD})

        assert answer.url == reverse("accounts:close")
        assert client.get(answer.url).status_code == 200


def test_who_has_no_password_confirms_with_a_code_asked_for_by_a_button(
    client, signed_in, code_sent
):
    user = UserFactory()
    client = signed_in(user)
    asked = client.get(reverse("accounts:close")).url
    client.get(asked)
    assert AccountMessage.objects.count() == 0

    client.post(asked, {"send": "1"})
    client.post(asked, {"code": "wrong"})
    answer = client.post(asked, {"code": code_sent(user.email)})

    assert answer.url == reverse("accounts:close")
    assert client.get(answer.url).status_code == 200


def test_the_third_wrong_code_ends_a_confirmation(signed_in, code_sent):
    user = UserFactory()
    client, asked = signed_in(user), reverse("accounts:confirm")
    client.post(asked, {"send": "1"})
    for _ in range(3):
        client.post(asked, {"code": "wrong"})

    client.post(asked, {"code": code_sent(user.email)})

    assert client.get(reverse("accounts:close")).status_code == 302


def test_an_account_is_closed_in_three_clicks_and_kept_within_a_week(client, code_sent):
    user = UserFactory()
    sign_in_by_code(client, user, code_sent)
    home = client.get(reverse("accounts:home")).content.decode()
    assert reverse("accounts:close") in home
    assert "Close my account" in client.get(reverse("accounts:close")).content.decode()

    page = client.post(reverse("accounts:close"))

    assert page.status_code == 200
    assert not is_signed_in(client)
    user.refresh_from_db()
    assert user.is_closing
    last = AccountMessage.objects.order_by("pk").last()
    assert (last.to, last.subject) == (
        user.email,
        f"Your account will be erased on {day(user.closing_at)}",
    )

    sign_in_by_code(client, user, code_sent)
    client.post(reverse("accounts:keep"))

    user.refresh_from_db()
    assert not user.is_closing


def test_closing_signs_out_everywhere(client, code_sent):
    user, other = UserFactory(), Client()
    sign_in_by_code(other, user, code_sent)
    sign_in_by_code(client, user, code_sent)

    client.post(reverse("accounts:close"))

    assert not is_signed_in(other)
    assert UserSession.objects.count() == 0


def test_other_sessions_are_listed_in_words_and_ended(client, code_sent):
    user, other = UserFactory(), Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows) Firefox/140.0")
    sign_in_by_code(other, user, code_sent)
    sign_in_by_code(client, user, code_sent)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Firefox on Windows" in page
    assert "Mozilla" not in page

    client.post(reverse("usersessions_list"))

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_the_names_are_changed_and_nothing_else(signed_in):
    user = UserFactory(email="ann@example.org", trust="new")

    signed_in(user).post(
        reverse("accounts:profile"),
        {
            "full_name": "Ann Other",
            "display_name": "A\u202en\u200bn",
            "is_staff": "on",
            "trust": "steward",
            "email": "x@example.org",
        },
    )

    user.refresh_from_db()
    assert (user.full_name, user.display_name, user.is_staff, user.trust, user.email) == (
        "Ann Other",
        "Ann",
        False,
        "new",
        "ann@example.org",
    )


def test_a_suspended_person_reads_until_when_and_why(signed_in):
    user = UserFactory()
    actions.suspend(user, by=None, days=7, reason="of insults in three comments")

    page = signed_in(user).get(reverse("accounts:home")).content.decode()

    assert "You are suspended until" in page
    assert "of insults in three comments" in page


def test_the_account_page_costs_the_same_for_many_sessions(signed_in, django_assert_num_queries):
    user = UserFactory()
    client = signed_in(user)
    client.get(reverse("accounts:home"))
    for number in range(10):
        UserSession.objects.create(user=user, ip="127.0.0.1", session_key=str(number))

    with django_assert_num_queries(4):
        client.get(reverse("accounts:home"))


@pytest.mark.parametrize(
    "name",
    [
        "accounts:home",
        "accounts:contributions",
        "accounts:profile",
        "accounts:confirm",
        "accounts:close",
    ],
)
def test_a_stranger_is_asked_to_sign_in_first(client, name):
    answer = client.get(reverse(name))

    assert answer.url == f"/accounts/login/?next={reverse(name)}"


def test_a_refused_page_tells_a_suspended_person_why(signed_in):
    user = UserFactory()
    actions.suspend(user, by=None, days=7, reason="of insults in three comments")

    page = signed_in(user).get("/admin/login/")

    assert page.status_code == 403
    html = page.content.decode()
    assert f"You are suspended until {day(user.suspended_until)}" in html
    assert "You can ask someone else to look again." in html
