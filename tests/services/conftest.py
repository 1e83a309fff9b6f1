import pytest
from django.db import connection


@pytest.fixture
def no_999(db):
    """A database that refuses one telephone number, to see what becomes of a record half-way."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE services_phone ADD CONSTRAINT no_999 CHECK (number <> '999')")
