"""Every page in a real browser: axe, a narrow screen, no scripts, the policy, the weight."""

import gzip
import re

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.inventory import states
from tests.inventory.ask import ask, is_page, undone
from tests.judges import axe
from tests.judges.pages import is_ours, looked_at
from tests.judges.screen import MAIN_TEXT, WIDER_THAN_THE_SCREEN, Screen
from tests.judges.verdict import expect_none

pytestmark = pytest.mark.django_db
# Two windows side by side, where there are two test processes.
first_window = pytest.mark.xdist_group("first window")
second_window = pytest.mark.xdist_group("second window")
NARROW, WIDE = 320, 1280
MADE_ANEW = re.compile(r'(?:name="(?:csrfmiddlewaretoken|started|key)" value|href|action)="[^"]*"')
KB = 1024
FIRST_VIEW, HTML, STYLES, SCRIPTS, FONT, MOST_REQUESTS = 100, 15, 18, 12, 34, 12


@pytest.fixture(scope="module")
def pages(world):
    """The pages of ours, those that are the same but for their address and tokens once."""
    found = {}
    for state, response in looked_at(world):
        found.setdefault(MADE_ANEW.sub("", response.content.decode()), (state, response))
    return list(found.values())


@pytest.fixture
def screen(browser):
    """A function that opens one window and closes it after the test."""
    opened = []

    def show(**how):
        opened.append(Screen(browser, **how))
        return opened[-1]

    yield show
    for one in opened:
        one.close()


@first_window
def test_axe_finds_nothing_on_any_page_of_ours(pages, screen):
    window = screen(width=WIDE, policy=False)
    expect_none(
        f"{state}: {rule}: {nodes[0]}"
        for state, response in pages
        for rule, nodes in axe.findings(window.show(response))
    )


@second_window
def test_axe_finds_no_more_on_the_staff_pages_of_django_than_is_known(world, screen):
    window = screen(width=WIDE, policy=False)
    found = {}
    for state, response in _stock(world):
        rules = sorted(rule for rule, _ in axe.findings(window.show(response)))
        if rules:
            found[str(state)] = rules
    assert found == axe.known(), "the list in tests/axe_known.json may only become shorter"


def _stock(world):
    for state in states.STATES:
        if is_ours(state) or state.method != "GET" or state.label == "searched":
            continue
        with undone():
            response = ask(world, state)
            if response.status_code == 200 and is_page(response):
                yield state, response


@second_window
def test_pages_keep_to_the_policy_fit_a_narrow_screen_and_need_no_script(pages, screen):
    """Visited twice, with scripts and without: each page must say the same."""
    window, without = screen(width=NARROW), screen(width=NARROW, scripts=False)
    expect_none(
        f"{state}: {problem}"
        for state, response in pages
        for problem in _problems(window, window.show(response), without.show(response))
    )


def _problems(window, page, page_without_scripts):
    before, now = page_without_scripts.evaluate(MAIN_TEXT), page.evaluate(MAIN_TEXT)
    if before != now:
        yield _difference(before, now)
    yield from (f"refused {one}" for one in page.evaluate("window.__violations"))
    yield from (f"the browser says {one}" for one in window.complaints)
    yield from (f"asks {one}" for one in window.strangers)
    yield from (f"is wider than the screen: {one}" for one in page.evaluate(WIDER_THAN_THE_SCREEN))
    stored = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    yield from (f"stores {one}" for one in stored)


def _difference(without, with_scripts):
    pairs = enumerate(zip(without, with_scripts, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), 0)
    return f"without scripts {without[at : at + 80]!r}, with {with_scripts[at : at + 80]!r}"


FIRST = [
    ("pages:home", lambda world: []),
    ("services:list", lambda world: []),
    ("services:detail", lambda world: [world.service.slug]),
    ("ideas:list", lambda world: []),
    ("ideas:detail", lambda world: [world.idea.slug]),
    ("hubs:detail", lambda world: [world.hub.slug]),
    ("account_login", lambda world: []),
]


@first_window
@pytest.mark.parametrize(("name", "args"), FIRST, ids=[name for name, _ in FIRST])
def test_a_first_view_is_light(world, screen, name, args):
    """As it goes over the line: pages as the portal compresses them, files as they are compressed once."""
    address = reverse(name, args=args(world))
    window = screen(width=NARROW)
    window.show(Client().get(address))
    sent = Client().get(address, headers={"accept-encoding": "gzip"})
    weights = {"html": len(sent.content)} | dict.fromkeys(("css", "js", "woff2", "other"), 0)
    for url in window.asked[1:]:
        kind = url.rpartition(".")[2]
        weights[kind if kind in weights else "other"] += _weight(url)
    budget = {"html": HTML, "css": STYLES, "js": SCRIPTS, "woff2": FONT}
    heavy = {kind: weights[kind] for kind, most in budget.items() if weights[kind] > most * KB}
    assert heavy == {}
    assert sum(weights.values()) <= FIRST_VIEW * KB, weights
    assert len(window.asked) <= MOST_REQUESTS, window.asked


def _weight(url):
    if "/static/" not in url:
        return len(gzip.compress(Client().get(url.partition("testserver")[2]).content, 4))
    with open(finders.find(url.partition("/static/")[2]), "rb") as file:
        content = file.read()
    return len(content) if url.endswith(".woff2") else len(brotli.compress(content))


INLINE = b"<body><script>document.title = 'ran'</script></body>"


@first_window
def test_the_policy_stops_a_script_that_got_into_a_page(pages, screen):
    """And this judge would see it."""
    window = screen()
    _, response = pages[0]
    before = response.content
    response.content = before.replace(b"<body", INLINE + b"<body", 1)
    page = window.show(response)
    response.content = before
    assert page.evaluate("window.__violations") == ["script-src-elem inline"]
    assert page.title() != "ran"
