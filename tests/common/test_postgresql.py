"""Whether a kept connection still holds is seen without a word to the server."""

import pytest
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def begin():
    """A function that does what Django does at the start of a request that asks the database something."""

    def begin():
        connection.health_check_enabled, connection.health_check_done = True, False
        with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (number,) = cursor.fetchone()
        return number, len(asked)

    yield begin
    connection.close()


def test_a_whole_connection_is_used_again(begin):
    assert begin() == begin()


def test_a_session_that_the_server_ended_is_replaced_before_it_is_used(begin):
    before, _ = begin()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [before])
    other.close()

    after, _ = begin()

    assert after != before


def test_after_an_error_the_server_is_asked(begin):
    before, _ = begin()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT nothing")
    assert connection.errors_occurred
    assert connection.is_usable()
    assert begin()[0] == before
