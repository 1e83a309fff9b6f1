"""How often a stranger, a network or an address may try; the counters are shared by all processes."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts.models import User
from smartcounty.notifications.models import AccountMessage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "otter lantern gravel"


@pytest.fixture
def person():
    user = UserFactory(email="ann@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


def try_password(address, password, network="198.51.100.1"):
    client = Client(REMOTE_ADDR=network)
    client.post("/accounts/login/", {"login": address, "password": password})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["ann@example.org", "ANN@Example.org", "ann+x@example.org"])
def test_the_sixth_try_is_refused_even_with_the_right_password(person, typed):
    for _ in range(5):
        try_password(typed, "wrong")

    assert not try_password(person.email, PASSWORD, network="203.0.113.9")


def test_after_five_minutes_the_right_password_opens_again(person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            try_password(person.email, "wrong")
        clock.shift(timedelta(minutes=5, seconds=1))

        assert try_password(person.email, PASSWORD)


def test_ten_failures_a_minute_stop_a_network_and_no_other(person):
    for number in range(10):
        try_password(f"nobody{number}@example.org", "wrong")

    assert not try_password(person.email, PASSWORD)
    assert try_password(person.email, PASSWORD, network="203.0.113.9")


def test_a_forged_header_does_not_make_another_network(person):
    for number in range(10):
        Client(REMOTE_ADDR="198.51.100.1", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}").post(
            "/accounts/login/", {"login": f"nobody{number}@example.org", "password": "wrong"}
        )

    assert not try_password(person.email, PASSWORD)


def test_while_nothing_can_be_counted_nobody_signs_in_and_who_is_in_stays_in(person, settings):
    inside = Client()
    inside.force_login(person)
    nowhere = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": nowhere}

    assert not try_password(person.email, PASSWORD)
    asked = Client().post("/accounts/login/code/", {"email": person.email})
    assert (asked.status_code, AccountMessage.objects.count()) == (429, 0)
    assert inside.get("/account/").status_code == 200
    assert Client().get("/accounts/login/").status_code == 200


def test_an_address_gets_three_codes_an_hour_however_it_is_written():
    for typed in ("bob@example.org", "BOB@example.org", "bob+1@example.org"):
        assert Client().post("/accounts/login/code/", {"email": typed}).status_code == 302

    refused = Client().post("/accounts/login/code/", {"email": "bob+2@example.org"})

    assert refused.status_code == 429
    assert "Wait an hour" in refused.content.decode()
    assert AccountMessage.objects.count() == 3


def test_another_network_cannot_lock_a_person_out_of_their_codes(person):
    for _ in range(5):
        Client(REMOTE_ADDR="198.51.100.1").post("/accounts/login/code/", {"email": person.email})

    answer = Client(REMOTE_ADDR="203.0.113.9").post(
        "/accounts/login/code/", {"email": person.email}
    )

    assert answer.status_code == 302


def test_an_address_is_joined_with_three_times_an_hour(new_person):
    for _ in range(3):
        Client().post("/accounts/signup/", new_person)

    assert Client().post("/accounts/signup/", new_person).status_code == 429
    assert AccountMessage.objects.count() == 3


def test_a_network_joins_twenty_times_an_hour(new_person):
    for number in range(20):
        answer = Client().post(
            "/accounts/signup/", new_person | {"email": f"n{number}@example.org"}
        )
        assert answer.status_code == 302

    refused = Client().post("/accounts/signup/", new_person | {"email": "n20@example.org"})

    assert refused.status_code == 429
    assert User.objects.count() == 20


def test_a_slip_in_the_form_does_not_count(client, new_person):
    for _ in range(5):
        client.post("/accounts/signup/", new_person | {"full_name": ""})

    assert client.post("/accounts/signup/", new_person).status_code == 302


def test_a_code_to_confirm_an_address_is_sent_three_times_an_hour(client, new_person):
    client.post("/accounts/signup/", new_person)
    for _ in range(2):
        client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    client.post(reverse("account_email_verification_sent"), {"action": "resend"})

    assert AccountMessage.objects.count() == 3


def test_a_line_break_in_a_name_adds_no_header_and_no_line_to_mail(client, new_person):
    name = "Ann\r\nBcc: all@example.org"
    client.post("/accounts/signup/", new_person | {"full_name": name, "display_name": name})

    message = AccountMessage.objects.get()
    assert message.to == "ann@example.org"
    assert "Bcc" not in message.subject + message.text + message.html
