"""How often one person or network may do a thing."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory, override_settings

from smartcounty.accounts.models import User
from smartcounty.common import limits


def request_from(address, user=None):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    return request


def test_the_limit_holds_for_each_name_and_each_person():
    with time_machine.travel("2026-11-23T09:10:00+00:00", tick=False):
        assert [limits.allow("reports", "a", most=2) for _ in range(3)] == [True, True, False]
        assert limits.allow("reports", "b", most=2)
        assert limits.allow("alarms", "a", most=2)


def test_the_next_hour_begins_anew():
    with time_machine.travel("2026-11-23T09:59:00+00:00", tick=False):
        limits.allow("reports", "a", most=1)
        assert not limits.allow("reports", "a", most=1)
    with time_machine.travel("2026-11-23T10:00:00+00:00", tick=False):
        assert limits.allow("reports", "a", most=1)


@pytest.mark.parametrize(
    ("address", "same", "other"),
    [
        ("192.0.2.1", "192.0.2.1", "192.0.2.2"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),
    ],
)
def test_somebody_signed_out_is_their_address_or_their_ipv6_network(address, same, other):
    assert limits.who(request_from(address)) == limits.who(request_from(same))
    assert limits.who(request_from(address)) != limits.who(request_from(other))


def test_somebody_signed_in_is_themselves_wherever_they_are():
    person = User(pk=7)

    assert limits.who(request_from("192.0.2.1", person)) == limits.who(
        request_from("192.0.2.2", person)
    )


@override_settings(
    CACHES={
        "default": {
            "BACKEND": "smartcounty.common.cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.05},
        }
    }
)
def test_nobody_is_turned_away_while_the_cache_is_down():
    assert [limits.allow("reports", "a", most=1) for _ in range(3)] == [True, True, True]
