import pytest

from tests.portal import Portal, fresh_database

SETTINGS = "tests.faults.settings"


@pytest.fixture(scope="session")
def template_database():
    """A migrated, empty database that each test copies."""
    with fresh_database(SETTINGS) as url:
        yield url


@pytest.fixture
def portal_with(template_database, tmp_path):
    """A function that makes a portal; `answer` may refuse, delay or accept at the mail sink."""
    portals = []
    with fresh_database(SETTINGS, template=template_database) as url:

        def make(answer=None):
            portal = Portal(tmp_path, url, answer=answer)
            portals.append(portal)
            return portal.__enter__()

        yield make
        for portal in portals:
            portal.__exit__()


@pytest.fixture
def portal(portal_with):
    return portal_with()
