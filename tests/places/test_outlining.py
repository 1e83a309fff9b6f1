import csv
import itertools
import json
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from smartcounty.places import rules
from smartcounty.places.rules.outlining import STEP
from tests.real_data import county_file

WIDE = STEP / math.cos(math.radians(52.8))
SQUARES = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 12)), st.sampled_from("ABC"), min_size=1
)


def _points(*areas):
    """A point in the middle of each of these (name, columns, rows) of squares."""
    return [
        (52.8 + (row + 0.5) * STEP, -2 + (column + 0.5) * WIDE, name)
        for name, columns, rows in areas
        for column in columns
        for row in rows
    ]


def _holds(geometry, latitude, longitude):
    """Whether a point is inside the outer rings, by counting the borders east of it."""
    borders = [
        (west, east)
        for ring in rules.outer_rings(geometry)
        for west, east in itertools.pairwise(ring)
    ]
    return (
        sum(
            (a[1] > latitude) != (b[1] > latitude)
            and longitude < a[0] + (latitude - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
            for a, b in borders
        )
        % 2
        == 1
    )


def test_no_points_have_no_outline():
    assert rules.outlines([]) == {}


def test_an_area_of_hardly_any_points_has_no_outline():
    assert rules.outlines(_points(("A", range(3), range(1)))) == {}


def test_an_outline_is_a_closed_ring_of_corners_alone():
    shape = rules.outlines(_points(("A", range(4), range(3))))["A"]

    [ring] = shape["coordinates"]
    assert shape["type"] == "Polygon"
    assert ring[0] == ring[-1]
    assert len(ring) == 5


def test_neighbours_share_their_border():
    shapes = rules.outlines(_points(("A", range(3), range(6)), ("B", range(3, 6), range(6))))

    shared = set(map(tuple, shapes["A"]["coordinates"][0])) & set(
        map(tuple, shapes["B"]["coordinates"][0])
    )
    assert len(shared) == 2


def test_empty_ground_between_points_belongs_to_who_is_around():
    points = _points(("A", range(0, 9, 4), range(0, 9, 4)), ("A", range(9), [0, 8]))

    [ring] = rules.outlines(points)["A"]["coordinates"]

    assert _holds({"type": "Polygon", "coordinates": [ring]}, 52.8 + 2.5 * STEP, -2 + 4.5 * WIDE)


def test_a_few_points_inside_another_area_do_not_make_a_hole():
    points = _points(("A", range(7), range(7)), ("B", range(20, 27), range(7)))
    strays = [(*point[:2], "B") for point in points if point[2] == "A"][24:25]

    plain = rules.outlines(points)

    assert rules.outlines(points + strays * 2) == plain


def test_an_area_in_two_large_parts_is_drawn_as_two():
    shape = rules.outlines(_points(("A", range(4), range(4)), ("A", range(20, 25), range(4))))["A"]

    assert shape["type"] == "MultiPolygon"
    assert len(rules.outer_rings(shape)) == 2


def test_points_over_the_border_keep_an_outline_from_growing_over_them():
    ours = _points(("A", range(5), [0, 1, 3, 4]), ("A", range(2), [2]))
    bay = _points((None, [2, 3, 4], [2]))

    shape = rules.outlines(ours + bay)["A"]

    assert not _holds(shape, *bay[2][:2])


@settings(max_examples=60)
@given(SQUARES)
def test_whatever_the_points_each_ring_is_closed_and_turns_only_at_right_angles(squares):
    points = [(52.8 + y * STEP, -2 + x * WIDE, area) for (x, y), area in squares.items()]

    for shape in rules.outlines(points).values():
        for ring in rules.outer_rings(shape):
            assert ring[0] == ring[-1]
            assert len(ring) >= 5
            assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(ring))


def test_the_districts_of_a_county_hold_nearly_all_their_postcodes_in_a_few_kilobytes():
    with county_file("geo/staffordshire_postcodes_onspd_2025-11.csv").open() as file:
        points = [
            (float(row["latitude"]), float(row["longitude"]), row["lad_name"])
            for row in csv.DictReader(file)
        ]

    shapes = rules.outlines(points)

    some = points[::50]
    right = sum(_holds(shapes[area], north, east) for north, east, area in some)
    assert right / len(some) > 0.93
    assert len(shapes) == 9
    assert max(len(json.dumps(shape)) for shape in shapes.values()) < 3000
