"""Records of Open Referral UK as a feed sends them, made up."""

import json
import uuid

SPACE = uuid.UUID("5e0c5f5e-0000-4000-8000-000000000000")


def uid(*parts):
    return str(uuid.uuid5(SPACE, "/".join(map(str, parts))))


def record(name="The Long Table", **changes):
    """A whole service with one of everything; `changes` replace top-level values, None drops them."""
    key = uid(name)
    made = {
        "id": key,
        "name": name,
        "description": "<p>Come in &amp; sit down.</p><p>Soup from <b>noon</b>.</p>",
        "url": "https://table.example/",
        "email": "hello@table.example",
        "status": "active",
        "last_modified": "2026-10-01T12:06:15.654",
        "organization": organisation(),
        "schedules": [schedule(key, "TU"), schedule(key, "TH", closes_at="19:00")],
        "service_areas": [area("E07000197", "Stafford")],
        "service_at_locations": [place(key)],
        "contacts": [
            {"id": uid(key, "desk"), "title": "Enquiries", "phones": [{"number": "01632 960145"}]}
        ],
        "cost_options": [{"id": uid(key, "cost"), "option": "Lunch", "amount": 4}],
        "languages": [{"id": uid(key, "pl"), "name": "Polish", "code": "pl"}],
        "attributes": [term("Lunch club", key)],
    }
    made.update(changes)
    return {name: value for name, value in made.items() if value is not None}


def organisation(name="Penkside Kitchen CIC", **changes):
    return {
        "id": uid("organisation", name),
        "name": name,
        "description": f"{name}: food for everybody",
        "organization_identifiers": [
            {
                "identifier_scheme": "GB-COH",
                "identifier_type": "Company number",
                "identifier": "09999999",
            }
        ],
        **changes,
    }


def schedule(key, by_day, opens_at="11:30", closes_at="14:00:00"):
    return {
        "id": uid(key, by_day),
        "freq": "WEEKLY",
        "byday": by_day,
        "opens_at": opens_at,
        "closes_at": closes_at,
        "dtstart": "2025-01-01",
    }


def area(code, name):
    return {
        "id": uid("area", code),
        "name": name,
        "uri": f"http://statistics.data.gov.uk/id/statistical-geography/{code}",
    }


def place(
    key, *, name="Willowmead Hall", town="Stafford", postcode="st162lh", point=(52.806, -2.116)
):
    location = {
        "id": uid(key, name),
        "location_type": "physical",
        "name": name,
        "latitude": point[0],
        "longitude": point[1],
        "addresses": [
            {
                "address_1": "Garden Street",
                "city": town,
                "state_province": "Staffordshire",
                "postal_code": postcode,
                "country": "GB",
                "address_type": "physical",
            }
        ],
        "accessibility": [{"description": "Step-free", "details": "By the garden door"}],
    }
    return {"id": uid(key, "at", name), "location": location}


def term(name, key="", *, uri="", taxonomy="local", link_type="service_type"):
    sent = {
        "id": uid("term", name),
        "name": name,
        "description": name,
        "taxonomy": taxonomy,
        "term": name,
    }
    if uri:
        sent["term_uri"] = uri
    return {"id": uid(key, name), "link_type": link_type, "taxonomy_term": sent}


def page(*records):
    """The envelope of a list."""
    return {
        "total_items": len(records),
        "total_pages": 1,
        "page_number": 1,
        "size": len(records),
        "first_page": True,
        "last_page": True,
        "empty": not records,
        "contents": list(records),
    }


def lines(*records):
    """One a line; what is text already is written as it is."""
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in records) + "\n"
