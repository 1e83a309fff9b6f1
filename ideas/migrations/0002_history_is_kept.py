from django.db import migrations


class Migration(migrations.Migration):
    """Nobody rewrites what was decided: a row of history may be added, never changed."""

    dependencies = [("ideas", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE FUNCTION ideas_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the history of an idea is never changed'; END $$;"
            "CREATE TRIGGER history_is_kept BEFORE UPDATE ON ideas_statuschange"
            " FOR EACH ROW EXECUTE FUNCTION ideas_history_is_kept();",
            "DROP TRIGGER history_is_kept ON ideas_statuschange;"
            "DROP FUNCTION ideas_history_is_kept();",
        ),
    ]
