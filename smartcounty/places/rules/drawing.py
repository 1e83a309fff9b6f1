"""The drawn map: points, outlines and names as SVG has them; no database."""

# Its corner, how much shorter a degree east is than one north, and the height of a letter.
_NORTH, _WEST, _NARROWING = 61.5, -9.0, 0.605
LETTER = 11


def on_map(latitude, longitude):
    """Where a point stands on the drawn map, in steps of about a hundred metres east and south."""
    return (longitude - _WEST) * 1000 * _NARROWING, (_NORTH - latitude) * 1000


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


def window(rings):
    """The SVG view box round all of these rings of (longitude, latitude), with a margin; empty without any."""
    corners = [on_map(latitude, longitude) for ring in rings for longitude, latitude in ring]
    if not corners:
        return ""
    xs, ys = zip(*corners, strict=True)
    left, top = min(xs) - LETTER, min(ys) - LETTER
    return f"{left:.0f} {top:.0f} {max(xs) - left + LETTER:.0f} {max(ys) - top + LETTER:.0f}"


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
