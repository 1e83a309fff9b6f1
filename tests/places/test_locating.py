from datetime import date

import pytest

from smartcounty.places import actions
from smartcounty.places.models import Area
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    LocalityFactory,
    PostcodeFactory,
)

pytestmark = pytest.mark.django_db


def test_locate_finds_a_whole_postcode_with_or_without_a_space():
    postcode = PostcodeFactory(code="ST16 2LH", latitude=52.8063, longitude=-2.1164)

    found = actions.locate("st162lh")

    assert (found.label, found.latitude, found.longitude) == ("ST16 2LH", 52.8063, -2.1164)
    assert (found.area, found.exact) == (postcode.area, True)


def test_locate_places_an_unlisted_postcode_in_the_middle_of_its_outward_code():
    LocalityFactory(name="ST16", slug="st16", outward=True)

    found = actions.locate("ST16 9ZZ")

    assert (found.label, found.exact) == ("ST16", False)


@pytest.mark.parametrize("typed", ["ST16", "st 16", " St16 "])
def test_locate_finds_an_outward_code(typed):
    LocalityFactory(name="ST16", slug="st16", outward=True)

    assert actions.locate(typed).label == "ST16"


@pytest.mark.parametrize(
    "typed", ["Burton upon Trent", "burton-upon-trent", "BURTON", " Burton  upon trent "]
)
def test_locate_finds_a_town_however_it_is_written(typed):
    LocalityFactory(name="Burton upon Trent", slug="burton-upon-trent")

    assert actions.locate(typed).label == "Burton upon Trent"


def test_locate_does_not_guess_between_two_towns():
    LocalityFactory(name="Great Wyrley", slug="great-wyrley")
    LocalityFactory(name="Great Haywood", slug="great-haywood")

    assert actions.locate("great") is None


@pytest.mark.parametrize(
    "typed", ["", "ZZ99 9ZZ", "EC1A 1BB", "Atlantis", "%", "'", "st", "x" * 10_000, "☃", "\x00"]
)
def test_locate_knows_nothing_of_other_places(typed):
    LocalityFactory(name="ST16", slug="st16", outward=True)
    LocalityFactory(name="Stone", slug="stone")

    assert actions.locate(typed) is None


def test_locate_asks_once(django_assert_num_queries):
    PostcodeFactory(code="ST16 2LH")

    with django_assert_num_queries(1):
        actions.locate("ST16 2LH")


def test_locate_gives_the_area_of_the_day_when_a_council_takes_over():
    old = AreaFactory(name="Stafford", valid_to=date(2028, 4, 1))
    new = AreaFactory(name="Mid Staffordshire", valid_from=date(2028, 4, 1))
    AreaSuccessionFactory(predecessor=old, successor=new)
    PostcodeFactory(code="ST16 2LH", area=old)

    assert actions.locate("ST16 2LH", on=date(2028, 3, 31)).area == old
    assert actions.locate("ST16 2LH", on=date(2028, 4, 1)).area == new


def test_locate_takes_the_nearest_part_of_an_area_that_was_split():
    old = AreaFactory(valid_to=date(2028, 4, 1))
    near = AreaFactory(latitude=52.8, longitude=-2.1, valid_from=date(2028, 4, 1))
    far = AreaFactory(latitude=53.1, longitude=-2.0, valid_from=date(2028, 4, 1))
    for part in (far, near):
        AreaSuccessionFactory(predecessor=old, successor=part, share="0.5")
    PostcodeFactory(code="ST16 2LH", area=old, latitude=52.81, longitude=-2.11)

    assert actions.locate("ST16 2LH", on=date(2028, 4, 1)).area == near


@pytest.fixture
def nortons():
    """Two of the same name, a third that begins so, each with its district."""
    stafford, lichfield = AreaFactory(name="Stafford"), AreaFactory(name="Lichfield")
    LocalityFactory(name="Norton", slug="norton-stafford", area=stafford, latitude=52.81)
    LocalityFactory(name="Norton", slug="norton-lichfield", area=lichfield, latitude=52.68)
    LocalityFactory(name="Norton Canes", slug="norton-canes", area=lichfield, latitude=52.67)
    LocalityFactory(name="ST16", slug="st16", outward=True)


def _labels(towns):
    return [town.full_label for town in towns]


def test_locate_does_not_choose_between_two_of_one_name(nortons):
    assert actions.locate("Norton") is None
    assert _labels(actions.places_named("norton")) == [
        "Norton (Lichfield)",
        "Norton (Stafford)",
        "Norton Canes (Lichfield)",
    ]


@pytest.mark.parametrize("typed", ["Norton (Lichfield)", "norton (LICHFIELD)"])
def test_locate_knows_a_town_by_its_district(nortons, typed):
    found = actions.locate(typed)

    assert (found.area.name, found.latitude) == ("Lichfield", 52.68)


@pytest.mark.parametrize("typed", ["Norton (Tamworth)", "Nowhere (Stafford)", "Norton ()"])
def test_locate_knows_no_town_in_another_district(nortons, typed):
    assert actions.locate(typed) is None


def test_locate_knows_a_town_by_its_district_of_the_day(nortons):
    old = Area.objects.get(name="Stafford")
    Area.objects.filter(pk=old.pk).update(valid_to=date(2028, 4, 1))
    new = AreaFactory(name="Mid Trent", valid_from=date(2028, 4, 1))
    AreaSuccessionFactory(predecessor=old, successor=new)

    found = actions.locate("Norton (Mid Trent)", on=date(2028, 4, 1))

    assert (found.full_label, found.area) == ("Norton (Mid Trent)", new)


def test_locate_knows_a_district_by_its_name_where_no_town_has_it():
    area = AreaFactory(name="Cannock Chase", latitude=52.7, longitude=-2.0)

    found = actions.locate("cannock chase")

    assert (found.label, found.area, found.exact) == ("Cannock Chase", area, False)
    assert found.full_label == "Cannock Chase"


@pytest.mark.parametrize(
    ("typed", "meant"), [("Nortn", "Norton Canes"), ("Atlantis", None), ("", None), ("%", None)]
)
def test_places_alike_are_what_somebody_may_have_meant(nortons, typed, meant):
    found = {town.label for town in actions.places_alike(typed)}

    assert (meant in found) if meant else not found


def test_nearest_towns_come_with_their_distance(nortons):
    first, *rest = actions.nearest_towns(52.8, -2.116)

    assert first[0].full_label == "Norton (Stafford)"
    assert round(first[1], 1) == 0.7
    assert [town.label for town, _ in rest] == ["Norton", "Norton Canes"]
