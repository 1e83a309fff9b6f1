import pytest

from launch import environment


@pytest.fixture(scope="session")
def redis_program():
    return environment.redis_server(wake=None)
