"""Postcodes as text, distances over ground, the national grid, outlines, and the drawn map; no database."""

from smartcounty.places.rules.drawing import LETTER, curve, labels, on_map, window
from smartcounty.places.rules.grid import SQUARE, point_of_grid, surroundings
from smartcounty.places.rules.ground import (
    EARTH_RADIUS_MILES,
    METRES_A_MILE,
    MILES_A_DEGREE,
    Found,
    bounding_box,
    distance_miles,
    is_possible_point,
)
from smartcounty.places.rules.outlining import joined, outer_rings, outlines
from smartcounty.places.rules.postcodes import (
    label_parts,
    normalise_outward,
    normalise_postcode,
    outward_of,
)

__all__ = [
    "EARTH_RADIUS_MILES",
    "LETTER",
    "METRES_A_MILE",
    "MILES_A_DEGREE",
    "SQUARE",
    "Found",
    "bounding_box",
    "curve",
    "distance_miles",
    "is_possible_point",
    "joined",
    "label_parts",
    "labels",
    "normalise_outward",
    "normalise_postcode",
    "on_map",
    "outer_rings",
    "outlines",
    "outward_of",
    "point_of_grid",
    "surroundings",
    "window",
]
