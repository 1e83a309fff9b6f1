import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import actions
from services.filters import Asked, Links, ServiceFilter, facets
from services.filters.language import read_text
from services.models import Service
from smartcounty.places.rules import Found, distance_miles
from tests.factories.places import AreaFactory, LocalityFactory, OrganisationFactory
from tests.factories.services import (
    CategoryFactory,
    OpeningIntervalFactory,
    ServiceAreaFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    ServiceLocationFactory,
)

DATA = Path(actions.__file__).parents[1] / "data"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
STAFFORD = Found("Stafford", 52.806, -2.116, None, False)
POINTS = [(52.806, -2.116), (52.81, -2.13), (52.87, -2.15), (52.69, -2.03), (None, None)]


@pytest.fixture
def county(db):
    """A handful of services that differ in all that can be chosen by."""
    areas = [AreaFactory(name=name, slug=name.lower()) for name in ("Stafford", "Stone", "Leek")]
    kinds = [CategoryFactory(name=name, slug=name.lower()) for name in ("Library", "Lunch")]
    provider = OrganisationFactory(name="Neighbours")
    for number in range(24):
        service = ServiceFactory(
            name=f"{'Reading room' if number % 4 else 'Soup table'} {number}",
            organisation=provider,
            hidden=number == 7,
            closed=number == 11,
            rating_shown=[None, Decimal("1.4"), Decimal("3.0"), Decimal("4.6")][number % 4],
            rating_ranked=[3.9, 2.0, 3.5, 4.4][number % 4],
        )
        ServiceCategoryFactory(service=service, category=kinds[number % 2])
        if number % 5 == 0:
            ServiceCategoryFactory(service=service, category=kinds[1 - number % 2], position=1)
        if number % 6:
            ServiceAreaFactory(service=service, area=areas[number % 3])
        else:
            ServiceAreaFactory(service=service, area=None, is_county_wide=True)
        latitude, longitude = POINTS[number % 5]
        ServiceLocationFactory(
            service=service,
            location__town="Stafford",
            location__latitude=latitude,
            location__longitude=longitude,
        )
        if number % 3 == 0:
            OpeningIntervalFactory(
                service=service, opens_at=AT - timedelta(hours=1), closes_at=AT + timedelta(hours=1)
            )
        actions.refresh(service, at=AT)
    actions.rebuild_words()


def ask(address="", *, place=None, whole=""):
    params = QueryDict(address)
    asked = Asked.read(params, text=params.get("q", ""), place=place)
    return ServiceFilter(asked, services=Service.objects.all(), at=AT, whole=whole)


def names(found):
    return [service.name for service in found.results]


def chosen_alone(address, name, value):
    """The address with this one choice in its list, all else kept."""
    params = QueryDict(address, mutable=True)
    params.setlist(name, [value] if value else [])
    if name == "open":  # the day stands beside it in the same list
        params.pop("day", None)
    return params.urlencode()


TIMED = ["open now", "reading open now", "reading open sunday", "soup open tomorrow morning"]
choices = st.fixed_dictionaries(
    {
        "q": st.sampled_from(
            ["", "reading", "soup", "redaing", "library stafford", "the", "zzzz", *TIMED]
        ),
        "category": st.lists(st.sampled_from(["library", "lunch", "gone"]), max_size=2),
        "area": st.lists(st.sampled_from(["stafford", "stone", "leek", "gone"]), max_size=2),
        "open": st.sampled_from(["", "now", "later"]),
        "day": st.sampled_from(["", "today", "sunday"]),
        "hours": st.sampled_from(["", "any"]),
        "rating": st.sampled_from(["", "1", "3", "4", "9"]),
        "within": st.sampled_from(["", "1", "5", "25", "-1"]),
    }
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=choices, near=st.booleans())
def test_each_number_is_what_its_choice_leads_to_in_every_combination(county, asked, near):
    params = QueryDict(mutable=True)
    for name, value in asked.items():
        params.setlist(name, value if isinstance(value, list) else [value] if value else [])
    address, place = params.urlencode(), STAFFORD if near else None

    found = ask(address, place=place)

    assert found.total == len(set(found.results)) == found.results.count()
    for facet in found.facets:
        for option in facet.options:
            if option["count"] is not None:
                then = ask(chosen_alone(address, facet.name, option["value"]), place=place)
                if (then.meant, then.is_likeness) == (found.meant, found.is_likeness):
                    assert (facet.name, option["value"], then.total) == (
                        facet.name,
                        option["value"],
                        option["count"],
                    )


def test_hidden_and_closed_services_are_nowhere_and_counted_nowhere(county):
    found = ask()

    assert found.total == 22
    assert not {"Reading room 7", "Reading room 11"} & set(names(found))
    assert sum(option["count"] for option in found.facets[0].options) == 22 + 5


def test_what_is_offered_in_the_whole_county_counts_in_each_district(county):
    counts = {option["label"]: option["count"] for option in ask().facets[1].options}

    everywhere = 4
    assert counts == {
        name: everywhere + Service.objects.listed().filter(district_slugs=[name.lower()]).count()
        for name in ("Leek", "Stafford", "Stone")
    }


def test_choices_of_one_list_widen_and_of_two_lists_narrow(county):
    both = ask("category=library&category=lunch").total

    assert both == ask().total
    assert ask("category=library&area=stone").total < ask("category=library").total


def test_a_slug_that_no_longer_exists_finds_nothing_and_is_still_shown(county):
    found = ask("category=gone&area=gone")

    assert found.total == 0
    assert found.words_for("category", "gone") == "gone"
    assert found.words_for("area", "stone") == "Stone"


def test_names_outrank_all_else(county):
    ServiceFactory(name="Lunch", description="reading " * 40, summary="reading room")

    assert names(ask("q=reading+room"))[-1] == "Lunch"


def test_an_entry_long_unconfirmed_counts_for_less(county):
    for name, days in (("Allotment A", 40), ("Allotment B", 1)):
        ServiceFactory(
            name=name,
            created_at=AT,
            verify_by=(AT - timedelta(days=days)).date(),
            verified_at=AT - timedelta(days=400),
        )

    assert names(ask("q=allotment"))[:2] == ["Allotment B", "Allotment A"]
    assert names(ask())[-1] == "Allotment A"


@pytest.mark.parametrize("typed", ["redaing", "reeding", "READING", "Reáding", "readin"])
def test_a_slip_still_finds(county, typed):
    found = ask(f"q={typed}+room")

    assert found.total == 16


def test_a_name_that_sounds_like_it_is_found_when_no_word_is(county):
    ServiceFactory(name="Llanfairpwll Society")

    found = ask("q=lanfairpwl")

    assert (names(found), found.is_likeness) == (["Llanfairpwll Society"], True)


def test_words_that_are_too_common_are_passed_over(county):
    found = ask("q=the+and+of")

    assert (found.total, found.is_too_common) == (22, True)


def test_nonsense_finds_nothing(county):
    assert ask("q=qqxxzz+wvwv").total == 0
    assert ask("q=%21%21+%3F").total == 0


def test_operators_quotes_and_commands_are_only_words(county):
    for text in ("'; DROP TABLE x; --", '"unclosed', "a & | ! b:*", "-", "\\", "%", "()", "<->"):
        assert ask(urlencode({"q": text})).total >= 0


def test_the_nearest_is_first_and_distances_are_great_circles(county):
    found = list(ask("sort=distance", place=STAFFORD).results)

    placed = [service for service in found if service.latitude is not None]
    assert found[: len(placed)] == placed
    for service in placed:
        truth = distance_miles(52.806, -2.116, service.latitude, service.longitude)
        assert service.miles == pytest.approx(truth, rel=1e-6, abs=1e-6)
    assert [service.miles for service in placed] == sorted(service.miles for service in placed)


def test_within_keeps_what_is_near_enough(county):
    found = ask("within=5", place=STAFFORD)

    assert {service.miles <= 5 for service in found.results} == {True}
    assert found.total == len(
        [
            service
            for service in ask(place=STAFFORD).results
            if service.miles is not None and service.miles <= 5
        ]
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "place", "order"),
    [
        ("", None, "relevance"),
        ("q=soup", None, "relevance"),
        ("", STAFFORD, "distance"),
        ("q=soup", STAFFORD, "relevance"),
        ("sort=distance", None, "relevance"),
        ("sort=name", STAFFORD, "name"),
        ("sort=price", None, "relevance"),
    ],
)
def test_the_order_is_what_can_be_had(address, place, order):
    asked = Asked.read(QueryDict(address), text=QueryDict(address).get("q", ""), place=place)

    assert asked.order == order


def test_orders_by_rating_newest_and_name(county):
    newest = ServiceFactory(name="A new one", created_at=AT + timedelta(days=1))

    assert ask("sort=newest").results[0] == newest
    assert names(ask("sort=name")) == sorted(names(ask("sort=name")))
    ranked = [service.rating_ranked for service in ask("sort=rating").results]
    assert ranked == sorted(ranked, reverse=True)


def test_long_lists_are_cut_at_eight_with_the_chosen_first():
    rows = [("category", f"kind-{number}", f"Kind {number}", number) for number in range(1, 13)]

    cut = facets.categories(rows, ("kind-2",), whole=False)
    whole = facets.categories(rows, (), whole=True)

    assert [option["label"] for option in cut.options] == [
        "Kind 2",
        *(f"Kind {number}" for number in range(12, 5, -1)),
    ]
    assert (cut.is_cut, cut.count) == (True, 12)
    assert (whole.is_cut, len(whole.options)) == (False, 12)


@pytest.mark.django_db
def test_links_keep_what_was_understood_and_change_one_thing():
    params = QueryDict("q=soup&category=lunch&category=gone&open=now&rating=9&sort=name&x=1&page=3")
    links = Links(Asked.read(params, text="soup", place=STAFFORD), near="ST16 2LH")

    kept = "q=soup&postcode=ST16+2LH&category=lunch&category=gone&open=now&sort=name"
    assert links.with_whole("area") == f"/services/?{kept}&all=area"
    assert links.without("category", "gone") == f"/services/?{kept.replace('&category=gone', '')}"
    assert links.without_place() == f"/services/?{kept.replace('&postcode=ST16+2LH', '')}"
    assert links.clear == "/services/?q=soup"
    assert links.kept_by_sort == [
        ("q", "soup"),
        ("postcode", "ST16 2LH"),
        ("category", "lunch"),
        ("category", "gone"),
        ("open", "now"),
    ]


def test_values_without_meaning_are_left_out_and_endless_ones_cut():
    params = QueryDict("open=later&rating=9&within=7&sort=price&area=%00&" + "category=a&" * 50)
    params = params.copy()
    params.appendlist("category", "b" * 500)

    asked = Asked.read(params, place=STAFFORD)

    assert asked == Asked(place=STAFFORD, categories=("a",))


@pytest.fixture
def hours(county):
    """Of the services, 8 open today at noon; of the others, some are known to be shut and 9 do not say."""
    shut = Service.objects.listed().filter(openings=None).order_by("pk")
    known = [*shut.values_list("pk", flat=True)[:5], *_open()]
    Service.objects.filter(pk__in=known).update(has_hours=True)
    Service.objects.exclude(pk__in=known).update(has_hours=False)


def _open():
    return Service.objects.listed().exclude(openings=None).values_list("pk", flat=True)


def test_a_time_in_the_text_leaves_only_what_is_open_then(hours):
    found = ask("q=open+now")

    assert {service.pk for service in found.results} == set(_open())
    assert (found.total, found.tally["unknown_hours"], found.is_hours_unknown) == (8, 9, False)


def test_those_that_do_not_tell_their_hours_come_on_demand_and_last(hours):
    found = ask("q=open+now&hours=any")

    has_hours = [service.has_hours for service in found.results]
    assert has_hours == [True] * 8 + [False] * 9
    assert ask("open=now&hours=any").total == 17


def test_where_nothing_is_known_to_be_open_those_that_do_not_tell_are_the_results(hours):
    found = ask("q=reading+open+on+sunday")

    assert (found.is_hours_unknown, found.total) == (True, found.tally["unknown_hours"])
    assert {service.has_hours for service in found.results} == {False}


def test_a_chosen_day_goes_before_one_in_the_text(hours):
    assert ask("q=open+sunday&day=today").total == ask("day=today").total == 8


def test_a_word_run_together_with_another_is_found_by_how_it_begins(county):
    ServiceFactory(name="Quillerybooks")

    assert names(ask("q=quillery")) == ["Quillerybooks"]


def test_of_many_words_half_are_enough_and_fewer_are_not(county):
    ServiceFactory(name="Quillery orchard walks")
    actions.rebuild_words()

    assert names(ask("q=quillery+orchard+zzqqa+zzqqb")) == ["Quillery orchard walks"]
    assert ask("q=quillery+zzqqa+zzqqb").total == 0
    assert names(ask("q=quillery+getting+worse")) == ["Quillery orchard walks"]


def test_the_kind_of_service_counts_for_more_than_a_word_nobody_has(county):
    found = ask("q=library+zzqqa")

    assert {service.lead_category.name for service in found.results} >= {"Library"}
    assert found.total == ask("q=library").total


def test_where_little_is_near_the_place_that_has_all_words_some_of_them_do(county):
    far = Found("Far", 53.2, -1.7, None, False)
    service = ServiceFactory(name="Soup on the moor")
    here = {"location__latitude": 53.2, "location__longitude": -1.7}
    ServiceLocationFactory(service=service, **here)
    actions.refresh(service, at=AT)

    assert names(ask("q=soup+table", place=far))[0] == service.name
    assert names(ask("q=soup+table"))[0] != service.name


def test_the_lists_that_search_begins_with_say_each_thing_once():
    rows = []
    for name in ("synonyms.csv", "synonyms_more.csv"):
        with (DATA / name).open() as lines:
            rows += csv.DictReader(lines)

    said = [row["said"] for row in rows]
    assert len(said) == len(set(said))
    assert {max(map(len, said)) <= 60, max(len(row["meanings"]) for row in rows) <= 400} == {True}


def test_a_named_place_is_asked_for_once(db, settings, django_assert_num_queries):
    settings.PARTS_CACHE = True
    LocalityFactory(name="Quarnford", slug="quarnford", latitude=53.1, longitude=-2.0)
    for _ in range(2):  # the first makes the generation under which parts are kept
        read_text("soup in Quarnford")

    with django_assert_num_queries(0):
        assert read_text("tea in Quarnford")[1].label == "Quarnford"
