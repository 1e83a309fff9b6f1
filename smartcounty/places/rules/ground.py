"""Points and distances over ground; no database."""

import math
from dataclasses import dataclass

EARTH_RADIUS_MILES = 3958.7613
METRES_A_MILE = 1609.344
MILES_A_DEGREE = 2 * math.pi * EARTH_RADIUS_MILES / 360

# Where a postcode of the United Kingdom can be; what has no known place is given as 99.999999 or 0.
_LATITUDES, _LONGITUDES = (49.0, 61.5), (-9.0, 2.5)


@dataclass(frozen=True)
class Found:
    """Where something typed is, and its area, None outside the county.

    Not `exact`: the point is the middle of a town or outward code.
    """

    label: str
    latitude: float
    longitude: float
    area: object
    exact: bool

    @property
    def full_label(self):
        """With its district, as names repeat: Norton (Lichfield)."""
        own = self.area is None or str(self.area) == self.label or self.label.endswith(")")
        return self.label if own else f"{self.label} ({self.area})"


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
