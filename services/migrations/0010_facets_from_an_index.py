from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Made while people read and write, so outside a transaction."""

    atomic = False
    dependencies = [("services", "0009_more_words_people_say")]

    operations = [
        AddIndexConcurrently(
            model_name="service",
            index=models.Index(
                condition=models.Q(("is_listed", True)),
                fields=["id"],
                include=(
                    "is_county_wide",
                    "has_hours",
                    "rating_shown",
                    "freshness",
                    "verified_at",
                    "district_slugs",
                    "traits",
                ),
                name="service_facets",
            ),
        ),
        RemoveIndexConcurrently(model_name="service", name="service_counts"),
        # An index answers alone only where the rows have been tidied since they changed; a fiftieth is 4,000 of 200,000.
        migrations.RunSQL(
            "ALTER TABLE services_service SET (autovacuum_vacuum_scale_factor = 0.02)",
            "ALTER TABLE services_service RESET (autovacuum_vacuum_scale_factor)",
        ),
    ]
