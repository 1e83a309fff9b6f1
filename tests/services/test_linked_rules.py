"""The linked data by the vocabulary of schema.org: which properties a type has, and what each may hold."""

import json
from datetime import date, time
from decimal import Decimal
from types import SimpleNamespace as Row

import pytest

from services.rules import linked

TEXT, NUMBER = "Text", "Number"
# The part of the vocabulary in use: for each type its properties and what they may hold.
VOCABULARY = {
    "Service": {
        "url": {TEXT},
        "name": {TEXT},
        "description": {TEXT},
        "serviceType": {TEXT},
        "provider": {"Organization"},
        "areaServed": {"AdministrativeArea"},
        "audience": {"PeopleAudience"},
        "availableChannel": {"ServiceChannel"},
        "hoursAvailable": {"OpeningHoursSpecification"},
        "offers": {"Offer"},
        "aggregateRating": {"AggregateRating"},
    },
    "Organization": {"name": {TEXT}},
    "AdministrativeArea": {"name": {TEXT}},
    "PeopleAudience": {"suggestedMinAge": {NUMBER}, "suggestedMaxAge": {NUMBER}},
    "ServiceChannel": {
        "serviceLocation": {"Place"},
        "servicePhone": {"ContactPoint"},
        "serviceUrl": {TEXT},
        "availableLanguage": {TEXT},
    },
    "ContactPoint": {"telephone": {TEXT}, "contactType": {TEXT}},
    "Place": {"name": {TEXT}, "address": {"PostalAddress"}, "geo": {"GeoCoordinates"}},
    "PostalAddress": {
        name: {TEXT}
        for name in (
            "streetAddress",
            "addressLocality",
            "addressRegion",
            "postalCode",
            "addressCountry",
        )
    },
    "GeoCoordinates": {"latitude": {NUMBER}, "longitude": {NUMBER}},
    "OpeningHoursSpecification": {
        name: {TEXT} for name in ("dayOfWeek", "opens", "closes", "validFrom", "validThrough")
    },
    "Offer": {name: {TEXT} for name in ("name", "description", "price", "priceCurrency")},
    "AggregateRating": {
        name: {NUMBER} for name in ("ratingValue", "reviewCount", "bestRating", "worstRating")
    },
}
URL = "https://county.example/services/long-table/"


def problems(node, expected):
    """What a structured-data checker would say of a node and all below it."""
    kind = node.get("@type")
    if kind not in expected or kind not in VOCABULARY:
        yield f"{kind} where {expected} belongs"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        allowed = VOCABULARY[kind].get(name)
        if allowed is None:
            yield f"{kind} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _of_value(one, allowed, f"{kind}.{name}")


def _of_value(value, allowed, where):
    if isinstance(value, dict):
        yield from problems(value, allowed)
    elif not _fits(value, allowed):
        yield f"{where} is {value!r}"


def _fits(value, allowed):
    if isinstance(value, str):
        return TEXT in allowed and bool(value.strip())
    return isinstance(value, (int, float)) and NUMBER in allowed


def a_service(**fields):
    known = {
        "name": "The Long Table",
        "summary": "A cooked lunch.",
        "description": "",
        "lead_category": Row(name="Lunch clubs"),
        "organisation": Row(name="Penkside Kitchen"),
        "area_list": [{"name": "Stafford"}, {"name": ""}],
        "phone_list": [{"number": "01632 960145", "description": ""}],
        "language_list": [{"name": "Polish"}],
        "cost_list": [
            {"option": "A lunch", "amount": 4.5, "description": ""},
            {"option": "Pay what you can", "amount": None, "description": ""},
        ],
        "minimum_age": Decimal(16),
        "maximum_age": None,
        "url": "https://table.example/",
        "mask_address": False,
        "rating_shown": Decimal("4.4"),
        "rating_count": 7,
    }
    return Row(**known | fields)


def told(service=None, *, locations=(), schedules=()):
    return linked.service(service or a_service(), url=URL, locations=locations, schedules=schedules)


HALL = Row(
    name="Willowmead Hall",
    address="Garden Street",
    town="Stafford",
    county="",
    postcode="ST16 2LH",
    latitude=52.806,
    longitude=-2.116,
)
WEEKDAYS = Row(
    frequency="WEEKLY",
    interval=1,
    by_day="MO,TU",
    opens_at=time(9),
    closes_at=time(17),
    valid_from=date(2026, 1, 1),
    valid_to=None,
)


def test_a_full_service_is_all_in_the_vocabulary():
    data = told(locations=[HALL], schedules=[WEEKDAYS])

    assert data["@context"] == "https://schema.org"
    assert list(problems(data, {"Service"})) == []


def test_an_age_of_nought_is_told_as_a_number():
    data = json.loads(json.dumps(told(a_service(minimum_age=Decimal(0), maximum_age=Decimal(5)))))

    ages = {"suggestedMinAge": 0, "suggestedMaxAge": 5}
    assert data["audience"] == {"@type": "PeopleAudience", **ages}


def test_a_bare_service_tells_what_is_known_and_no_empty_value():
    bare = a_service(
        summary="",
        lead_category=None,
        area_list=[],
        phone_list=[],
        language_list=[],
        cost_list=[],
        minimum_age=None,
        url="",
        rating_shown=None,
    )

    assert told(bare) == {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": URL,
        "url": URL,
        "name": "The Long Table",
        "provider": {"@type": "Organization", "name": "Penkside Kitchen"},
    }


def test_a_score_that_is_not_shown_is_not_told_to_machines():
    assert "aggregateRating" not in told(a_service(rating_shown=None))
    assert told()["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.4,
        "reviewCount": 7,
        "bestRating": 5,
        "worstRating": 1,
    }


def test_a_masked_place_is_told_by_its_town_and_the_first_half_of_its_postcode():
    data = told(a_service(mask_address=True), locations=[HALL])

    assert data["availableChannel"][0]["serviceLocation"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Stafford",
            "postalCode": "ST16",
            "addressCountry": "GB",
        },
    }


def test_weekly_hours_are_told_and_what_the_vocabulary_cannot_say_is_not():
    fortnightly = Row(**vars(WEEKDAYS) | {"interval": 2})
    all_day = Row(**vars(WEEKDAYS) | {"by_day": "SU", "closes_at": time(9), "valid_from": None})

    assert told(schedules=[WEEKDAYS, fortnightly, all_day])["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
            "opens": "09:00",
            "closes": "17:00",
            "validFrom": "2026-01-01",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["https://schema.org/Sunday"],
            "opens": "00:00",
            "closes": "23:59",
        },
    ]


def test_a_price_is_told_where_there_is_an_amount():
    assert told()["offers"] == [
        {"@type": "Offer", "name": "A lunch", "price": "4.50", "priceCurrency": "GBP"}
    ]


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ({"@type": "Service", "colour": "red"}, "Service has no colour"),
        ({"@type": "Service", "name": " "}, "Service.name is ' '"),
        (
            {"@type": "Service", "provider": {"@type": "Place"}},
            "Place where {'Organization'} belongs",
        ),
    ],
)
def test_the_checker_sees_what_is_wrong(node, said):
    assert list(problems(node, {"Service"})) == [said]
