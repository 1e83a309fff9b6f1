from datetime import date

import pytest

from smartcounty.moderation.models import AuditEntry
from smartcounty.places import actions
from smartcounty.places.exchange import (
    AreaRow,
    PlaceRow,
    PostcodeRow,
    TopicRow,
)
from smartcounty.places.models import Area, Locality, Membership, Organisation, Postcode, Topic
from tests.factories.accounts import UserFactory
from tests.factories.places import (
    AreaFactory,
    AreaSuccessionFactory,
    MembershipFactory,
    OrganisationFactory,
    PostcodeFactory,
)

pytestmark = pytest.mark.django_db
STAFFORD = ("E07000197", "Stafford")
STOKE = ("E06000021", "Stoke-on-Trent")
ROWS = [
    PostcodeRow("ST16 2LH", 52.8, -2.1, *STAFFORD),
    PostcodeRow("ST16 2LJ", 52.9, -2.2, *STAFFORD),
    PostcodeRow("ST4 1DH", 53.0, -2.18, *STOKE),
    PostcodeRow("CF10 1AA", 51.5, -3.2, "W06000015", "Cardiff"),
]


SHAPE = {"type": "Polygon", "coordinates": [[[-2.1, 52.7], [-2, 52.7], [-2, 52.9]]]}


def _tally(counts):
    return (counts.created, counts.updated, counts.unchanged, counts.skipped)


def test_load_postcodes_makes_districts_of_the_county_and_passes_over_others():
    counts = actions.load_postcodes(ROWS, by=None)

    assert _tally(counts) == (3, 0, 0, 1)
    county = Area.objects.get(kind="county")
    assert (county.code, county.name) == ("E10000028", "Staffordshire")
    rows = Area.objects.districts().order_by("name").values_list("name", "slug", "kind", "parent")
    assert list(rows) == [
        ("Stafford", "stafford", "district", county.pk),
        ("Stoke-on-Trent", "stoke-on-trent", "unitary", county.pk),
    ]


def test_load_postcodes_finds_the_middles():
    actions.load_postcodes(ROWS, by=None)

    middle = Locality.objects.get(slug="st16")
    assert (middle.name, middle.outward, middle.area.name) == ("ST16", True, "Stafford")
    assert (middle.latitude, middle.longitude) == (52.85, -2.15)
    district = Area.objects.get(code="E07000197")
    assert (district.latitude, district.longitude) == (52.85, -2.15)


def test_loading_the_same_rows_again_changes_nothing(django_assert_max_num_queries):
    actions.load_postcodes(ROWS, by=None)

    with django_assert_max_num_queries(8):
        counts = actions.load_postcodes(ROWS, by=None)

    assert _tally(counts) == (0, 0, 3, 1)
    assert AuditEntry.objects.count() == 1


def test_load_postcodes_moves_what_has_moved():
    actions.load_postcodes(ROWS, by=None)
    moved = PostcodeRow("ST16 2LH", 52.7, -2.0, *STOKE)

    counts = actions.load_postcodes([moved], by=None)

    assert _tally(counts) == (0, 1, 0, 0)
    postcode = Postcode.objects.get(code="ST16 2LH")
    assert (postcode.latitude, postcode.area.name) == (52.7, "Stoke-on-Trent")


def test_load_postcodes_takes_over_a_new_name_of_a_district():
    actions.load_postcodes(ROWS, by=None)
    renamed = PostcodeRow("ST16 2LK", 52.8, -2.1, "E07000197", "Stafford Borough")

    actions.load_postcodes([renamed], by=None)

    area = Area.objects.get(code="E07000197")
    assert (area.name, area.slug) == ("Stafford Borough", "stafford")


def test_load_postcodes_writes_in_few_statements(django_assert_max_num_queries):
    rows = [
        PostcodeRow(f"ST16 {n % 10}{_letters(n // 10)}", 52.8, -2.1, *STAFFORD) for n in range(5000)
    ]

    with django_assert_max_num_queries(25):
        counts = actions.load_postcodes(rows, by=None)

    assert counts.created == 5000


def _letters(number):
    return chr(65 + number // 26) + chr(65 + number % 26)


def test_load_gazetteer_fills_in_areas_and_keeps_worked_out_middles():
    actions.load_postcodes(ROWS, by=None)
    area = AreaRow(*STAFFORD, 52.806, -2.118, 112_600, date(2023, 6, 30))
    foreign = AreaRow("W06000015", "Cardiff", 51.5, -3.2, 290_000, date(2023, 6, 30))
    towns = [PlaceRow("Stone", 52.904, -2.1475, "E07000197")]
    outward = [PlaceRow("ST16", 52.0, -2.0, "E07000197"), PlaceRow("ST15", 52.9, -2.1, "E07000197")]

    counts = actions.load_gazetteer(
        areas=[area, foreign], towns=towns, outward_codes=outward, by=None
    )

    assert _tally(counts) == (2, 1, 1, 1)
    assert Area.objects.get(code="E07000197").adult_population == 112_600
    assert Locality.objects.get(slug="st16").latitude == 52.85
    assert Locality.objects.get(slug="st15").outward
    assert not Locality.objects.get(slug="stone").outward


def test_load_topics_keeps_their_order_and_changes_nothing_the_second_time():
    rows = [TopicRow("food", "Food", "food", 10), TopicRow("homes", "Homes", "home", 20)]

    assert _tally(actions.load_topics(rows, by=None)) == (2, 0, 0, 0)
    assert _tally(actions.load_topics(rows, by=None)) == (0, 0, 2, 0)
    assert list(Topic.objects.in_order().values_list("slug", flat=True)) == ["food", "homes"]


def test_add_organisation_gives_it_an_address_of_its_own():
    for _ in range(2):
        actions.add_organisation("Sow Valley Choir", sector="community", by=None)

    slugs = Organisation.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["sow-valley-choir", "sow-valley-choir-2"]
    assert not Organisation.objects.checked().exists()


def test_check_organisation_counts_once():
    organisation, by = OrganisationFactory(checked_at=None), UserFactory()

    actions.check_organisation(organisation, by=by)
    first = Organisation.objects.get().checked_at
    actions.check_organisation(organisation, by=by)

    assert Organisation.objects.get().checked_at == first
    assert AuditEntry.objects.filter(action="organisation checked", by=by).count() == 1


def test_a_member_who_waits_may_not_speak_until_approved():
    user, organisation = UserFactory(), OrganisationFactory()
    membership = actions.add_member(user, organisation, by=user, approved=False)

    assert not Organisation.objects.joined_by(user).exists()
    actions.approve_member(membership, by=UserFactory())
    assert Organisation.objects.joined_by(user).get() == organisation
    actions.end_member(membership, by=UserFactory())
    assert not Organisation.objects.joined_by(user).exists()


def test_add_member_gives_back_the_membership_that_runs():
    running = MembershipFactory()

    again = actions.add_member(running.user, running.organisation, by=None)

    assert again == running
    assert Membership.objects.count() == 1


def test_load_postcodes_keeps_what_lies_over_the_border_without_an_area():
    rows = [
        PostcodeRow("ST16 2LH", 52.80, -2.11, "E07000197", ""),
        PostcodeRow("WV1 1AA", 52.58, -2.12, "", ""),
    ]

    assert actions.load_postcodes(rows, by=None).created == 2

    area = Area.objects.get(code="E07000197")
    assert area.name == "E07000197"
    assert list(Area.objects.unnamed()) == [area]
    over = actions.locate("WV1 1AA")
    assert (over.label, over.area, over.exact) == ("WV1 1AA", None, True)
    assert actions.locate("WV1").area is None
    assert actions.load_postcodes(rows, by=None).unchanged == 2


def test_a_load_without_names_leaves_the_names_that_there_are():
    AreaFactory(code="E07000197", name="Stafford")

    actions.load_postcodes([PostcodeRow("ST16 2LH", 52.80, -2.11, "E07000197", "")], by=None)

    assert Area.objects.get(code="E07000197").name == "Stafford"


def test_load_outlines_draws_the_areas_of_today():
    old = AreaFactory(code="E07000197", valid_to=date(2026, 4, 1))
    new = AreaFactory(code="E07000197", valid_from=date(2026, 4, 1))

    assert actions.load_outlines({"E07000197": SHAPE}, by=None).updated == 1

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.outline, new.outline) == (None, SHAPE)


def _a_square_of_postcodes(area):
    for number in range(25):
        row, column = divmod(number, 5)
        PostcodeFactory(area=area, latitude=52.8 + row * 0.009, longitude=-2.1 + column * 0.0149)


def test_draw_outlines_draws_districts_that_have_none_and_leaves_the_others():
    bare, drawn = AreaFactory(outline=None), AreaFactory(outline=SHAPE)
    _a_square_of_postcodes(bare)

    assert actions.draw_outlines(by=None) == 1
    assert actions.draw_outlines(by=None) == 0

    bare.refresh_from_db()
    drawn.refresh_from_db()
    assert bare.outline["type"] == "Polygon"
    assert drawn.outline == SHAPE


def test_draw_outlines_takes_the_postcodes_of_the_areas_that_one_took_over_from():
    old = AreaFactory(valid_to=date(2026, 4, 1))
    new = AreaFactory(valid_from=date(2026, 4, 1))
    AreaSuccessionFactory(predecessor=old, successor=new, on=date(2026, 4, 1))
    _a_square_of_postcodes(old)

    assert actions.draw_outlines(by=None) == 1

    new.refresh_from_db()
    assert new.outline


def test_draw_outlines_leaves_a_district_without_postcodes_as_it_is():
    AreaFactory(outline=None)

    assert actions.draw_outlines(by=None) == 0


def test_load_gazetteer_keeps_places_of_one_name_apart():
    actions.load_postcodes(ROWS, by=None)
    towns = [
        PlaceRow("Newtown", 52.9, -2.1, "E07000197"),
        PlaceRow("Newtown", 53.0, -2.2, "E06000021"),
    ]
    given = {"areas": [], "towns": towns, "outward_codes": [], "by": None}

    assert _tally(actions.load_gazetteer(**given)) == (2, 0, 0, 0)
    assert _tally(actions.load_gazetteer(**given)) == (0, 0, 2, 0)
    assert set(Locality.objects.towns().values_list("slug", flat=True)) == {
        "newtown-stafford",
        "newtown-stoke-on-trent",
    }
