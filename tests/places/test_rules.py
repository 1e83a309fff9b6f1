import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcounty.places import rules

IN_ENGLAND = st.tuples(st.floats(50, 55), st.floats(-5, 1.5))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ST16 2LH", "ST16 2LH"),
        ("st162lh", "ST16 2LH"),
        (" st16-2lh. ", "ST16 2LH"),
        ("B742NJ", "B74 2NJ"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("ST16", ""),
        ("ST16 2L", ""),
        ("Stafford", ""),
        ("", ""),
        ("ST16 2LH" * 1000, ""),
    ],
)
def test_a_postcode_is_written_one_way(typed, code):
    assert rules.normalise_postcode(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"), [("st16", "ST16"), ("B 74", "B74"), ("ST16 2LH", ""), ("Leek", ""), ("", "")]
)
def test_an_outward_code_is_written_one_way(typed, code):
    assert rules.normalise_outward(typed) == code


def test_distance_from_stafford_to_lichfield_is_about_fifteen_miles():
    assert rules.distance_miles(52.806, -2.116, 52.683, -1.826) == pytest.approx(14.8, abs=0.1)


def test_distance_to_itself_is_nothing():
    assert rules.distance_miles(52.806, -2.116, 52.806, -2.116) == 0


@given(here=IN_ENGLAND, there=IN_ENGLAND, miles=st.floats(0.1, 60))
def test_a_bounding_box_holds_every_point_within_the_distance(here, there, miles):
    south, north, west, east = rules.bounding_box(*here, miles)

    if rules.distance_miles(*here, *there) <= miles:
        assert south <= there[0] <= north
        assert west <= there[1] <= east


@pytest.mark.parametrize(
    "point", [(99.999999, 0.0), (0.0, 0.0), (52.8, math.nan), (math.inf, -2.1), (-52.8, -2.1)]
)
def test_points_outside_the_country_are_not_possible(point):
    assert not rules.is_possible_point(*point)


def test_points_inside_the_country_are_possible():
    assert rules.is_possible_point(52.8, -2.1)


def test_north_is_up_and_east_is_right_on_the_map():
    stafford, leek = rules.on_map(52.806, -2.116), rules.on_map(53.105, -2.024)

    assert leek[0] > stafford[0]
    assert leek[1] < stafford[1]


def test_a_ring_becomes_a_closed_curve_and_a_broken_one_nothing():
    ring = [[-2.2, 52.7], [-2.0, 52.7], [-2.0, 52.9], [-2.2, 52.7]]

    path = rules.curve(ring)

    assert path.startswith("M")
    assert path.endswith("z")
    assert path.count("Q") == 3
    assert rules.curve(ring[:2]) == ""


# Points that surveyors publish to test conversions with: easting, northing, latitude, longitude.
SURVEYED = [
    (651409.804, 313177.450, 52.658007833, 1.716073972),
    (331534.564, 431920.794, 53.77911025, -3.04045490),
    (599445.590, 225722.826, 51.89436637, 0.89724327),
    (389544.190, 261912.153, 52.25529381, -2.15458614),
    (449816.371, 75335.861, 50.57563665, -1.29782277),
    (422242.186, 433818.701, 53.80021519, -1.66379168),
    (247958.971, 393492.909, 53.41628516, -4.28918069),
]


@pytest.mark.parametrize("point", SURVEYED)
def test_the_national_grid_is_converted_to_within_ten_metres(point):
    easting, northing, latitude, longitude = point

    found = rules.point_of_grid(easting, northing)

    metres = rules.distance_miles(*found, latitude, longitude) * rules.METRES_A_MILE
    assert metres < 4


def test_surroundings_are_the_squares_within_reach():
    near = rules.surroundings([(400_500, 300_500)], metres=2000)

    assert (400, 300) in near
    assert (402, 300) in near
    assert (403, 300) not in near
    assert (402, 302) not in near
    assert len(near) == 13


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Norton (Lichfield)", ("Norton", "Lichfield")),
        (" Norton(Lichfield) ", ("Norton", "Lichfield")),
        ("Norton", ("Norton", "")),
        ("(Lichfield)", ("(Lichfield)", "")),
    ],
)
def test_a_label_may_name_the_district(typed, parts):
    assert rules.label_parts(typed) == parts
