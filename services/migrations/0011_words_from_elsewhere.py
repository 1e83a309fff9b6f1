import csv
from pathlib import Path

from django.db import migrations

# Every dentist is no answer to whom an orthodontist is needed.
TOO_WIDE = [
    ("braces", "orthodontic, orthodontics, orthodontist, dental"),
    ("orthodontist", "orthodontic, orthodontics, ortho, dental"),
]
NARROWER = "orthodontic, orthodontics, orthodontist, ortho"
WORDS = Path(__file__).resolve().parents[1] / "data" / "synonyms_elsewhere.csv"


def add_to_the_list(apps, schema_editor):
    """Complaints by their names, and what newcomers call a kind of service; what staff have written stays."""
    with WORDS.open(encoding="utf-8", newline="") as lines:
        model = apps.get_model("services", "Synonym")
        rows = [model(**row) for row in csv.DictReader(lines)]
    model.objects.bulk_create(rows, ignore_conflicts=True)
    for said, meanings in TOO_WIDE:
        model.objects.filter(said=said, meanings=meanings).update(meanings=NARROWER)


def keep_them(apps, schema_editor):
    """Going back takes nothing away, as staff may have changed it."""


class Migration(migrations.Migration):
    dependencies = [("services", "0010_facets_from_an_index")]

    operations = [migrations.RunPython(add_to_the_list, keep_them)]
