import re

import pytest
from playwright.sync_api import expect

from tests.databases import fresh_database
from tests.portal import Portal, wait_for

SETTINGS = "tests.journeys.settings"
PASSWORD = "knot-and-kettle"
PATIENCE = 15_000  # milliseconds: how long a page may take where other tests keep the machine busy

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def portal(tmp_path_factory):
    """The whole portal with the demo county: one for all journeys, each with people and things of its own."""
    with (
        fresh_database() as url,
        Portal(tmp_path_factory.mktemp("portal"), url, settings=SETTINGS) as portal,
    ):
        portal.manage("load_demo")
        portal.worker()
        portal.web()
        yield portal


@pytest.fixture(params=["with scripts", "without scripts"])
def visitor(request, portal, browser):
    """A function that gives a new person's page; every journey is walked with and without scripts."""
    contexts = []

    def arrive(width=320):
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{portal.port}",
            java_script_enabled=request.param == "with scripts",
            viewport={"width": width, "height": 800},
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    arrive.name = request.param.replace(" ", "-")
    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visitor):
    """A function that signs a demo account in by password and gives its page."""

    def enter(name, width=1280):
        page = visitor(width)
        page.goto("/accounts/login/?with=password")
        page.get_by_label("E-mail address").fill(f"{name}@demo.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/account/")
        return page

    return enter


@pytest.fixture
def letters(portal):
    """A function that waits for the next letters to an address and gives them, oldest first."""

    def to(address, *, subject=None, at_least=1, within=40):
        def found():
            return [
                letter
                for letter in portal.sink.messages()
                if letter["X-Envelope-To"] == address
                and (subject is None or re.search(subject, letter["Subject"]))
            ]

        wait_for(lambda: len(found()) >= at_least, within)
        return found()

    return to


def code_in(letter):
    """The code of a sign-in letter, as a person would read it."""
    text = letter.get_body(("plain",)).get_content()
    return re.search(r"code .*is (\S+)", text)[1]


def take_a_moment(page):
    """Posting forms refuse whoever is quicker than a person, which is a second in these settings."""
    page.wait_for_timeout(1_200)
