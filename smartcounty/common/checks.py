"""What is asked of the surroundings when a release comes in (`migrate` and `check --database=default` run it)."""

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connections

SHARE = 0.8  # the rest is for backups, people at a prompt and the server itself


@checks.register(checks.Tags.database)
def database_has_room(databases=None, **kwargs):
    """L6: a server that is out of connections refuses pages, so the sum is done before."""
    if "default" not in (databases or []):
        return []
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT current_setting('max_connections')::int")
            [most] = cursor.fetchone()
    except DatabaseError:
        return []  # whoever asked will say so
    if most * SHARE >= settings.DATABASE_CLIENTS:
        return []
    return [
        checks.Error(
            f"DATABASE_CLIENTS is {settings.DATABASE_CLIENTS}, and the database takes {most} connections.",
            hint="Raise max_connections, put PgBouncer in between, or start fewer processes.",
            id="common.E001",
        )
    ]
