"""Joining: every code is read from the row that a worker would send."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from smartcounty.accounts.models import Consent, User
from smartcounty.notifications.models import AccountMessage
from tests.accounts.steps import ASK, CONFIRM, PASSWORD, is_signed_in

pytestmark = pytest.mark.django_db


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
