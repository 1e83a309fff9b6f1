import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parents[1] / "data"
SHIPPED = ("synonyms.csv", "synonyms_more.csv", "synonyms_elsewhere.csv")
# `Care` (and `caring`, which is the same to a search) is in the name of every second dentist, `family` in that of
# practices, `park` in streets; and nobody writes `STI` of what a doctor does about it.
MENDED = {
    "blue badge": "disabled parking",
    "care home": "residential care, nursing home",
    "carer": "carers, respite",
    "elderly": "older people, over 60, older adults",
    "mum": "parents, mothers, mother",
    "std": "sexual health, STI, family planning, contraception, contraceptive",
    "sti": "sexual health, STD, family planning, contraception, contraceptive",
    "walk in": "minor injuries, urgent care, walk-in, hospital",
}
# What hospitals are called today, and what somebody asks for who does not know the name of its kind.
ADDED = {
    "county hospital": "Stafford Hospital",
    "kidney stone": "GP, GP surgery, family doctors, hospital",
    "optometrist": "optician, optical",
    "royal stoke": "University Hospital Of North Staffordshire",
    "royal stoke hospital": "University Hospital Of North Staffordshire",
    "sti test": "sexual health, family planning, contraception, contraceptive",
}


def mend_the_list(apps, schema_editor):
    """Whoever needs a doctor is not told of dental surgeries; what staff have written stays as it is."""
    model = apps.get_model("services", "Synonym")
    for said, meanings in _shipped():
        mended = MENDED.get(said) or _without_dentists(said, meanings)
        if mended != meanings:
            model.objects.filter(said=said, meanings=meanings).update(meanings=mended)
    rows = [model(said=said, meanings=meanings) for said, meanings in ADDED.items()]
    model.objects.bulk_create(rows, ignore_conflicts=True)


def _shipped():
    for name in SHIPPED:
        with (DATA / name).open(encoding="utf-8", newline="") as lines:
            yield from ((row["said"], row["meanings"]) for row in csv.DictReader(lines))


def _without_dentists(said, meanings):
    """Nor of whoever else is in a health centre, unless that is what was said."""
    words = [word.strip() for word in meanings.split(",")]
    if "surgery" not in words or not (said == "gp" or "GP" in words):
        return meanings
    wide = () if said.startswith(("medical c", "health c")) else ("medical", "health centre")
    kept = [word for word in words if word not in wide]
    return ", ".join("GP surgery" if word == "surgery" else word for word in kept)


def keep_them(apps, schema_editor):
    """Going back takes nothing away, as staff may have changed it."""


class Migration(migrations.Migration):
    dependencies = [("services", "0011_words_from_elsewhere")]

    operations = [migrations.RunPython(mend_the_list, keep_them)]
