import csv
from pathlib import Path

from django.db import migrations, models

SEED = Path(__file__).resolve().parents[1] / "data" / "synonyms.csv"


def begin_with_the_list(apps, schema_editor):
    with SEED.open(encoding="utf-8", newline="") as lines:
        model = apps.get_model("services", "Synonym")
        model.objects.bulk_create([model(**row) for row in csv.DictReader(lines)])


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_saved_services"),
    ]

    operations = [
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        help_text="A word or a short phrase, such as chemist or flu jab.",
                        max_length=60,
                        unique=True,
                        verbose_name="people say",
                    ),
                ),
                (
                    "meanings",
                    models.TextField(
                        help_text="Words that services use for it, with commas between them. At most eight count.",
                        max_length=400,
                        verbose_name="look for",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", ""), _negated=True),
                            models.Q(("meanings", ""), _negated=True),
                        ),
                        name="synonym_says_something",
                    )
                ],
            },
        ),
        migrations.RunPython(begin_with_the_list, migrations.RunPython.noop),
    ]
