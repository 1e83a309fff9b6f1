"""One world for all judges of a process, inside a transaction that is rolled back when the last of them is done."""

import pytest

from tests.inventory.ask import quiet, rolled_back, undone
from tests.inventory.world import build
from tests.judges.pages import looked_at


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), quiet(), rolled_back():
        yield build()


@pytest.fixture(scope="package")
def looked(world):
    """Every page of the inventory as the one who should see it. Whoever reads this belongs to the group `pages`."""
    return list(looked_at(world))


@pytest.fixture
def _django_db_helper(world):
    """What the mark `django_db` gives a test here: the judges' world, and a savepoint to change it in."""
    with undone():
        yield
