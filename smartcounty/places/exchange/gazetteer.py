"""The gazetteer that comes with the portal, or another with the same files.

Its points are facts, rounded; its adult populations are rounded estimates for the middle of 2023; its
outlines are sketches made of the postcodes on a grid of a kilometre, to be drawn and for nothing else.
"""

import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

GAZETTEER = Path(__file__).parent.parent / "data"


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
