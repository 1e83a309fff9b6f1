"""Limits on sign-in count in one place for all processes: asked in turn at two servers of two processes each.

Each caller has a loopback address of its own, so that no limit of one reaches another.
"""

import re
from itertools import cycle

import httpx
import pytest

pytestmark = pytest.mark.xdist_group("journeys")

PASSWORD = "otter lantern gravel"


@pytest.fixture(scope="module")
def servers(portal):
    return [f"http://127.0.0.1:{portal.port}", portal.second_web()]


def signs_in(server, network, address, password, forged=""):
    """Whether the password opens, from that network; `forged` is what the caller says of where they come from."""
    headers = {"X-Forwarded-For": forged, "X-Real-IP": forged} if forged else {}
    transport = httpx.HTTPTransport(local_address=network)
    with httpx.Client(base_url=server, transport=transport, headers=headers, timeout=30) as client:
        page = client.get("/accounts/login/?with=password").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        typed = {"csrfmiddlewaretoken": token, "login": address, "password": password}
        return client.post("/accounts/login/", data=typed).status_code == 302


def test_the_sixth_try_at_an_account_is_refused_whichever_process_answers(portal, servers):
    portal.scenario("officer", "guessed@staff.example", PASSWORD)
    portal.scenario("officer", "left-alone@staff.example", PASSWORD)
    for server, forged in zip(cycle(servers), ["", "10.0.0.1", "10.0.0.2", "", "10.0.0.3"]):
        assert not signs_in(server, "127.0.0.21", "guessed@staff.example", "wrong", forged)

    for server in servers:
        assert not signs_in(server, "127.0.0.22", "guessed@staff.example", PASSWORD)
        assert signs_in(server, "127.0.0.21", "left-alone@staff.example", PASSWORD)


def test_ten_failures_a_minute_stop_a_network_and_no_other_whatever_it_says_it_is(portal, servers):
    address = "patient@staff.example"
    portal.scenario("officer", address, PASSWORD)
    for number, server in zip(range(10), cycle(servers)):
        stranger = f"nobody{number}@staff.example"
        assert not signs_in(server, "127.0.0.31", stranger, "wrong", f"10.0.0.{number}")

    for server in servers:
        assert not signs_in(server, "127.0.0.31", address, PASSWORD, "127.0.0.32")
        assert signs_in(server, "127.0.0.32", address, PASSWORD)
