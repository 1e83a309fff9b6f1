"""Brings database and static files up to date: `python -m launch.prepare demo|dev`, in the virtual environment.

One process for all of it: Django takes a second to start, and a second start of the portal should take few.
"""

import sys
from io import StringIO

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from launch.paths import ROOT, VAR, Stamp, fingerprint

STORED_CARDS = ("rebuild_cards", "rebuild_idea_cards")


def main(mode):
    django.setup()
    if _has_migrations_to_apply():
        call_command("migrate", interactive=False)
    call_command("sync_roles")
    if mode != "dev":  # runserver finds them where they are
        _collect_static_files()
    call_command("load_demo")  # after them: what it renders and stores names their hashed addresses
    call_command("rebuild_cards")
    call_command("rebuild_idea_cards")
    sign_ins = StringIO()
    call_command("demo_accounts", stdout=sign_ins)
    (VAR / "run" / "demo_accounts").write_text(sign_ins.getvalue())


def _has_migrations_to_apply():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _collect_static_files():
    """Compressing takes seconds, so only when something in them changed."""
    inputs = fingerprint(ROOT / "static", VAR / "build", ROOT / "requirements" / "app.lock")
    done = Stamp(VAR / "static.done")
    if not done.is_for(inputs) or not (VAR / "static").is_dir():
        done.forget()
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        done.write(inputs)


if __name__ == "__main__":
    main(sys.argv[1])
