"""Postcodes as text and distances over ground; no database."""

import math
import re
from dataclasses import dataclass

EARTH_RADIUS_MILES = 3958.7613
METRES_A_MILE = 1609.344
MILES_A_DEGREE = 2 * math.pi * EARTH_RADIUS_MILES / 360

# One or two letters, a digit, an optional digit or letter; then a digit and two letters (inward code).
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
# Where a postcode of the United Kingdom can be; what has no known place is given as 99.999999 or 0.
_LATITUDES, _LONGITUDES = (49.0, 61.5), (-9.0, 2.5)
# The drawn map: its corner, how much shorter a degree east is than one north, and the height of a letter.
_MAP_NORTH, _MAP_WEST, _MAP_NARROWING = 61.5, -9.0, 0.605
LETTER = 11


@dataclass(frozen=True)
class Found:
    """Where something typed is, and its area. Not `exact`: the point is the middle of a town or outward code."""

    label: str
    latitude: float
    longitude: float
    area: object
    exact: bool


def normalise_postcode(text):
    """`st162lh` to `ST16 2LH`; the empty text if it does not have the form of a full postcode."""
    found = _POSTCODE.fullmatch(re.sub(r"[^0-9A-Z]", "", text.upper()))
    return f"{found[1]} {found[2]}" if found else ""


def normalise_outward(text):
    """`st16` to `ST16`; the empty text if it does not have the form of an outward code."""
    found = _OUTWARD.fullmatch(re.sub(r"[^0-9A-Z]", "", text.upper()))
    return found[0] if found else ""


def outward_of(postcode):
    return postcode.split(" ")[0]


def is_possible_point(latitude, longitude):
    """Whether a point can be in the United Kingdom; also refuses infinite and undefined numbers."""
    return (
        _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
    )


def distance_miles(latitude, longitude, other_latitude, other_longitude):
    """Great-circle distance in miles by the haversine formula; degrees in."""
    a, b = math.radians(latitude), math.radians(other_latitude)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(half))


def bounding_box(latitude, longitude, miles):
    """(south, north, west, east) of a box that holds every point within so many miles; degrees in and out."""
    high = miles / MILES_A_DEGREE
    wide = high / max(math.cos(math.radians(abs(latitude) + high)), 0.01)
    return latitude - high, latitude + high, longitude - wide, longitude + wide


def on_map(latitude, longitude):
    """Where a point stands on the drawn map, in steps of about a hundred metres east and south."""
    return (longitude - _MAP_WEST) * 1000 * _MAP_NARROWING, (_MAP_NORTH - latitude) * 1000


def curve(points):
    """An SVG path round the corners of a ring of (longitude, latitude): it passes half way between them.

    Neighbours share their corners, so that their common border is one line.
    """
    corners = [on_map(latitude, longitude) for longitude, latitude in points[:-1]]
    if len(corners) < 3:
        return ""
    halves = [
        ((ax + bx) / 2, (ay + by) / 2)
        for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)
    ]
    start = "M{:.0f} {:.0f}".format(*halves[-1])
    bends = (
        "Q{:.0f} {:.0f} {:.0f} {:.0f}".format(*corner, *half)
        for corner, half in zip(corners, halves, strict=True)
    )
    return f"{start}{''.join(bends)}z"


def labels(towns):
    """Of (name, latitude, longitude) those that can be written on the map without touching an earlier one."""
    placed, shown = [], []
    for name, latitude, longitude in towns:
        x, y = on_map(latitude, longitude)
        box = (x - 3, y - LETTER, x + 5 + len(name) * LETTER * 0.55, y + LETTER / 2)
        if not any(_touch(box, other) for other in placed):
            placed.append(box)
            shown.append({"name": name, "x": round(x), "y": round(y)})
    return shown


def _touch(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
