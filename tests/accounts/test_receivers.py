from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts.models import User
from smartcounty.moderation.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

HOME = "/account/"


def last_seen(user):
    return User.objects.get(pk=user.pk).last_seen_at


def test_being_here_is_noted_at_most_every_five_minutes(signed_in):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(user)
        first = last_seen(user)
        clock.shift(timedelta(minutes=4, seconds=59))
        client.get(HOME)
        assert last_seen(user) == first

        clock.shift(timedelta(seconds=1))
        client.get(HOME)
        assert last_seen(user) == timezone.now()


def test_a_page_within_five_minutes_writes_nothing(signed_in, django_assert_num_queries):
    client = signed_in(UserFactory())

    with django_assert_num_queries(4) as queries:
        client.get(HOME)

    assert not [q for q in queries if not q["sql"].startswith("SELECT")]


def test_a_stranger_is_neither_noted_nor_given_a_cookie(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(reverse("pages:privacy"))

    assert not answer.cookies


@pytest.mark.parametrize(
    ("staff", "idle", "signed_in_after"),
    [
        (False, timedelta(hours=11, minutes=59), True),
        (False, timedelta(hours=12, seconds=1), False),
        (True, timedelta(minutes=29), True),
        (True, timedelta(minutes=30, seconds=1), False),
    ],
)
def test_a_session_nobody_uses_ends(signed_in, staff, idle, signed_in_after):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(UserFactory(is_staff=staff))
        clock.shift(idle)

        assert (client.get(HOME).status_code == 200) is signed_in_after


@pytest.mark.parametrize(("staff", "longest"), [(False, 30 * 24), (True, 12)])
def test_a_session_in_use_ends_after_its_longest_time(signed_in, staff, longest):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = signed_in(UserFactory(is_staff=staff))
        step = timedelta(minutes=25) if staff else timedelta(hours=11)
        waited = timedelta()
        while waited + step <= timedelta(hours=longest):
            clock.shift(step)
            waited += step
            assert client.get(HOME).status_code == 200
        clock.shift(step)

        assert client.get(HOME).status_code == 302


def test_a_disabled_account_ends_within_one_request(signed_in):
    user = UserFactory()
    client = signed_in(user)
    assert client.get(HOME).status_code == 200

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("known", [True, False])
def test_a_failed_sign_in_is_one_audit_row_that_names_no_address(known):
    user = UserFactory(email="ann@example.org")
    address = user.email if known else "nobody@example.org"

    Client().post("/accounts/login/", {"login": address, "password": "wrong"})

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by_id) == ("sign-in failed", None)
    assert entry.subject == (f"User {user.public_id}" if known else "")
    assert "example.org" not in str(AuditEntry.objects.values().get())
