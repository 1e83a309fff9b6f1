import pytest

pytestmark = pytest.mark.django_db


def test_world(world):
    print(len(world.canaries))
