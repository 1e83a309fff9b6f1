import csv
import io
import json

import brotli
import pytest
from django.conf import settings

from smartcounty.places import exchange, rules
from smartcounty.places.exchange import BadRow, NotReadable, PostcodeRow
from tests.real_data import county_file

HEADING = "postcode,latitude,longitude,lad_code,lad_name\n"


def _read(*lines):
    return list(exchange.read_postcodes(io.StringIO(HEADING + "\n".join(lines))))


def test_a_row_is_read_and_written_as_usual():
    assert _read("st162lh,52.8063,-2.1164,E07000197,Stafford") == [
        PostcodeRow("ST16 2LH", 52.8063, -2.1164, "E07000197", "Stafford")
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ST16,52.8,-2.1,E07000197,Stafford", "'ST16' is not a postcode"),
        ("ST16 2LH,north,-2.1,E07000197,Stafford", "not a number"),
        ("ST16 2LH,nan,-2.1,E07000197,Stafford", "outside the United Kingdom"),
        ("ST16 2LH,1e999,-2.1,E07000197,Stafford", "not a number|outside"),
        ("ST16 2LH,99.999999,0,E07000197,Stafford", "outside the United Kingdom"),
        ("ST16 2LH,52.8,-2.1,,Stafford", "has no district"),
        ("ST16 2LH,52.8,-2.1", "more or fewer fields"),
        ("ST16 2LH,52.8,-2.1,E07000197,Stafford,more", "more or fewer fields"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_rest_is_read(line, reason):
    first, second = _read(line, "ST17 4AA,52.8,-2.1,E07000197,Stafford")

    assert isinstance(first, BadRow)
    assert first.line == 2
    assert any(part in first.reason for part in reason.split("|"))
    assert second.code == "ST17 4AA"


def test_a_postcode_given_twice_is_told_the_second_time():
    line = "ST16 2LH,52.8,-2.1,E07000197,Stafford"

    assert _read(line, line)[1] == BadRow(3, "ST16 2LH is here a second time")


def test_a_file_without_the_columns_is_refused_with_their_names():
    with pytest.raises(NotReadable, match="lad_code, lad_name"):
        list(exchange.read_postcodes(io.StringIO("postcode,latitude,longitude\n")))


@pytest.mark.parametrize("text", ["", "\x00" * 50, "{}"])
def test_a_file_that_is_not_csv_is_refused(text):
    with pytest.raises(NotReadable):
        list(exchange.read_postcodes(io.StringIO(text)))


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes(HEADING.encode() + b"ST16 2LH,52.8,-2.1,E07000197,Caf\xe9\n")

    with path.open(encoding="utf-8") as lines, pytest.raises(NotReadable):
        list(exchange.read_postcodes(lines))


def test_a_field_without_end_is_refused():
    with pytest.raises(NotReadable, match="line"):
        _read('"' + "x" * (csv.field_size_limit() + 10))


def test_the_gazetteer_is_whole():
    areas = {row.code: row for row in exchange.read_areas()}
    towns, outward = exchange.read_towns(), exchange.read_outward_codes()

    assert len(areas) == 10
    assert len(towns) >= 45
    assert len(outward) >= 55
    assert {row.area_code for row in [*towns, *outward]} < set(areas)
    assert all(row.adult_population > 50_000 for row in areas.values())
    assert len(exchange.read_topics()) == 12


def test_topics_have_drawings(settings):
    icons = (settings.BASE_DIR / "static" / "img" / "icons.svg").read_text()

    assert all(f'id="{row.icon}"' in icons for row in exchange.read_topics())


@pytest.fixture(scope="module")
def national():
    """What the package holds of the county and around it, by postcode: read once, by one process."""
    rows = exchange.read_national(settings.COUNTY["districts"])
    return {row.code: row for row in rows}


@pytest.mark.xdist_group("national")
def test_the_package_holds_every_postcode_of_the_county_at_its_place(national):
    path = county_file("geo/staffordshire_postcodes_onspd_2025-11.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        known = {row.code: row for row in exchange.read_postcodes(lines)}

    ours = {code: row for code, row in national.items() if row.area_code}

    assert {code: row.area_code for code, row in ours.items()} == {
        code: row.area_code for code, row in known.items()
    }
    assert max(_metres(row, known[code]) for code, row in ours.items()) < 10


@pytest.mark.xdist_group("national")
def test_the_package_gives_what_is_within_ten_kilometres_of_the_county(national):
    outside = {code for code, row in national.items() if not row.area_code}

    assert {"WV1 1RR", "DE14 1AA"} & set(national)
    assert "WV1 1ST" in outside  # Wolverhampton, 5 km over the border
    assert not any(code.startswith(("SW1", "CF10", "M1 ")) for code in outside)
    assert len(national) < 150_000


def test_a_folder_without_postcodes_is_said_to_be_none(tmp_path):
    with pytest.raises(NotReadable, match=r"Install requirements/places\.lock, or name a file"):
        list(exchange.read_national(["E07000197"], folder=tmp_path))


@pytest.mark.parametrize("content", [b"", b"nonsense", brotli.compress(b"\x80")])
def test_a_package_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "postcodes_S.msgpack.br").write_bytes(content)

    with pytest.raises(NotReadable, match="does not hold the columns"):
        list(exchange.read_national(["E07000197"], folder=tmp_path))


def _metres(row, other):
    point = (row.latitude, row.longitude, other.latitude, other.longitude)
    return rules.distance_miles(*point) * rules.METRES_A_MILE


SHAPE = {"type": "Polygon", "coordinates": [[[-2.123456, 52.7], [-2, 52.7], [-2, 52.9]]]}


def _collection(geometry, **properties):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_outlines_are_found_by_the_code_wherever_it_stands():
    text = _collection(SHAPE, FID=1, LAD24CD="E07000197", LAD24NM="Stafford")

    assert exchange.read_outlines(text, {"E07000197"}) == {
        "E07000197": {
            "type": "Polygon",
            "coordinates": [[[-2.1235, 52.7], [-2.0, 52.7], [-2.0, 52.9]]],
        }
    }
    assert exchange.read_outlines(text, {"E07000198"}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"features": 3}',
        _collection({"type": "Point", "coordinates": [1, 2]}, code="E07000197"),
        _collection({"type": "Polygon", "coordinates": [[["a"]]]}, code="E07000197"),
        _collection({"type": "Polygon", "coordinates": []}, code="E07000197"),
        _collection(None, code="E07000197"),
    ],
)
def test_outlines_of_another_form_are_refused(text):
    with pytest.raises(NotReadable, match="not a GeoJSON"):
        exchange.read_outlines(text, {"E07000197"})
