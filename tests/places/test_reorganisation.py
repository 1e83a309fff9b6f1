"""Four districts become one body on 1 April 2028: what the data must still say, on the eve and on the day."""

from datetime import date

import pytest

from smartcounty.places import actions
from smartcounty.places.models import Area, Organisation
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    LocalityFactory,
    OrganisationFactory,
    OrganisationSuccessionFactory,
    PostcodeFactory,
)

pytestmark = pytest.mark.django_db
EVE, VESTING = date(2028, 3, 31), date(2028, 4, 1)
DISTRICTS = {
    "Stafford": "ST16 2LH",
    "Lichfield": "WS13 6AA",
    "Tamworth": "B79 7AA",
    "Leek": "ST13 5AA",
}


@pytest.fixture
def merged():
    """The new area, with its four predecessors and the councils of all five."""
    area = AreaFactory(name="Mid Staffordshire", adult_population=404_000, valid_from=VESTING)
    body = OrganisationFactory(name="Mid Staffordshire Council", valid_from=VESTING)
    for number, (name, postcode) in enumerate(DISTRICTS.items(), 1):
        old = AreaFactory(name=name, adult_population=100_000 + number * 400, valid_to=VESTING)
        council = OrganisationFactory(name=f"{name} Council", valid_to=VESTING)
        AreaSuccessionFactory(predecessor=old, successor=area, on=VESTING)
        OrganisationSuccessionFactory(predecessor=council, successor=body, on=VESTING)
        PostcodeFactory(code=postcode, area=old)
        LocalityFactory(name=name, slug=name.lower(), area=old)
    return area


def test_every_postcode_and_town_is_in_the_old_area_on_the_eve_and_in_the_new_one_on_the_day(
    merged,
):
    for name, postcode in DISTRICTS.items():
        for typed in (postcode, name):
            assert actions.locate(typed, on=EVE).area.name == name
            assert actions.locate(typed, on=VESTING).area == merged


def test_what_the_old_councils_owe_is_owed_by_the_new_one(merged):
    old = Organisation.objects.filter(valid_to=VESTING)

    assert old.successors_on(EVE).count() == 4
    assert old.successors_on(VESTING).get().name == "Mid Staffordshire Council"


def test_figures_of_before_are_all_found_from_the_new_area_and_none_twice(merged):
    whole = Area.objects.filter(pk=merged.pk).with_origins()

    before = list(whole.on(EVE).values_list("adult_population", flat=True))
    assert sum(before) == merged.adult_population
    assert list(whole.on(VESTING)) == [merged]
