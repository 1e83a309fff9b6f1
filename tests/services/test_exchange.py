import json
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.exchange import BadRecord, Problem, entry_of, read
from services.exchange.values import clock, moment, storable
from services.rules.entries import (
    AreaEntry,
    ContactEntry,
    CostEntry,
    LocationEntry,
    OrganisationEntry,
    PhoneEntry,
    ScheduleEntry,
    TermEntry,
)
from tests.services.records import lines, organisation, page, place, record, schedule, term, uid

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_a_whole_record_is_read_with_all_that_belongs_to_it():
    sent = record()

    entry = entry_of(sent)

    assert (entry.source_id, entry.name) == (sent["id"], "The Long Table")
    assert entry.description == "Come in & sit down.\nSoup from noon."
    assert entry.organisation == OrganisationEntry(
        source_id=uid("organisation", "Penkside Kitchen CIC"),
        name="Penkside Kitchen CIC",
        description="Penkside Kitchen CIC: food for everybody",
        identifiers=(("GB-COH", "Company number", "09999999"),),
    )
    assert entry.schedules[1] == ScheduleEntry(
        by_day="TH", opens_at=time(11, 30), closes_at=time(19), starts_on=date(2025, 1, 1)
    )
    assert entry.areas == (AreaEntry("E07000197", "Stafford"),)
    assert entry.locations == (
        LocationEntry(
            source_id=uid(sent["id"], "Willowmead Hall"),
            name="Willowmead Hall",
            address="Garden Street",
            town="Stafford",
            county="Staffordshire",
            postcode="ST16 2LH",
            latitude=52.806,
            longitude=-2.116,
            access_facts=(("Step-free", "By the garden door"),),
        ),
    )
    assert entry.contacts == (
        ContactEntry(title="Enquiries", phones=(PhoneEntry("01632 960145"),)),
    )
    assert entry.costs == (CostEntry(option="Lunch", amount=Decimal(4)),)
    assert entry.languages == (("Polish", "pl"),)
    assert entry.categories == (
        TermEntry("Lunch club", description="Lunch club", taxonomy="local", term="Lunch club"),
    )
    assert entry.raw == sent


def test_a_moment_without_an_offset_is_by_the_countys_clock():
    assert moment("2026-07-01T12:00:00") == datetime(2026, 7, 1, 11, tzinfo=UTC)
    assert moment("2026-07-01T12:00:00.000Z") == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert moment("2026-12-01") == datetime(2026, 12, 1, tzinfo=UTC)
    assert moment("last week") is None


@pytest.mark.parametrize(
    ("least", "most", "read_as"),
    [
        (-1, -1, (None, None)),
        ("16", "64.5", (Decimal(16), Decimal("64.5"))),
        (18, 0, (Decimal(18), None)),
        (18, 5, (Decimal(18), None)),
        ("all", [], (None, None)),
        (float("inf"), 10**400, (None, None)),
    ],
)
def test_ages_that_mean_nothing_are_absent(least, most, read_as):
    entry = entry_of(record(minimum_age=least, maximum_age=most))

    assert (entry.minimum_age, entry.maximum_age) == read_as


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("active", "active"),
        ("temporarily closed", "temporarily closed"),
        ("Closed", "defunct"),
        ("on holiday", "active"),
        (None, "active"),
    ],
)
def test_an_unknown_status_is_taken_as_running(sent, status):
    assert entry_of(record(status=sent)).status == status


def test_missing_arrays_are_empty_and_the_record_is_marked_as_shallow():
    shallow = {"id": uid("x"), "name": "Swap shop", "organization": organisation()}

    entry = entry_of(shallow)

    assert entry.is_shallow
    assert (entry.schedules, entry.areas, entry.locations, entry.categories) == ((), (), (), ())
    assert not entry_of(record()).is_shallow


def test_wrong_kinds_of_values_are_left_out():
    entry = entry_of(
        record(
            schedules=["daily", {"byday": "MO", "opens_at": "noon"}],
            contacts={"id": 1},
            service_at_locations=[{"location": None}, 3],
            cost_options=[{"amount": "free"}, {"amount": "-4", "option": "Tea"}],
            email="not an address",
            url="javascript:alert(1)",
            languages=[{"id": uid("l")}],
        )
    )

    assert entry.schedules == (ScheduleEntry(by_day="MO"),)
    assert (entry.contacts, entry.locations) == ((), ())
    assert entry.costs == (CostEntry(option="Tea"),)
    assert (entry.email, entry.url, entry.languages) == ("", "", ())


def test_hours_are_told_apart_by_place_where_there_are_several():
    hall, chapel = place("k"), place("k", name="Chapel")
    of_the_chapel = schedule("k", "SA") | {"service_at_location_id": chapel["id"]}
    brought = hall | {"schedules": [schedule("k", "SU"), schedule("k", "SA")]}

    two = entry_of(
        record(
            schedules=[schedule("k", "TU"), of_the_chapel], service_at_locations=[brought, chapel]
        )
    )
    one = entry_of(record(schedules=[of_the_chapel], service_at_locations=[chapel]))

    assert [(row.by_day, row.place) for row in two.schedules] == [
        ("TU", None),
        ("SA", 1),
        ("SU", 0),
    ]
    assert [(row.by_day, row.place) for row in one.schedules] == [("SA", None)]


def test_a_place_without_an_id_takes_nobody_elses_hours():
    nameless = {name: value for name, value in place("k").items() if name != "id"}

    entry = entry_of(record(service_at_locations=[nameless, place("k", name="Chapel")]))

    assert {row.place for row in entry.schedules} == {None}


def test_terms_that_say_for_whom_are_not_categories():
    entry = entry_of(record(attributes=[term("Over 60", link_type="eligibility"), term("Lunch")]))

    assert [category.name for category in entry.categories] == ["Lunch"]


def test_a_point_that_cannot_be_in_the_country_is_none():
    entry = entry_of(record(service_at_locations=[place("k", point=(100, "-2.1"))]))

    assert (entry.locations[0].latitude, entry.locations[0].longitude) == (None, None)


def test_web_addresses_may_lack_their_scheme():
    assert entry_of(record(url="www.table.example/lunch")).url == "http://www.table.example/lunch"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ([], "not an object"),
        ({}, "no id"),
        ({"id": "1"}, "no name"),
        ({"id": "1", "name": " \u200b"}, "no name"),
        ({"id": "1", "name": "A"}, "no organisation"),
    ],
)
def test_a_record_without_what_makes_a_service_is_bad(sent, reason):
    with pytest.raises(BadRecord, match=reason):
        entry_of(sent)


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        ("9:00", time(9)),
        ("10:00:00", time(10)),
        ("10:30Z", time(10, 30)),
        ("10:30:00+01:00", time(10, 30)),
        ("24:00", time(0)),
        ("25:00", None),
        (930, None),
    ],
)
def test_a_time_is_what_the_clock_on_the_wall_shows(sent, read_as):
    assert clock(sent) == read_as


@given(JSON)
def test_anything_may_stand_anywhere_in_a_record(value):
    fields = record()
    for name in fields:
        if name not in ("id", "name", "organization"):
            entry_of({**fields, name: value})
    for wrong in ({**fields, "organization": value}, {**fields, "name": value}, value):
        with suppress(BadRecord):
            entry_of(wrong)


def test_json_that_the_database_refuses_is_made_storable():
    assert storable({"a\x00": ["b\x00", float("nan"), "\ud800"]}) == {"a": ["b", None, "?"]}


def write(tmp_path, text):
    path = tmp_path / "feed.json"
    path.write_text(text, encoding="utf-8")
    return path


def reasons(path):
    return [
        (where, found.reason if isinstance(found, Problem) else found["name"])
        for where, found in read(path)[1]
    ]


def test_four_kinds_of_file_are_read(tmp_path):
    one, two = record("One"), record("Two")
    kinds = {
        json.dumps(page(one, two)): ["contents[0]", "contents[1]"],
        json.dumps(page(one, two), indent=2): ["contents[0]", "contents[1]"],
        json.dumps([one, two], indent=2): ["list[0]", "list[1]"],
        json.dumps(one, indent=2): ["service[0]"],
        lines(one, two): ["line 1", "line 2"],
        "\ufeff" + lines(one, "", two): ["line 1", "line 3"],
        json.dumps([one]): ["list[0]"],
    }

    for text, places in kinds.items():
        total, found = read(write(tmp_path, text))
        assert [where for where, _ in found] == places
        assert total == len(places)


def test_a_list_cut_off_half_way_says_where(tmp_path):
    text = json.dumps([record("One"), record("Two")])
    path = write(tmp_path, text[: len(text) // 2])

    ((where, problem),) = read(path)[1]

    assert where == "file"
    assert problem.fatal
    assert problem.reason.startswith("not JSON (cut off?)")


def test_lines_cut_off_half_way_lose_the_last_alone(tmp_path):
    text = lines(record("One"), record("Two"))
    path = write(tmp_path, text[:-40])

    assert reasons(path)[0] == ("line 1", "One")
    assert reasons(path)[1][1].startswith("not JSON")


def test_a_bad_first_line_does_not_hide_the_others(tmp_path):
    path = write(tmp_path, lines("{oops", record("Two")))

    assert [name for _, name in reasons(path)][1:] == ["Two"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("id,name\n1,Library\n", "not JSON"),
        ("42", "JSON, but no services in it"),
        ('{"total_items": 3}', "not JSON|no services|no id"),
        ("[" * 200_000, "not JSON"),
        ('{"id": ' + "9" * 6000 + "}", "not JSON"),
    ],
)
def test_a_file_without_services_is_told_so(tmp_path, text, reason):
    found = [problem for _, problem in read(write(tmp_path, text))[1]]

    assert len(found) == 1
    assert isinstance(found[0], Problem) or found == [{"total_items": 3}]
    if isinstance(found[0], Problem):
        assert any(word in found[0].reason for word in reason.split("|"))
