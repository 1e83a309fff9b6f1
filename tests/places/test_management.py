import json
import re
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from smartcounty.places.models import Area, Postcode, Topic
from tests.real_data import county_file

pytestmark = pytest.mark.django_db
HEADING = "postcode,latitude,longitude,lad_code,lad_name\n"


def _run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().splitlines()


def test_load_places_tells_each_bad_row_and_counts_at_the_end(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(
        HEADING
        + "ST16 2LH,52.8063,-2.1164,E07000197,Stafford\n"
        + "nonsense,52.8,-2.1,E07000197,Stafford\n"
        + "CF10 1AA,51.5,-3.2,W06000015,Cardiff\n"
    )

    assert _run("load_places", path) == [
        "line 3: 'nonsense' is not a postcode",
        "1 rows of other districts skipped",
        "created=1 updated=0 unchanged=0 rejected=1",
    ]
    assert _run("load_places", path)[-1] == "created=0 updated=0 unchanged=1 rejected=1"


def test_load_places_says_why_it_cannot_read_a_file(tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("name,age\n")

    with pytest.raises(CommandError, match="No such file"):
        _run("load_places", tmp_path / "absent.csv")
    with pytest.raises(CommandError, match="lacks the columns: postcode"):
        _run("load_places", other)


def test_a_file_that_is_cut_off_changes_nothing(tmp_path):
    path = tmp_path / "cut.csv"
    path.write_bytes(HEADING.encode() + b"ST16 2LH,52.8063,-2.1164,E07000197,Stafford\nST16 2L\xff")

    with pytest.raises(CommandError, match="Nothing was changed"):
        _run("load_places", path)
    assert not Postcode.objects.exists()
    assert not Area.objects.exists()


def test_load_gazetteer_brings_places_and_topics_and_is_safe_to_repeat():
    first, second = _run("load_gazetteer"), _run("load_gazetteer")

    assert re.fullmatch(r"created=\d+ updated=0 unchanged=0 rejected=0", first[-1])
    assert re.fullmatch(r"created=0 updated=0 unchanged=\d+ rejected=0", second[-1])
    assert Area.objects.districts().count() == 9
    assert Topic.objects.count() == 12


def test_load_gazetteer_says_what_is_missing(tmp_path):
    with pytest.raises(CommandError, match=r"areas\.csv"):
        _run("load_gazetteer", tmp_path)


def test_the_whole_county_is_loaded_in_seconds():
    path = county_file("geo/staffordshire_postcodes_onspd_2025-11.csv")
    started = time.monotonic()

    lines = _run("load_places", path)

    assert lines == [
        "9 outlines drawn out of the postcodes",
        "created=39422 updated=0 unchanged=0 rejected=0",
    ]
    assert not Area.objects.districts().filter(outline__isnull=True).exists()
    assert time.monotonic() - started < 30
    assert _run("load_places", path) == ["created=0 updated=0 unchanged=39422 rejected=0"]


def test_load_places_without_a_file_takes_the_county_and_its_surroundings_from_the_package(
    tmp_path, settings
):
    settings.COUNTY = {**settings.COUNTY, "districts": ["E07000199"]}
    shape = {"type": "Polygon", "coordinates": [[[-1.7, 52.6], [-1.6, 52.6], [-1.6, 52.7]]]}
    feature = {"properties": {"LAD24CD": "E07000199"}, "geometry": shape}
    outlines = tmp_path / "outlines.geojson"
    outlines.write_text(json.dumps({"features": [feature]}))

    lines = _run("load_places", "--outlines", outlines)

    tamworth = Area.objects.get(code="E07000199")
    assert lines[-1] == "E07000199 has no name yet: give it one in the staff area."
    assert tamworth.outline == shape
    assert tamworth.postcodes.count() == 2208
    assert Postcode.objects.filter(area=None).count() > 2208
