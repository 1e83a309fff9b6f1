from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    """Trusted extensions only, and the text search configuration that generated columns may name."""

    initial = True
    dependencies = []
    run_before = [
        ("accounts", "0001_initial")
    ]  # constraints and indexes of every app may use these
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(
            "CREATE TEXT SEARCH CONFIGURATION county (COPY = english);"
            "ALTER TEXT SEARCH CONFIGURATION county"
            " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;",
            "DROP TEXT SEARCH CONFIGURATION county;",
        ),
    ]
