from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Made while people read and write, so outside a transaction."""

    atomic = False
    dependencies = [("ideas", "0005_joinings_carry_followers_and_talk")]

    operations = [
        AddIndexConcurrently(
            model_name="idea",
            index=models.Index(
                fields=["topic", "area", "status"],
                name="idea_counts",
                condition=Q(hidden_at=None, published_at__isnull=False),
            ),
        ),
        AddIndexConcurrently(
            model_name="idea",
            index=models.Index(
                F("threshold") - F("support_count"),
                F("id").desc(),
                name="idea_needing_support",
                condition=Q(status="open", threshold_reached_at=None, hidden_at=None),
            ),
        ),
    ]
