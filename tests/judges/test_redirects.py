"""No address of ours sends anybody to another site, whatever stands in `next`."""

import re
from html import unescape
from urllib.parse import quote, urlsplit

import pytest

from tests.inventory import states
from tests.inventory.ask import browser, is_page, undone
from tests.judges.verdict import expect_none

pytestmark = pytest.mark.django_db
EVIL = "evil.example"
PLAIN = [
    f"https://{EVIL}",
    f"//{EVIL}",
    f"///{EVIL}",
    f"////{EVIL}",
    f"\\\\{EVIL}",
    f"/\\{EVIL}",
    f"\\/{EVIL}",
    f"/\t/{EVIL}",
    f"/\n/{EVIL}",
    f"/\r/{EVIL}",
    f"\t//{EVIL}",
    f" //{EVIL}",
    f"https:{EVIL}",
    f"https:/{EVIL}",
    f"https:///{EVIL}",
    f"https:\\\\{EVIL}",
    f"http://testserver@{EVIL}",
    f"//testserver@{EVIL}/",
    f"http://testserver:80@{EVIL}/",
    f"http://testserver.{EVIL}/",
    f"//testserver.{EVIL}",
    f"http://{EVIL}#testserver",
    f"http://{EVIL}?testserver",
    f"http://{EVIL}\\testserver",
    f"http://{EVIL}%00testserver",
    f"javascript:alert('{EVIL}')",
    f"java\nscript:alert('{EVIL}')",
    f"data:text/html,{EVIL}",
    f"HTTPS://{EVIL.upper()}",
    f"hTTp:{EVIL}",
    f"ftp://{EVIL}",
    f"mailto:a@{EVIL}",
]
ADDRESSES = re.compile(rf'(?:href|action)="([^"]*{EVIL}[^"]*)"')
PAYLOADS = [*PLAIN, *[quote(payload, safe="") for payload in PLAIN]]
NAMES = ("next", "return", "return_to", "url", "redirect")
DOORS = ("account", "mfa", "admin:login", "admin:logout", "usersessions")
# Those who read `next` get every payload, where they lead on or first hand the form out; all others one.
READ_NEXT = [
    state
    for state in states.STATES
    if state.url.startswith(DOORS) and state.label != "error" and "confirmed" not in state.label
]
OTHERS = [state for state in states.STATES if state not in READ_NEXT]


def test_there_are_sixty_of_them():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("state", READ_NEXT, ids=str)
def test_next_leads_nowhere_else(world, state):
    expect_none(line for payload in PAYLOADS for line in _led_away(world, state, payload))


def test_nobody_else_reads_an_address_to_lead_to(world):
    expect_none(line for state in OTHERS for line in _led_away(world, state, f"//{EVIL}"))


def _led_away(world, state, payload):
    with undone():
        client = browser(world, state)
        address = state.address(world)
        mark = "&" if "?" in address else "?"
        named = "&".join(f"{name}={quote(payload, safe='')}" for name in NAMES)
        typed = {**dict.fromkeys(NAMES, payload), **state.data(world)}
        headers = {"referer": f"https://{EVIL}/"}
        send = client.post if state.method == "POST" else client.get
        data = {"data": typed} if state.method == "POST" else {}
        response = send(f"{address}{mark}{named}", headers=headers, **data)
    where = response.get("Location", "")
    if _is_elsewhere(where):
        yield f"{state}, {payload!r}: led to {where}"
    if response.status_code == 200 and is_page(response):
        for target in ADDRESSES.findall(response.content.decode().lower()):
            if _is_elsewhere(unescape(target)):
                yield f"{state}, {payload!r}: the page leads to {target}"


def _is_elsewhere(address):
    """As a browser reads it: without tabs and line ends, with every backslash a slash."""
    read = address.strip().translate({9: None, 10: None, 13: None}).replace("\\", "/")
    parts = urlsplit(read)
    return bool(parts.netloc or parts.scheme) and parts.netloc not in ("testserver", "127.0.0.1")
