"""A stranger cannot tell which addresses have an account: same answer, same page, one queued message each."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smartcounty.accounts.models import User
from smartcounty.notifications.models import AccountMessage, Delivery
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@example.org", "other@example.org"
NETWORKS = {
    KNOWN: "198.51.100.1",
    UNKNOWN: "198.51.100.2",
}  # so that neither uses up the other's limit


@pytest.fixture(autouse=True)
def _known():
    user = UserFactory(email=KNOWN)
    user.set_password("otter lantern gravel")
    user.save()


def page(content):
    """The page without what differs between any two visits: tokens, the time stamp, and the address itself."""
    text = content.decode()
    text = re.sub(r'name="(csrfmiddlewaretoken|started)" value="[^"]*"', r'name="\1"', text)
    return text.replace(KNOWN, "ADDRESS").replace(UNKNOWN, "ADDRESS")


def walk(address, steps):
    """What a stranger sees who takes the steps with this address: status, way on and page of each."""
    client, seen = Client(REMOTE_ADDR=NETWORKS[address]), []
    for path, data in steps:
        data = {name: address if value == "ADDRESS" else value for name, value in data.items()}
        answer = client.post(path, data, follow=True)
        seen.append((answer.redirect_chain, answer.status_code, page(answer.content)))
    seen.append(sorted(client.cookies))
    return seen, Delivery.objects.filter(message__to=address).count()


JOURNEYS = {
    "a code to sign in, and a wrong code": [
        ("/accounts/login/code/", {"email": "ADDRESS"}),
        ("/accounts/login/code/confirm/", {"code": "12"}),
        ("/accounts/login/code/confirm/", {"code": "13"}),
        ("/accounts/login/code/confirm/", {"code": "14"}),
    ],
    "a wrong password, six times": [
        ("/accounts/login/", {"login": "ADDRESS", "password": "wrong words"}) for _ in range(6)
    ],
    "a new password": [
        ("/accounts/password/reset/", {"email": "ADDRESS"}),
        ("/accounts/password/reset/confirm/", {"code": "12"}),
        ("/accounts/password/reset/complete/", {"password1": "brand new words here"}),
    ],
    "too many codes": [
        ("/accounts/login/code/", {"email": "ADDRESS"}),
        ("/accounts/logout/", {}),
        ("/accounts/login/code/", {"email": "ADDRESS"}),
        ("/accounts/logout/", {}),
        ("/accounts/login/code/", {"email": "ADDRESS"}),
        ("/accounts/logout/", {}),
        ("/accounts/login/code/", {"email": "ADDRESS"}),
    ],
}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_known_and_unknown_addresses_get_the_same(journey):
    assert walk(KNOWN, JOURNEYS[journey]) == walk(UNKNOWN, JOURNEYS[journey])


@pytest.mark.parametrize("password", ["", "slate harbour pigeon"])
def test_joining_answers_the_same_for_an_address_with_an_account(new_person, password):
    form = new_person | {"email": "ADDRESS", "password1": password}
    code = {"code": "12"}
    steps = [
        ("/accounts/signup/", form),
        ("/accounts/confirm-email/", code),
        ("/accounts/confirm-email/", {"action": "resend"}),
        ("/accounts/confirm-email/", code),
        ("/accounts/confirm-email/", code),
    ]

    known, unknown = walk(KNOWN, steps), walk(UNKNOWN, steps)

    assert known[0] == unknown[0]
    assert User.objects.get(email=KNOWN).check_password("otter lantern gravel")


def test_the_owner_of_a_known_address_hears_that_somebody_wanted_to_join(client, new_person):
    client.post("/accounts/signup/", new_person | {"email": KNOWN})

    message = AccountMessage.objects.get()
    assert (message.to, message.subject) == (KNOWN, "You have an account already")
    assert reverse("account_login") in message.text


def test_joining_costs_about_the_same_for_an_address_with_an_account(new_person):
    work = {}
    for address in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            Client().post("/accounts/signup/", new_person | {"email": address})
        work[address] = [query["sql"].partition(" (")[0] for query in queries]

    writes = {
        address: sorted(sql for sql in done if sql.startswith("INSERT"))
        for address, done in work.items()
    }
    assert writes[KNOWN] == writes[UNKNOWN]
    assert abs(len(work[KNOWN]) - len(work[UNKNOWN])) <= 4
    assert User.objects.filter(email__endswith="invalid").count() == 0
