"""Organisations, hubs and services of the demonstration."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.text import slugify

from hubs import actions as hubs
from services import actions as services
from services.exchange.oruk import entry_of
from smartcounty.pages.management.demo import DAYS, hours_of, read
from smartcounty.places import actions as places
from smartcounty.places.models import Area, Organisation

SOURCE = "demo"
PHONE = "01632 960{:03d}"  # the range that the regulator keeps for fiction
ACCESS = {
    "step_free": "Step-free",
    "hearing_loop": "Hearing loop",
    "quiet_space": "Quiet space",
    "lift": "Lift",
    "hoist": "Hoist",
    "comes_to_you": "Comes to you",
}
TOPICS = {
    "Community meals": "food-and-cooking",
    "Food banks and pantries": "food-and-cooking",
    "Community transport": "getting-around",
    "Walking and cycling": "getting-around",
    "Doctors": "health-and-wellbeing",
    "Pharmacies": "health-and-wellbeing",
    "Dentists": "health-and-wellbeing",
    "Opticians": "health-and-wellbeing",
    "Health visitors and clinics": "health-and-wellbeing",
    "Mental health support": "health-and-wellbeing",
    "Sport and fitness": "health-and-wellbeing",
    "Swimming and water": "health-and-wellbeing",
    "Social groups": "carers-and-company",
    "Befriending": "carers-and-company",
    "Carers support": "carers-and-company",
    "Dementia support": "carers-and-company",
    "Disability support": "carers-and-company",
    "Warm spaces": "carers-and-company",
    "Men's sheds": "carers-and-company",
    "Children's activities": "children-and-families",
    "Youth clubs": "children-and-families",
    "Housing advice": "housing-and-repairs",
    "Repair and reuse": "housing-and-repairs",
    "Energy and heating advice": "housing-and-repairs",
    "Planning and building advice": "housing-and-repairs",
    "Money and debt advice": "money-and-benefits",
    "Job clubs and skills": "skills-and-work",
    "Adult learning": "skills-and-work",
    "Gardens and allotments": "green-spaces",
    "Parks and green spaces": "green-spaces",
    "Getting online help": "getting-online",
    "Library facilities": "heritage-and-making",
    "Arts and crafts": "heritage-and-making",
    "Home safety": "feeling-safe",
}


def make_organisations(*, by):
    """`{key: organisation}`, under the ids that the services' records name, so that neither is made twice."""
    return {
        row["key"]: places.add_organisation(
            row["name"],
            sector=row["sector"],
            by=by,
            checked=True,
            description=row["description"],
            is_responding_body=row.get("responds", False),
            source=SOURCE,
            source_id=_id("organisation", row["key"]),
        )
        for row in read("organisations")
    }


def make_hubs(organisations, *, by, host, at):
    made = {}
    for number, row in enumerate(read("hubs"), 1):
        checked = timezone.localdate(at) - timedelta(days=20 + number)
        facts = {key: row[key] for key in ("town", "address", "summary", "easy_read", "hosts")}
        made[row["key"]] = hubs.add(
            row["name"],
            organisation=organisations[row["organisation"]],
            by=by,
            hours=hours_of(row["hours"]),
            access=[(kind, text, checked) for kind, text in row["access"].items()],
            at=at - timedelta(days=400 - number),
            postcode=_postcode(row["town"], number),
            phone=PHONE.format(180 + number),
            email=f"{row['key']}@hubs.example",
            how_to_get_there=row["how_to_get_there"],
            step_free=row["step_free"],
            tile=row["tile"],
            **facts,
        )
    hubs.add_host(host, made["canalside"], by=by)
    return made


def make_services(*, by, at, tell):
    """Through the import, as a feed would come, then confirmed by their providers; `tell` is called after each."""
    rows = read("services")
    organisations = {row["key"]: row for row in read("organisations")}
    for number, row in enumerate(rows):
        record = _record(row, organisations[row["organisation"]], number, at)
        entered = at - timedelta(days=330 - 3 * number)
        service, _ = services.import_entry(entry_of(record), source=SOURCE, by=by, at=entered)
        if number % 11 != 5:  # some have not been confirmed lately, as in life
            services.confirm(service, by=by, at=at - timedelta(days=(number * 37) % 300))
        services.rebuild_openings(service, at=at)
        tell()
    services.review_freshness(at=at)
    services.rebuild_words()
    return len(rows)


def _record(row, organisation, number, at):
    """The service as Open Referral UK has it, with the extras that the import reads."""
    key = _id("service", row["name"])
    return {
        "id": key,
        "name": row["name"],
        "summary": row["summary"],
        "description": f"{row['summary']}\n\n{row['description']}",
        "status": "active",
        "email": f"{slugify(row['name'])}@services.example",
        "last_modified": at.isoformat(),
        "organization": _organisation(organisation),
        "schedules": [_schedule(key, *span) for span in hours_of(row["hours"])],
        "contacts": [_contact(key, number)],
        "cost_options": [
            {
                "id": _id("cost", key),
                "option": row["cost"],
                "amount": row["amount"],
                "amount_description": row["cost"],
            }
        ],
        "languages": [
            {"id": _id("language", key, name), "name": name}
            for name in ["English", *row.get("languages", [])]
        ],
        **dict(zip(("minimum_age", "maximum_age"), row.get("ages", []), strict=False)),
        "service_areas": [_area(row)],
        "service_at_locations": [_place(row, key, number)],
        "attributes": [_term(row, key)],
    }


def _organisation(row):
    return {
        "id": _id("organisation", row["key"]),
        "name": row["name"],
        "description": row["description"],
        "sector": row["sector"],
    }


def _schedule(key, weekday, opens, closes):
    return {
        "id": _id("schedule", key, weekday, opens),
        "freq": "WEEKLY",
        "byday": DAYS[weekday][:2].upper(),
        "opens_at": opens.strftime("%H:%M"),
        "closes_at": closes.strftime("%H:%M"),
    }


def _contact(key, number):
    return {
        "id": _id("contact", key),
        "name": "Front desk",
        "phones": [{"id": _id("phone", key), "number": PHONE.format(number + 1)}],
    }


def _area(row):
    area = places.locate(row["town"]).area
    county_wide = "comes_to_you" in row["access"]
    if county_wide:
        area = Area.objects.get(kind="county")
    return {
        "id": _id("area", row["name"]),
        "name": area.name,
        "uri": f"http://statistics.data.gov.uk/id/statistical-geography/{area.code}",
    }


def _place(row, key, number):
    found = places.locate(row["town"])
    step = ((number % 7) - 3) / 400  # a few streets from the middle of the town
    return {
        "id": _id("at", key),
        "location": {
            "id": _id("location", key),
            "location_type": "physical",
            "name": row["address"].split(",")[0],
            "latitude": found.latitude + step,
            "longitude": found.longitude - step,
            "addresses": [
                {
                    "id": _id("address", key),
                    "address_1": row["address"],
                    "city": row["town"],
                    "state_province": "Staffordshire",
                    "postal_code": _postcode(row["town"], number),
                    "country": "GB",
                    "address_type": "physical",
                }
            ],
            "accessibility": [
                {"id": _id("access", key, kind), "description": ACCESS[kind]}
                for kind in row["access"]
            ],
        },
    }


def _term(row, key):
    name = row["category"]
    return {
        "id": _id("attribute", key),
        "link_type": "service_type",
        "taxonomy_term": {
            "id": _id("term", name),
            "name": name,
            "description": name,
            "taxonomy": "demo",
            "term": slugify(name),
            "topic": TOPICS[name],
        },
    }


OUTWARD = {
    "Stafford": "ST16",
    "Stone": "ST15",
    "Leek": "ST13",
    "Uttoxeter": "ST14",
    "Lichfield": "WS13",
    "Cannock": "WS11",
    "Rugeley": "WS15",
    "Tamworth": "B79",
    "Burton upon Trent": "DE14",
    "Kidsgrove": "ST7",
    "Newcastle-under-Lyme": "ST5",
    "Codsall": "WV8",
    "Wombourne": "WV5",
    "Penkridge": "ST19",
    "Cheadle": "ST10",
    "Biddulph": "ST8",
    "Eccleshall": "ST21",
}


def _postcode(town, number):
    """A real outward code with an inward part that no street has."""
    return f"{OUTWARD[town]} {number % 9 + 1}ZZ"


def _id(*parts):
    return str(uuid5(NAMESPACE_URL, "demo/" + "/".join(map(str, parts))))


def organisation_named(name):
    return Organisation.objects.get(name=name, source=SOURCE)
