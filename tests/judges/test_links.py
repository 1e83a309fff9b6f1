"""Every link leads somewhere, whoever follows it; nothing is reached that the inventory does not know."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve

from tests.inventory import states
from tests.inventory.ask import is_page, undone
from tests.inventory.roles import ADMINISTRATOR, ANONYMOUS, AUTHOR, MODERATOR, RESPONDER
from tests.judges.outline import Outline
from tests.judges.verdict import expect_none

# In one process, so that each person is followed once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("links")]
MOST = 450  # pages for one role: more would be the same pages sorted and filtered again
MOST_PARAMETERS = 1
OF_FILES = ("/static/", "/favicon.ico")


class Crawl:
    """Follows the links of one person, breadth first."""

    def __init__(self, world, role):
        self.client = world.client(role)
        self.pages = {}
        self.problems = []

    def run(self):
        waiting = [("the start", "/")]
        seen = {"/"}
        while waiting and len(self.pages) < MOST:
            source, address = waiting.pop(0)
            for link in self._visit(source, address):
                page = urldefrag(link).url
                if page not in seen and _is_worth_it(page):
                    seen.add(page)
                    waiting.append((address, page))
        return self

    def _visit(self, source, address):
        with undone():
            response = self.client.get(address, follow=True)
        if response.status_code >= 400:
            self.problems.append(f"{source} links to {address}: {response.status_code}")
            return []
        if not is_page(response):
            return []
        page = self.pages[address] = Outline(response.content.decode())
        return [urljoin(address, link) for link in page.links]

    def lost_places(self):
        """Links to a place of a page that has no such place."""
        for source, outline in self.pages.items():
            for link in outline.links:
                page, place = urldefrag(urljoin(source, link))
                if place and page in self.pages and place not in self.pages[page].ids:
                    yield f"{source} links to {page}#{place}, which is not there"


def _is_worth_it(address):
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith(OF_FILES):
        return False
    return parts.query.count("=") <= MOST_PARAMETERS


@pytest.fixture(scope="module")
def crawled(world):
    """A function that gives the crawl of a role, done once."""
    done = {}

    def crawl(role):
        if role not in done:
            done[role] = Crawl(world, role).run()
        return done[role]

    return crawl


@pytest.mark.parametrize("role", [ANONYMOUS, AUTHOR, MODERATOR, RESPONDER, ADMINISTRATOR])
def test_no_link_is_broken(crawled, role):
    crawl = crawled(role)
    assert len(crawl.pages) > 40
    expect_none([*crawl.problems, *crawl.lost_places()])


def test_forms_lead_to_addresses_that_the_inventory_posts_to(crawled):
    posted = {state.url for state in states.STATES if state.method == "POST"}
    expect_none(
        f"{source}: a form posts to {path}"
        for source, outline in crawled(AUTHOR).pages.items()
        for form in outline.forms
        if form.get("method", "get").lower() == "post"
        and resolve(path := urlsplit(urljoin(source, form.get("action", ""))).path).view_name
        not in posted
    )
