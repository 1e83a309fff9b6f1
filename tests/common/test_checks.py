import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import override_settings


@pytest.mark.django_db
@pytest.mark.parametrize(("share", "found"), [(0.8, []), (0.81, ["common.E001"])])
def test_processes_may_take_four_fifths_of_the_database_connections(share, found):
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        most = int(cursor.fetchone()[0])
    with override_settings(DATABASE_CLIENTS=int(most * share)):
        errors = run_checks(tags=["database"], databases=["default"])
    assert [error.id for error in errors if error.id.startswith("common")] == found
