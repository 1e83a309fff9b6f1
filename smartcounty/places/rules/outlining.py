"""Outlines of areas out of the points that lie in them, to be drawn and for nothing else; no database.

The ground is cut into squares of about a kilometre. Each belongs to the area with most points in it; empty ones between
them go to their neighbours. So neighbours share their borders, and no outline tells where a single point is.
"""

import math
from collections import Counter, defaultdict

STEP = 0.009  # degrees of latitude, about a kilometre
REACH = 3  # squares: wider emptiness stays empty
LEAST = 4  # squares: fewer make no shape
PART = 0.1  # of an area's largest part: smaller ones go to whoever surrounds them
DECIMALS = 3
_SIDES = ((1, 0), (0, 1), (-1, 0), (0, -1))


def outlines(points):
    """GeoJSON geometry by area of (latitude, longitude, area); points without an area are ground of nobody.

    An area with hardly any points is left out.
    """
    points = list(points)
    if not points:
        return {}
    middle = sum(latitude for latitude, _, _ in points) / len(points)
    wide = STEP / math.cos(math.radians(middle))
    owners = _without_scraps(_filled(_owners(points, wide)))
    rings = defaultdict(list)
    for area, part in _parts(owners):
        if len(part) < LEAST:
            continue
        rings[area].append(
            [[round(x * wide, DECIMALS), round(y * STEP, DECIMALS)] for x, y in _ring(part, owners)]
        )
    return {area: _geometry(found) for area, found in rings.items()}


def _owners(points, wide):
    """By square the area with most points in it; among equals the one that was met first."""
    votes = defaultdict(Counter)
    for latitude, longitude, area in points:
        votes[math.floor(longitude / wide), math.floor(latitude / STEP)][area] += 1
    return {square: counted.most_common(1)[0][0] for square, counted in votes.items()}


def _filled(owners):
    """With the empty squares between the others given to those beside them; nothing grows outwards."""
    land = _closed({square for square, area in owners.items() if area is not None})
    owners = {square: area for square, area in owners.items() if area is not None or square in land}
    for _ in range(2 * REACH):
        empty = land - owners.keys()
        taken = {square: _around(square, owners) for square in sorted(empty)}
        owners |= {square: near.most_common(1)[0][0] for square, near in taken.items() if near}
    return {square: area for square, area in owners.items() if area is not None}


def _closed(squares):
    """These and what lies between them: grown on all sides by the reach, then shrunk by it again."""
    wider = set(squares)
    for _ in range(REACH):
        wider |= {near for square in wider for near in _beside(square)}
    for _ in range(REACH):
        wider = {square for square in wider if wider.issuperset(_beside(square))}
    return wider | squares


def _without_scraps(owners):
    """Small parts apart from the rest of their area go to the area around them, or to nobody."""
    largest = Counter()
    parts = list(_parts(owners))
    for area, part in parts:
        largest[area] = max(largest[area], len(part))
    kept = dict(owners)
    for area, part in sorted(parts, key=lambda pair: len(pair[1])):
        if len(part) >= PART * largest[area]:
            continue
        around = sum((_around(square, kept) for square in part), Counter())
        del around[area]
        for square in part:
            kept.pop(square)
            if around:
                kept[square] = around.most_common(1)[0][0]
    return kept


def _parts(owners):
    """(area, its squares that hang together), from the south-west on."""
    left = set(owners)
    for start in sorted(owners):
        if start not in left:
            continue
        area, part, waiting = owners[start], {start}, [start]
        while waiting:
            for near in _beside(waiting.pop()):
                if near not in part and owners.get(near) == area:
                    part.add(near)
                    waiting.append(near)
        left -= part
        yield area, part


def _ring(part, owners):
    """The corners of the outer border of a part, anticlockwise and closed.

    Where three areas meet is a corner for each of them, so that borders that are drawn as curves stay one line.
    """
    x, y = start = min(part)  # leftmost, then lowest: its lower left corner is on the outer border
    (x, y), way, corners = (x + 1, y), (1, 0), [start]
    while (x, y) != start:
        dx, dy = way
        ahead_right, ahead_left = _ahead(x, y, way)
        if ahead_right in part:
            way = (dy, -dx)
        elif ahead_left not in part:
            way = (-dy, dx)
        if way != (dx, dy) or _is_junction(x, y, owners):
            corners.append((x, y))
        x, y = x + way[0], y + way[1]
    return [*corners, start]


def _ahead(x, y, way):
    """The squares ahead on the right and on the left of somebody at a corner who walks that way."""
    right = {(1, 0): (0, -1), (0, 1): (0, 0), (-1, 0): (-1, 0), (0, -1): (-1, -1)}[way]
    left = {(1, 0): (0, 0), (0, 1): (-1, 0), (-1, 0): (-1, -1), (0, -1): (0, -1)}[way]
    return (x + right[0], y + right[1]), (x + left[0], y + left[1])


def _is_junction(x, y, owners):
    around = {owners.get((x - east, y - north)) for east in (0, 1) for north in (0, 1)}
    return len(around) > 2


def _around(square, owners):
    return Counter(owners[near] for near in _beside(square) if near in owners)


def _beside(square):
    x, y = square
    return [(x + dx, y + dy) for dx, dy in _SIDES]


def _geometry(rings):
    """The largest first."""
    rings = sorted(rings, key=len, reverse=True)
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings}
    return {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}


def joined(geometries):
    """One geometry of several, side by side; None of none."""
    polygons = [
        polygon
        for shape in geometries
        for polygon in (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        )
    ]
    return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None


def outer_rings(geometry):
    """The outer ring of a Polygon, or of each part of a MultiPolygon."""
    return [polygon[0] for polygon in joined([geometry])["coordinates"] if polygon]
