"""Outlines of areas as GeoJSON gives them."""

import json

from smartcounty.places.exchange.postcodes import NotReadable

SHAPES = ("Polygon", "MultiPolygon")
DECIMALS = 4  # about ten metres


def read_outlines(text, codes):
    """Geometry by code, for those of the codes that a FeatureCollection has, in whichever property the code stands."""
    try:
        features = json.loads(text)["features"]
        found = {_code(feature, codes): feature["geometry"] for feature in features}
        return {code: _geometry(shape) for code, shape in found.items() if code}
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NotReadable("This is not a GeoJSON FeatureCollection of areas.") from error


def _code(feature, codes):
    return next((value for value in feature["properties"].values() if value in codes), None)


def _geometry(shape):
    if shape["type"] not in SHAPES:
        raise ValueError(shape["type"])
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(part):
    """A position, or a list of lists of them; two numbers of each are kept."""
    if isinstance(part[0], int | float):
        return [round(float(number), DECIMALS) for number in part[:2]]
    return [_rounded(inner) for inner in part]
