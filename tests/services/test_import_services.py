import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from services.models import Service, Word
from tests.services.records import lines, organisation, page, record, uid

pytestmark = pytest.mark.django_db


def run(path, **options):
    out = StringIO()
    call_command("import_services", path, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def feed(tmp_path):
    """A function that writes a file and runs the command over it."""

    def import_text(text, **options):
        path = tmp_path / "feed.json"
        path.write_text(text)
        return run(path, **options)

    return import_text


def test_the_last_line_counts_what_became_of_the_records(feed):
    assert feed(json.dumps(page(record("One"), record("Two")))) == [
        "created=2 updated=0 unchanged=0 rejected=0"
    ]
    assert feed(lines(record("One"), record("Two", description="New"), record("Three"))) == [
        "created=1 updated=1 unchanged=1 rejected=0"
    ]


def test_each_bad_record_has_a_line_with_its_reason_and_stops_no_other(feed):
    nameless = record("Two")
    del nameless["name"]
    lone = record("Three", organization={"id": uid("nobody")})

    told = feed(lines(record("One"), nameless, "{cut", lone, record("Four")))

    assert told == [
        f"line 2: no name (id {uid('Two')})",
        "line 3: not JSON: Expecting property name enclosed in double quotes, column 2",
        f"line 4: its organisation {uid('nobody')} is not known (id {uid('Three')})",
        "created=2 updated=0 unchanged=0 rejected=3",
    ]


def test_a_repeated_id_is_rejected_unless_it_is_the_same_again(feed):
    told = feed(lines(record("One"), record("One"), record("One", description="Other")))

    assert told == [
        "line 3: repeats the id of line 1",
        "created=1 updated=0 unchanged=1 rejected=1",
    ]
    assert Service.objects.get().description == "Come in & sit down.\nSoup from noon."


def test_a_record_that_the_database_refuses_is_rejected_whole(feed, no_999):
    told = feed(
        lines(
            record("One", contacts=[{"phones": [{"number": "999"}]}]),
            record("Two"),
        )
    )

    assert told[0].startswith("line 1: cannot be stored: ")
    assert told[1] == "created=1 updated=0 unchanged=0 rejected=1"
    assert Service.objects.get().organisation.name == "Penkside Kitchen CIC"


def test_a_file_that_is_not_json_fails_and_still_counts(tmp_path):
    path = tmp_path / "feed.csv"
    path.write_text("id,name\n")
    out = StringIO()

    with pytest.raises(CommandError, match="Nothing could be read"):
        call_command("import_services", path, stdout=out)

    assert out.getvalue().splitlines() == [
        "file: not JSON: Expecting value, column 1",
        "created=0 updated=0 unchanged=0 rejected=1",
    ]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.json")


def test_the_sector_of_unclear_organisations_is_a_choice(feed):
    feed(
        lines(record(organization=organisation("The Old Barn", organization_identifiers=[]))),
        sector="community",
    )

    assert Service.objects.get().organisation.sector == "community"


def test_an_import_teaches_the_words_that_misspellings_are_put_right_by(feed):
    feed(lines(record("The Long Table")))

    assert Word.objects.get(text="table").uses == 1
