import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0002_hours_of_one_place"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlsoUsed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="also_used",
                        to="services.service",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "also used",
                "constraints": [
                    models.UniqueConstraint(fields=("service", "other"), name="also_used_once"),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 10)), name="also_used_by_enough_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("service", models.F("other")), _negated=True),
                        name="also_used_another",
                    ),
                ],
            },
        ),
    ]
