import csv
import io

import pytest

from smartcounty.places import exchange
from smartcounty.places.exchange import BadRow, NotReadable, PostcodeRow

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
