from datetime import date

import pytest
from django.db import IntegrityError

from smartcounty.places.models import Area, Organisation
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    OrganisationFactory,
    OrganisationSuccessionFactory,
)

pytestmark = pytest.mark.django_db
EVE, VESTING = date(2028, 3, 31), date(2028, 4, 1)


@pytest.fixture
def merged():
    """Four districts become one body on 1 April 2028; a fifth stays."""
    new = AreaFactory(name="Mid Staffordshire", valid_from=VESTING, adult_population=400_000)
    for name in ("Cannock Chase", "Lichfield", "Stafford", "Tamworth"):
        old = AreaFactory(name=name, valid_to=VESTING, adult_population=100_000)
        AreaSuccessionFactory(predecessor=old, successor=new, on=VESTING)
    AreaFactory(name="Stoke-on-Trent", kind="unitary")
    return new


def _names(areas):
    return list(areas.by_name().values_list("name", flat=True))


def test_people_choose_the_old_districts_on_the_eve_and_the_new_one_on_the_day(merged):
    districts = Area.objects.districts()

    assert _names(districts.on(EVE)) == [
        "Cannock Chase",
        "Lichfield",
        "Stafford",
        "Stoke-on-Trent",
        "Tamworth",
    ]
    assert _names(districts.on(VESTING)) == ["Mid Staffordshire", "Stoke-on-Trent"]


def test_successors_are_the_areas_themselves_until_they_end(merged):
    two = Area.objects.filter(name__in=["Stafford", "Tamworth"])

    assert _names(two.successors_on(EVE)) == ["Stafford", "Tamworth"]
    assert _names(two.successors_on(VESTING)) == ["Mid Staffordshire"]


def test_successors_are_followed_through_a_second_reform(merged):
    later = date(2040, 4, 1)
    Area.objects.filter(pk=merged.pk).update(valid_to=later)
    last = AreaFactory(name="Trent County", valid_from=later)
    AreaSuccessionFactory(predecessor=merged, successor=last, on=later)
    stafford = Area.objects.filter(name="Stafford")

    assert _names(stafford.successors_on(date(2039, 1, 1))) == ["Mid Staffordshire"]
    assert _names(stafford.successors_on(later)) == ["Trent County"]


def test_figures_of_before_and_after_add_up(merged):
    old = Area.objects.filter(pk=merged.pk).with_origins().exclude(pk=merged.pk)

    assert sum(old.values_list("adult_population", flat=True)) == merged.adult_population


def test_an_area_that_ended_without_a_successor_leaves_nothing():
    AreaFactory(name="Gone", valid_to=VESTING)

    assert _names(Area.objects.successors_on(VESTING)) == []


def test_successions_that_go_round_in_circles_come_to_an_end():
    one, two = AreaFactory(valid_to=VESTING), AreaFactory(valid_to=VESTING)
    AreaSuccessionFactory(predecessor=one, successor=two)
    AreaSuccessionFactory(predecessor=two, successor=one)

    assert _names(Area.objects.filter(pk=one.pk).successors_on(VESTING)) == []


def test_bodies_are_followed_as_areas_are():
    old = OrganisationFactory(valid_to=VESTING)
    new = OrganisationFactory(valid_from=VESTING)
    OrganisationSuccessionFactory(predecessor=old, successor=new)

    body = Organisation.objects.filter(pk=old.pk)
    assert body.successors_on(EVE).get() == old
    assert body.successors_on(VESTING).get() == new


def test_a_code_belongs_to_one_area_at_a_time():
    AreaFactory(code="E07000197", valid_to=VESTING)
    AreaFactory(code="E07000197", valid_from=VESTING)

    with pytest.raises(IntegrityError, match="area_code_once_at_a_time"):
        AreaFactory(code="E07000197", valid_from=EVE)


def test_areas_that_moved_on_lead_to_those_of_the_day_through_all_between(
    django_assert_num_queries,
):
    first, between = (AreaFactory(valid_to=day) for day in (date(2026, 4, 1), VESTING))
    last, gone = AreaFactory(), AreaFactory(valid_to=VESTING)
    AreaSuccessionFactory(predecessor=first, successor=between, on=date(2026, 4, 1))
    for successor in (last, gone):
        AreaSuccessionFactory(predecessor=between, successor=successor, on=VESTING, share="0.5")

    with django_assert_num_queries(1):
        assert Area.objects.moved_on(VESTING) == {first: [last], between: [last]}
    assert Area.objects.moved_on(EVE) == {first: [between]}
