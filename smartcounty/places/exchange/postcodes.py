"""Postcodes as a CSV file gives them."""

import csv
from dataclasses import dataclass

from smartcounty.places import rules

COLUMNS = ("postcode", "latitude", "longitude", "lad_code", "lad_name")


class NotReadable(Exception):
    """The file as a whole cannot be used; says why in a sentence."""


@dataclass(frozen=True)
class PostcodeRow:
    """Without an `area_code` it is outside the county; without an `area_name` the district keeps the one it has."""

    code: str
    latitude: float
    longitude: float
    area_code: str
    area_name: str


@dataclass(frozen=True)
class BadRow:
    line: int
    reason: str


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
