"""Each migration can be applied while the release before it still serves (L12).

Nothing is exempt but the first migrations, which make the tables. To take something away takes two releases.
"""

import pytest
from django.apps import apps
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import analyse_sql_statements, get_sql_analyser_class

from launch.paths import ROOT

OURS = [app.label for app in apps.get_app_configs() if "site-packages" not in app.path]


# An index that is made while people write refuses to be in the transaction of a test.
@pytest.mark.django_db(transaction=True)
def test_no_migration_breaks_the_release_before_it(capsys):
    linter = MigrationLinter(
        str(ROOT), include_apps=OURS, ignore_initial_migrations=True, no_cache=True
    )
    linter.lint_all_migrations()

    assert linter.nb_total > len(OURS)
    assert not linter.has_errors, capsys.readouterr().out


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ('ALTER TABLE "ideas_idea" DROP COLUMN "title" CASCADE;', "DROP_COLUMN"),
        ('ALTER TABLE "ideas_idea" RENAME COLUMN "title" TO "name";', "RENAME_COLUMN"),
        ('ALTER TABLE "ideas_idea" ADD COLUMN "name" text NOT NULL;', "NOT_NULL"),
        ('DROP TABLE "ideas_idea" CASCADE;', "DROP_TABLE"),
    ],
)
def test_what_would_break_it_is_found(statement, code):
    errors, *_ = analyse_sql_statements(get_sql_analyser_class("postgresql"), [statement])
    assert [error.code for error in errors] == [code]
