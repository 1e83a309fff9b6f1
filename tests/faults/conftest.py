import pytest

from tests.databases import fresh_database
from tests.portal import Portal


@pytest.fixture
def portal_with(tmp_path):
    """A function that makes a portal; `answer` may refuse, delay or accept at the mail sink."""
    portals = []
    with fresh_database() as url:

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
