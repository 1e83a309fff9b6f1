"""Journeys through sign-in: every code is read from the row that a worker would send."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts import actions
from smartcounty.accounts.models import Consent, User
from smartcounty.common.templatetags.sc_tags import day
from smartcounty.notifications.models import AccountMessage, Delivery
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
PASSWORD = "otter lantern gravel"


def sign_in_by_code(client, user, code_sent, **data):
    client.post(ASK, {"email": user.email} | data)
    return client.post(CONFIRM, {"code": code_sent(user.email)} | data)


def with_password(**fields):
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def is_signed_in(client):
    return client.get(reverse("accounts:home")).status_code == 200


# --- Joining


def test_an_address_nobody_knows_gets_a_code_to_join_with(client, code_sent, new_person):
    client.post(ASK, {"email": "Ann@Example.org", "next": "/ideas/"})
    answer = client.post(CONFIRM, {"code": code_sent("ann@example.org"), "next": "/ideas/"})
    assert answer.url == "/accounts/signup/?next=%2Fideas%2F"

    answer = client.post("/accounts/signup/", new_person | {"next": "/ideas/"})

    assert answer.url == "/ideas/"
    user = User.objects.get()
    assert (user.email, user.full_name, user.display_name, user.trust) == (
        "ann@example.org",
        "Ann Other",
        "Ann",
        "new",
    )
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert is_signed_in(client)


def test_the_address_of_a_code_cannot_be_swapped_for_another_on_the_way(
    client, code_sent, new_person
):
    client.post(ASK, {"email": "ann@example.org"})
    client.post(CONFIRM, {"code": code_sent("ann@example.org")})

    client.post("/accounts/signup/", new_person | {"email": "victim@example.org"})

    assert list(User.objects.values_list("email", flat=True)) == ["ann@example.org"]


def test_joining_by_the_form_confirms_the_address_by_a_code(client, code_sent, new_person):
    answer = client.post(
        "/accounts/signup/", new_person | {"password1": PASSWORD, "next": "/ideas/"}
    )
    assert answer.url == reverse("account_email_verification_sent")
    assert not is_signed_in(client)

    answer = client.post(answer.url, {"code": code_sent("ann@example.org")})

    assert answer.url == "/ideas/"
    assert User.objects.get().check_password(PASSWORD)


def test_joining_records_what_was_agreed_to_in_the_wording_of_the_day(client, new_person, settings):
    client.post("/accounts/signup/", new_person)

    consent = Consent.objects.get()
    assert (consent.user.email, consent.stream, consent.given, consent.source, consent.wording) == (
        "ann@example.org",
        "terms",
        True,
        "sign-up",
        settings.RULES_VERSION,
    )


@pytest.mark.parametrize("missing", ["full_name", "display_name", "old_enough", "agreed"])
def test_nobody_joins_without_a_name_the_age_and_the_rules(client, new_person, missing):
    answer = client.post("/accounts/signup/", {**new_person, missing: ""})

    assert missing in answer.context["form"].errors
    assert (User.objects.count(), AccountMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize("caught", [{"website": "https://spam.example"}, {"started": ""}])
def test_a_machine_does_not_join(client, new_person, caught):
    client.post("/accounts/signup/", new_person | caught)

    assert (User.objects.count(), AccountMessage.objects.count()) == (0, 0)


def test_a_sign_up_never_confirmed_does_not_keep_its_address(client, code_sent, new_person):
    client.post("/accounts/signup/", new_person | {"password1": "thief owns this one"})

    owner = Client()
    owner.post(ASK, {"email": "ann@example.org"})
    owner.post(CONFIRM, {"code": code_sent("ann@example.org")})
    owner.post("/accounts/signup/", new_person | {"display_name": "The real Ann"})

    user = User.objects.get()
    assert user.display_name == "The real Ann"
    assert not user.check_password("thief owns this one")
    assert is_signed_in(owner)


def test_a_form_sent_twice_makes_one_account(new_person):
    first, second = Client(), Client()
    first.post("/accounts/signup/", new_person)
    second.post("/accounts/signup/", new_person)

    assert User.objects.count() == 1
    assert Consent.objects.count() == 1


# --- Signing in


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


# --- Sensitive changes


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


# --- Your account


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
