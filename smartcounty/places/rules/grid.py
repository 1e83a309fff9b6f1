"""From the British national grid to latitude and longitude.

The published seven-parameter shift between the two datums, without the grid of corrections that surveyors use: in
the English Midlands it is right to about 3 metres, in all of Great Britain to about 7.
"""

import math

SQUARE = 1000  # metres

# Airy 1830, the ellipsoid of the national grid, and its transverse Mercator projection; metres and radians.
_A, _B = 6377563.396, 6356256.909
_SCALE = 0.9996012717
_LATITUDE, _LONGITUDE = math.radians(49), math.radians(-2)
_NORTH, _EAST = -100_000, 400_000
_E2 = 1 - (_B / _A) ** 2
_N = (_A - _B) / (_A + _B)
# GRS80, the ellipsoid of the worldwide datum.
_WORLD_A = 6378137.0
_WORLD_E2 = 1 - (6356752.3141 / _WORLD_A) ** 2
# From OSGB36 to the worldwide datum: metres, parts per million, seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_GROWTH = 1 - 20.4894e-6
_TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))


def point_of_grid(easting, northing):
    """(latitude, longitude) in degrees of a point of the national grid, given in metres."""
    return _to_world(*_unproject(easting, northing))


def _unproject(easting, northing):
    """Latitude and longitude on the old datum, in radians."""
    latitude, arc = _LATITUDE, 0.0
    while abs(northing - _NORTH - arc) >= 1e-5:
        latitude += (northing - _NORTH - arc) / (_A * _SCALE)
        arc = _arc(latitude)
    sin, tan2 = math.sin(latitude), math.tan(latitude) ** 2
    nu = _A * _SCALE / math.sqrt(1 - _E2 * sin**2)
    rho = nu * (1 - _E2) / (1 - _E2 * sin**2)
    ratio, d = nu / rho, (easting - _EAST) / nu
    east2 = ratio - 1
    north = d**2 / 2 - d**4 / 24 * (5 + 3 * tan2 + east2 - 9 * tan2 * east2)
    north += d**6 / 720 * (61 + 90 * tan2 + 45 * tan2**2)
    east = d - d**3 / 6 * (ratio + 2 * tan2) + d**5 / 120 * (5 + 28 * tan2 + 24 * tan2**2)
    east -= d**7 / 5040 * (61 + 662 * tan2 + 1320 * tan2**2 + 720 * tan2**3)
    return latitude - math.tan(latitude) * ratio * north, _LONGITUDE + east / math.cos(latitude)


def _arc(latitude):
    """The length of the meridian from the true origin to a latitude."""
    less, more = latitude - _LATITUDE, latitude + _LATITUDE
    n, n2, n3 = _N, _N**2, _N**3
    return (
        _B
        * _SCALE
        * (
            (1 + n + 5 / 4 * (n2 + n3)) * less
            - (3 * n + 3 * n2 + 21 / 8 * n3) * math.sin(less) * math.cos(more)
            + 15 / 8 * (n2 + n3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _to_world(latitude, longitude):
    """The same point of the ground on the worldwide datum, in degrees."""
    nu = _A / math.sqrt(1 - _E2 * math.sin(latitude) ** 2)
    x = nu * math.cos(latitude) * math.cos(longitude)
    y = nu * math.cos(latitude) * math.sin(longitude)
    z = nu * (1 - _E2) * math.sin(latitude)
    (dx, dy, dz), (rx, ry, rz) = _SHIFT, _TURN
    x, y, z = (
        dx + _GROWTH * x - rz * y + ry * z,
        dy + rz * x + _GROWTH * y - rx * z,
        dz - ry * x + rx * y + _GROWTH * z,
    )
    flat = math.hypot(x, y)
    found = math.atan2(z, flat * (1 - _WORLD_E2))
    for _ in range(4):
        nu = _WORLD_A / math.sqrt(1 - _WORLD_E2 * math.sin(found) ** 2)
        found = math.atan2(z + _WORLD_E2 * nu * math.sin(found), flat)
    return math.degrees(found), math.degrees(math.atan2(y, x))


def surroundings(points, *, metres):
    """The squares of a kilometre, as (east, north), within so many metres of any of the points; to half a square."""
    squares = {(int(easting) // SQUARE, int(northing) // SQUARE) for easting, northing in points}
    reach = math.ceil(metres / SQUARE)
    ring = [
        (east, north)
        for east in range(-reach, reach + 1)
        for north in range(-reach, reach + 1)
        if math.hypot(east, north) * SQUARE <= metres
    ]
    return {(east + x, north + y) for east, north in squares for x, y in ring}
