import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_places_over_the_border"),
        ("services", "0005_words_people_say"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="traits",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                help_text="What it is filtered by, as facet:value.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["traits"], name="service_traits"
            ),
        ),
        # The next `rebuild_cards` fills them.
        migrations.RunSQL("UPDATE services_service SET card_hash = ''", migrations.RunSQL.noop),
    ]
