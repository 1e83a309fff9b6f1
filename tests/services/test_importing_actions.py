from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from services import actions
from services.choices import Freshness, Status
from services.exchange import entry_of
from services.models import Category, Location, OldSlug, Service
from smartcounty.places.models import Organisation
from tests.factories.places import AreaFactory, LocalityFactory, TopicFactory
from tests.services.records import area, organisation, place, record, schedule, term, uid

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def take(sent=None, *, at=AT, source="feed", **changes):
    return actions.import_entry(entry_of(sent or record(**changes)), source=source, by=None, at=at)


def table(name="service"):
    """Every column of every row of a table of ours, to see that nothing changed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM services_{name} ORDER BY 1")
        return cursor.fetchall()


def test_a_new_record_becomes_a_listed_service_with_all_that_belongs_to_it():
    stafford = AreaFactory(code="E07000197", name="Stafford", slug="stafford")

    service, outcome = take()

    service.refresh_from_db()
    assert outcome == actions.CREATED
    assert (service.slug, service.status, service.is_listed) == (
        "the-long-table-stafford",
        Status.ACTIVE,
        True,
    )
    assert (service.published_at, service.imported_at) == (AT, AT)
    assert (service.town, service.postcode, service.cost_words, service.access_words) == (
        "Stafford",
        "ST16 2LH",
        "£4",
        "Step-free",
    )
    assert [link.area for link in service.area_links.all()] == [stafford]
    assert service.district_slugs == ["stafford"]
    assert [(phone.number, phone.contact.title) for phone in service.phones.all()] == [
        ("01632 960145", "Enquiries")
    ]
    assert service.costs.get().amount == Decimal(4)
    assert service.languages.get().name == "Polish"
    assert service.lead_category.name == "Lunch club"
    assert service.openings.count() == 4
    assert service.organisation.sector == "community"
    assert service.organisation.identifiers.get().identifier == "09999999"


def test_the_same_record_again_changes_nothing_at_all():
    take()
    tables = ["service", "location", "schedule", "openinginterval", "category", "phone", "word"]
    before = {name: table(name) for name in tables}

    _, outcome = take(at=AT + timedelta(days=3))

    assert outcome == actions.UNCHANGED
    assert {name: table(name) for name in tables} == before


def test_a_changed_record_brings_the_service_up_to_date_under_its_address():
    service, _ = take()
    ratings = Service.objects.filter(pk=service.pk)
    ratings.update(rating_count=2, review_count=2)
    sent = record(
        name="The Longer Table",
        id=uid("The Long Table"),
        schedules=[schedule("x", "SA")],
        service_at_locations=[place("x", name="New Hall", town="Stone", postcode="ST15 8AA")],
        contacts=None,
        cost_options=None,
    )

    changed, outcome = take(sent, at=AT + timedelta(days=1))

    changed.refresh_from_db()
    assert (outcome, changed.pk) == (actions.UPDATED, service.pk)
    assert (changed.name, changed.slug) == ("The Longer Table", "the-long-table-stafford")
    assert (changed.created_at, changed.updated_at) == (AT, AT + timedelta(days=1))
    assert (changed.town, changed.cost_words, changed.phones.count()) == ("Stone", "", 0)
    assert changed.schedules.get().by_day == "SA"
    assert changed.rating_count == 2


def test_a_shallow_record_keeps_what_it_does_not_tell():
    service, _ = take()

    take(
        {
            key: value
            for key, value in record(description="New").items()
            if not isinstance(value, list)
        }
    )

    service.refresh_from_db()
    assert service.description == "New"
    assert (service.schedules.count(), service.town) == (2, "Stafford")


def test_what_is_hidden_stays_hidden_whatever_the_feed_says():
    service, _ = take()
    actions.hide(service, by=None, at=AT)

    take(description="Changed")

    service.refresh_from_db()
    assert (service.description, service.is_listed) == ("Changed", False)
    assert service.hidden_at == AT


def test_a_service_that_closed_leaves_the_lists_and_may_come_back():
    service, _ = take()

    take(status="defunct")
    service.refresh_from_db()
    assert (service.status, service.is_listed, service.openings.count()) == ("defunct", False, 0)

    take()
    service.refresh_from_db()
    assert (service.status, service.is_listed) == ("active", True)


def test_an_entry_without_an_assured_date_starts_unconfirmed():
    service, _ = take()

    assert (service.verified_at, service.verify_by) == (None, date(2026, 11, 24))
    assert service.freshness == Freshness.UNCONFIRMED


def test_an_assured_date_counts_as_a_check_on_that_day():
    service, _ = take(assured_date="2026-10-02")

    assert timezone.localdate(service.verified_at) == date(2026, 10, 2)
    assert (service.verify_by, service.freshness) == (date(2027, 10, 2), Freshness.CURRENT)


def test_services_of_high_risk_are_to_be_checked_twice_as_often():
    service, _ = take(assured_date="2026-10-02", attributes=[term("Food bank")])

    assert service.verify_by == date(2027, 4, 2)


def test_an_older_assured_date_does_not_undo_a_later_check():
    service, _ = take()
    actions.confirm(service, by=None, at=AT)

    take(assured_date="2026-01-01")

    service.refresh_from_db()
    assert service.verified_at == AT


def test_an_assured_date_that_is_yet_to_come_is_passed_over():
    service, _ = take(assured_date="2027-01-01")

    assert service.verified_at is None


def test_terms_are_known_by_uri_then_by_list_and_term_then_by_name():
    topic = TopicFactory(slug="skills-and-work")
    uri = "http://id.esd.org.uk/service/437"
    take(name="One", attributes=[term("Library facilities", uri=uri, taxonomy="esd")])
    take(name="Two", attributes=[term("Libraries", uri=uri, taxonomy="other")])
    take(name="Three", attributes=[term("Libraries", taxonomy="third")])
    take(name="Four", attributes=[term("Libraries", taxonomy="third")])

    assert [(row.name, row.slug, row.topic) for row in Category.objects.order_by("pk")] == [
        ("Library facilities", "library-facilities", topic),
        ("Libraries", "libraries", topic),
    ]


def test_a_record_may_name_the_topic_of_its_term():
    topic = TopicFactory(slug="feeling-safe")
    sent = term("Lunch club")
    sent["taxonomy_term"]["topic"] = "feeling-safe"

    service, _ = take(attributes=[sent])

    assert service.lead_category.topic == topic


def test_areas_are_matched_by_code_and_the_countys_code_means_everywhere(settings):
    stone = AreaFactory(code="E07000001", slug="stone")
    county = settings.COUNTY["code"]
    whole, _ = take(name="One", service_areas=[area(county, "County")])
    some, _ = take(
        name="Two", service_areas=[area("E07000001", "Stone"), area("E08000001", "Elsewhere")]
    )
    none, _ = take(name="Three", service_areas=None)
    outside, _ = take(name="Four", service_areas=[area("E08000001", "Elsewhere")])

    assert (whole.is_county_wide, whole.district_slugs) == (True, [])
    assert (some.is_county_wide, some.district_slugs) == (False, ["stone"])
    assert [link.area for link in some.area_links.order_by("pk")] == [stone, None]
    assert none.is_county_wide
    assert (outside.is_county_wide, outside.district_slugs) == (False, [])


def test_a_map_that_is_loaded_later_is_noticed():
    service, _ = take()
    AreaFactory(code="E07000197", slug="stafford")

    _, outcome = take()

    service.refresh_from_db()
    assert (outcome, service.district_slugs) == (actions.UPDATED, ["stafford"])


def test_a_place_in_an_area_below_a_district_counts_in_the_district():
    district = AreaFactory(code="E07000001", slug="stone")
    AreaFactory(code="E05000001", kind="ward", slug="stone-walton", parent=district)

    service, _ = take(service_areas=[area("E05000001", "Walton")])

    assert service.district_slugs == ["stone"]


def test_the_town_is_told_by_the_place_where_the_feed_names_a_county():
    for name, latitude, longitude in [("Stafford", 52.806, -2.116), ("Audley", 53.053, -2.304)]:
        LocalityFactory(name=name, slug=name.lower(), latitude=latitude, longitude=longitude)

    sent = {"one": "Staffordshire", "two": "Stafford", "three": "Stoke-on-Trent"}
    points = {"one": (52.807, -2.118), "two": (52.811, -2.12), "three": (53.054, -2.3)}
    towns = [
        take(name=key, service_at_locations=[place(key, town=town, point=points[key])])[0].town
        for key, town in sent.items()
    ]

    assert towns == ["Stafford", "Stafford", "Audley"]


def test_services_at_one_place_share_it():
    shared = place("shared")
    take(name="One", service_at_locations=[shared])
    take(name="Two", service_at_locations=[shared])
    take(name="Two", description="Changed", service_at_locations=[shared])

    location = Location.objects.get()
    assert location.service_links.count() == 2
    assert location.access_facts.get().text == "Step-free"


def test_hours_of_one_place_are_kept_with_it():
    chapel = place("k", name="Chapel")
    sunday = schedule("k", "SU") | {"service_at_location_id": chapel["id"]}

    service, _ = take(
        record(schedules=[schedule("k", "TU"), sunday], service_at_locations=[place("k"), chapel])
    )

    kept = service.schedules.order_by("pk").values_list("by_day", "location__name")
    assert list(kept) == [("TU", None), ("SU", "Chapel")]


def test_places_without_an_id_go_with_their_service():
    nameless = place("k")
    del nameless["location"]["id"]
    take(service_at_locations=[nameless])

    take(service_at_locations=[nameless], description="Changed")

    assert Location.objects.count() == 1


def test_a_service_is_found_by_its_address_unless_that_is_masked():
    shown, _ = take()
    masked, _ = take(name="Safe house", mask_address=True)

    assert "Garden Street" in shown.keywords
    assert "Garden Street" not in masked.keywords


def test_a_masked_service_shows_town_and_outward_code_alone():
    service, _ = take(mask_address=True)

    assert (service.town, service.postcode) == ("Stafford", "ST16")
    assert (service.latitude, service.longitude) == (52.81, -2.12)
    assert "2LH" not in service.card_html + service.keywords


def test_one_organisation_has_many_services_and_is_brought_up_to_date():
    take(name="One")
    take(name="Two", organization=organisation(website="https://kitchen.example"))

    kitchen = Organisation.objects.get()
    assert (kitchen.services.count(), kitchen.website) == (2, "https://kitchen.example")
    assert kitchen.slug == "penkside-kitchen-cic"


def test_an_organisation_known_by_its_id_alone_must_have_come_before():
    lone = {"id": uid("organisation", "Penkside Kitchen CIC")}
    with pytest.raises(actions.UnknownOrganisation):
        take(organization=lone)
    take(name="Two")

    service, _ = take(organization=lone)

    assert service.organisation.name == "Penkside Kitchen CIC"
    assert Service.objects.count() == 2


def test_namesakes_get_numbers_and_old_addresses_are_never_given_again():
    OldSlug.objects.create(slug="boots-stafford-2", service=take(name="Gone")[0])
    slugs = [take(id=uid(number), name="Boots", attributes=None)[0].slug for number in range(3)]

    assert slugs == ["boots-stafford", "boots-stafford-3", "boots-stafford-4"]


def test_two_feeds_may_use_the_same_id():
    take(source="one")
    take(source="two")

    assert Service.objects.count() == 2


def test_a_record_that_cannot_be_stored_leaves_nothing_behind(no_999):
    with pytest.raises(IntegrityError):
        take(contacts=[{"phones": [{"number": "999"}]}])

    assert (Service.objects.count(), Organisation.objects.count(), Category.objects.count()) == (
        0,
        0,
        0,
    )
