"""Places as outside files give them: the national postcode list, and the gazetteer that comes with the portal.

The gazetteer's points are facts, rounded; its adult populations are rounded estimates for the middle of 2023; its
outlines are sketches made of the postcodes on a grid of a kilometre, to be drawn and for nothing else.
"""

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from smartcounty.places import rules

GAZETTEER = Path(__file__).parent / "data"
COLUMNS = ("postcode", "latitude", "longitude", "lad_code", "lad_name")


class NotReadable(Exception):
    """The file as a whole cannot be used; says why in a sentence."""


@dataclass(frozen=True)
class PostcodeRow:
    code: str
    latitude: float
    longitude: float
    area_code: str
    area_name: str


@dataclass(frozen=True)
class BadRow:
    line: int
    reason: str


@dataclass(frozen=True)
class AreaRow:
    code: str
    name: str
    latitude: float
    longitude: float
    adult_population: int
    population_on: date
    outline: dict | None = None


@dataclass(frozen=True)
class PlaceRow:
    """A town, or the middle of an outward code."""

    name: str
    latitude: float
    longitude: float
    area_code: str


@dataclass(frozen=True)
class TopicRow:
    slug: str
    name: str
    icon: str
    position: int


def read_postcodes(lines):
    """A PostcodeRow or BadRow for each row of a CSV, as it is read; raises NotReadable for another kind of file."""
    reader = csv.DictReader(lines)
    try:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    except (csv.Error, UnicodeDecodeError) as error:
        raise NotReadable("This is not a CSV file in UTF-8.") from error
    if missing:
        raise NotReadable(f"The first line lacks the columns: {', '.join(missing)}.")
    seen = set()
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeDecodeError) as error:
            raise NotReadable(f"After line {reader.line_num} it is not CSV in UTF-8.") from error
        yield _postcode(row, reader.line_num, seen)


def read_areas(folder=GAZETTEER):
    outlines = _outlines(folder)
    return [
        AreaRow(
            code=row["code"],
            name=row["name"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            adult_population=int(row["adult_population"]),
            population_on=date.fromisoformat(row["population_on"]),
            outline=outlines.get(row["code"]),
        )
        for row in _rows(folder, "areas.csv")
    ]


def read_towns(folder=GAZETTEER):
    return [_place(row, row["name"]) for row in _rows(folder, "towns.csv")]


def read_outward_codes(folder=GAZETTEER):
    return [_place(row, row["code"]) for row in _rows(folder, "outward_codes.csv")]


def read_topics(folder=GAZETTEER):
    """The topics in the order of the file."""
    return [
        TopicRow(slug=row["slug"], name=row["name"], icon=row["icon"], position=10 * number)
        for number, row in enumerate(_rows(folder, "topics.csv"), start=1)
    ]


def _postcode(row, line, seen):
    """The row checked, or what is wrong with it; `seen` holds the postcodes above it."""
    if None in row or None in row.values():
        return BadRow(line, "it has more or fewer fields than the first line")
    code = rules.normalise_postcode(row["postcode"])
    if not code:
        return BadRow(line, f"{row['postcode'][:20]!r} is not a postcode")
    if code in seen:
        return BadRow(line, f"{code} is here a second time")
    try:
        latitude, longitude = round(float(row["latitude"]), 6), round(float(row["longitude"]), 6)
    except (ValueError, OverflowError):
        return BadRow(line, f"{code} has a latitude or longitude that is not a number")
    if not rules.is_possible_point(latitude, longitude):
        return BadRow(line, f"{code} is at {latitude}, {longitude}, outside the United Kingdom")
    area_code, area_name = row["lad_code"].strip(), row["lad_name"].strip()
    if not area_code or not area_name:
        return BadRow(line, f"{code} has no district")
    seen.add(code)
    return PostcodeRow(code, latitude, longitude, area_code, area_name)


def _place(row, name):
    return PlaceRow(name, float(row["latitude"]), float(row["longitude"]), row["area"])


def _outlines(folder):
    """GeoJSON geometries by code; a gazetteer may do without the file, which holds one ring for each area."""
    path = Path(folder) / "outlines.json"
    if not path.exists():
        return {}
    rings = json.loads(path.read_text(encoding="utf-8"))
    return {code: {"type": "Polygon", "coordinates": [ring]} for code, ring in rings.items()}


def _rows(folder, name):
    with (Path(folder) / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
