from django.db import migrations


class Migration(migrations.Migration):
    """The code forgets the field; its empty column goes with the release after, as the one before still reads it."""

    dependencies = [("services", "0007_counted_from_an_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("category", "category_not_its_own_parent"),
                migrations.RemoveField("category", "parent"),
            ]
        )
    ]
