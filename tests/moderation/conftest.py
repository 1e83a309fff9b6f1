import pytest


@pytest.fixture
def desk(moderator, signed_in):
    return signed_in(moderator)
