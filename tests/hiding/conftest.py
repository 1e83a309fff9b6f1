"""A world of its own, which is looked at before anything is hidden in it and after."""

import pytest

from tests.inventory.ask import undone


@pytest.fixture
def _django_db_helper(world):
    """What the mark `django_db` gives a test here: the module's world, and a savepoint to change it in."""
    with undone():
        yield
