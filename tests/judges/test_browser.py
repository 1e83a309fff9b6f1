"""Every page in a real browser: axe, a narrow screen, no scripts, the policy, the weight."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.judges import axe, weight
from tests.judges.screen import LOOK, Screen
from tests.judges.verdict import expect_none

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("pages")]
NARROW, WIDE = 320, 1280
OF_DJANGO = "django.admin.filtersState"  # which filters of a staff list are open, until the window is closed
MADE_ANEW = re.compile(r'(?:name="(?:csrfmiddlewaretoken|started|key)" value|href|action)="[^"]*"')


@pytest.fixture(scope="module")
def pages(looked):
    """The pages of ours, those that are the same but for their address and tokens once."""
    found = {}
    for page in looked:
        if page.is_ours:
            found.setdefault(MADE_ANEW.sub("", page.response.content.decode()), page)
    return list(found.values())


@pytest.fixture(scope="module")
def screen(browser):
    with Screen(browser, width=NARROW) as window:
        yield window


@pytest.fixture(scope="module")
def looks(pages, screen):
    """Each page opened once: what was seen at 320 pixels, and what axe finds at 1280."""
    return [(page, _look(screen, page)) for page in pages]


def _look(screen, page):
    screen.widen(NARROW)
    opened = screen.show(page.response)
    seen = opened.evaluate(LOOK, page.response.content.decode())
    seen |= {"complaints": screen.complaints, "strangers": screen.strangers}
    screen.widen(WIDE)
    return seen | {"axe": axe.findings(opened)}


def test_axe_finds_nothing_on_any_page_of_ours(looks):
    expect_none(
        f"{page.state}: {rule}: {nodes[0]}" for page, seen in looks for rule, nodes in seen["axe"]
    )


def test_axe_finds_no_more_on_the_staff_pages_of_django_than_is_known(looked, screen):
    screen.widen(WIDE)
    found = {}
    for page in filter(_is_stock, looked):
        rules = sorted(rule for rule, _ in axe.findings(screen.show(page.response)))
        if rules:
            found[str(page.state)] = rules
    assert found == axe.known(), "the list in tests/axe_known.json may only become shorter"


def _is_stock(page):
    if page.is_ours or page.state.method != "GET" or page.state.label == "searched":
        return False
    return page.response.status_code == 200


def test_pages_keep_to_the_policy_fit_a_narrow_screen_and_need_no_script(looks):
    """Each page says the same with scripts and without."""
    expect_none(f"{page.state}: {problem}" for page, seen in looks for problem in _problems(seen))


def _problems(seen):
    if seen["at"] != NARROW:
        yield f"was looked at {seen['at']} pixels wide"
    without, now = seen["texts"]
    if without != now:
        yield _difference(without, now)
    yield from (f"refused {one}" for one in seen["refused"])
    yield from (f"the browser says {one}" for one in seen["complaints"])
    yield from (f"asks {one}" for one in seen["strangers"])
    yield from (f"is wider than the screen: {one}" for one in seen["wide"])
    yield from (f"stores {one}" for one in seen["stored"] if one != OF_DJANGO)


def _difference(without, with_scripts):
    pairs = enumerate(zip(without, with_scripts, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), 0)
    return f"without scripts {without[at : at + 80]!r}, with {with_scripts[at : at + 80]!r}"


def test_every_first_view_is_light(looks):
    """As it goes over the line, pages and files compressed. Staff's pages bring the scripts of Django's own."""
    expect_none(
        f"{page.state}: {problem}"
        for page, seen in looks
        if not page.state.admin
        for problem in weight.problems(page.response, seen["files"])
    )


def test_a_page_with_its_map_open_is_light(world, screen):
    screen.widen(WIDE)
    response = Client().get(reverse("services:list"))
    opened = screen.show(response)
    opened.locator("[data-map-open]").click()
    opened.locator(".sc-leaflet__pin").first.wait_for()
    files = opened.evaluate(LOOK, response.content.decode())["files"]
    assert any(address.endswith("/js/map.js") for address in files)
    assert weight.total(response, files) <= weight.WITH_MAP
    assert screen.strangers == []


INLINE = b"<body><script>document.title = 'ran'</script></body>"


def test_the_policy_stops_a_script_that_got_into_a_page(pages, screen):
    """And this judge would see it."""
    response = pages[0].response
    before = response.content
    response.content = before.replace(b"<body", INLINE + b"<body", 1)
    page = screen.show(response)
    response.content = before
    assert page.evaluate("window.__violations") == ["script-src-elem inline"]
    assert page.title() != "ran"
