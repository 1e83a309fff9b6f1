"""One service of Open Referral UK 3.0, as `GET /services/{id}` gives it, to an `Entry`.

Also read, as no field of the profile holds them: `summary` (easy-read), `eligibility_description` and
`application_process` (of the international standard), `closed_until`, `mask_address`, `phones` of the service itself,
`sector` of an organisation, `topic` (slug) of a term, `name` and `code` of a language.
"""

import re
from decimal import Decimal

from services.choices import Frequency, LocationKind, Status
from services.exchange.values import (
    age,
    clock,
    day,
    email,
    line,
    moment,
    money,
    one,
    point,
    postcode,
    rows,
    storable,
    text,
    web_address,
    whole_number,
)
from services.rules.entries import (
    AreaEntry,
    ContactEntry,
    CostEntry,
    Entry,
    LocationEntry,
    OrganisationEntry,
    PhoneEntry,
    ScheduleEntry,
    TermEntry,
)
from services.rules.openings import parse_by_day
from smartcounty.places.choices import Sector

# Other words that feeds use; a word nobody knows is taken as running, and stays in the raw record.
STATUS = {
    **{status.value: status for status in Status},
    "temporarily_closed": Status.CLOSED_FOR_NOW,
    "suspended": Status.CLOSED_FOR_NOW,
    "closed": Status.DEFUNCT,
    "deleted": Status.DEFUNCT,
}
ARRAYS = (
    "schedules",
    "service_areas",
    "service_at_locations",
    "languages",
    "cost_options",
    "contacts",
    "attributes",
)
NOT_A_KIND_OF_SERVICE = re.compile(r"eligib|audience|circumstance|need|age|access", re.I)
_GSS = re.compile(r"\b([EWSN]\d{8})\b")


class BadRecord(Exception):
    """A record that cannot be imported, with the reason in words."""


def entry_of(record):
    """The record as an Entry; raises BadRecord. Values that cannot be understood are left out, not refused."""
    if not isinstance(record, dict):
        raise BadRecord("not an object")
    source_id, name = line(record.get("id"), 64), line(record.get("name"), 200)
    if not source_id:
        raise BadRecord("no id")
    if not name:
        raise BadRecord(f"no name (id {source_id})")
    organisation = _organisation(record)
    if not organisation.source_id:
        raise BadRecord(f"no organisation (id {source_id})")
    least, most = _ages(record)
    return Entry(
        source_id=source_id,
        name=name,
        organisation=organisation,
        minimum_age=least,
        maximum_age=most,
        last_modified=moment(record.get("last_modified")),
        assured_on=day(record.get("assured_date")),
        is_shallow=not any(name in record for name in ARRAYS),
        raw=storable(record),
        **_words(record),
        **_status(record),
        **_parts(record),
    )


def _words(record):
    return {
        "summary": line(record.get("summary"), 300),
        "description": text(record.get("description")),
        "notice": line(record.get("alert"), 500),
        "eligibility": text(record.get("eligibility_description")),
        "access": text(record.get("application_process")),
        "url": web_address(record.get("url")),
        "email": email(record.get("email")),
        "mask_address": record.get("mask_address") is True,
    }


def _status(record):
    status = STATUS.get(line(record.get("status")).lower(), Status.ACTIVE)
    closed = status == Status.CLOSED_FOR_NOW
    return {"status": status, "closed_until": day(record.get("closed_until")) if closed else None}


def _parts(record):
    places = [row for row in rows(record.get("service_at_locations")) if one(row.get("location"))]
    return {
        "categories": tuple(_terms(record)),
        "locations": tuple(_location(row["location"]) for row in places),
        "schedules": tuple(_schedules(record, places)),
        "contacts": tuple(_contact(row) for row in rows(record.get("contacts"))),
        "phones": tuple(_phones(record)),
        "costs": tuple(_costs(record)),
        "languages": tuple(_languages(record)),
        "areas": tuple(_areas(record)),
    }


def _ages(record):
    least, most = age(record.get("minimum_age")), age(record.get("maximum_age"))
    if most == Decimal(0) or (least is not None and most is not None and most < least):
        most = None
    return least, most


def _organisation(record):
    sent = one(record.get("organization"))
    sector = line(sent.get("sector"))
    return OrganisationEntry(
        source_id=line(sent.get("id") or record.get("organization_id"), 60),
        name=line(sent.get("name"), 200),
        description=text(sent.get("description"), 4000),
        website=web_address(sent.get("website") or sent.get("url")),
        email=email(sent.get("email")),
        sector=sector if sector in Sector.values else "",
        identifiers=tuple(_identifiers(sent)),
    )


def _identifiers(organisation):
    for row in rows(organisation.get("organization_identifiers")):
        identifier = line(row.get("identifier"), 60)
        if identifier:
            scheme = line(row.get("identifier_scheme"), 20)
            yield scheme, line(row.get("identifier_type"), 60), identifier


def _terms(record):
    """Terms that say what kind of service it is; those that say for whom are not categories."""
    for row in rows(record.get("attributes")):
        sent = one(row.get("taxonomy_term"))
        name = line(sent.get("name"), 120)
        if name and not NOT_A_KIND_OF_SERVICE.search(line(row.get("link_type"))):
            yield TermEntry(
                name=name,
                description=text(sent.get("description")),
                uri=line(sent.get("term_uri"), 300),
                taxonomy=line(sent.get("taxonomy"), 120),
                term=line(sent.get("term"), 120),
                topic=line(sent.get("topic"), 60),
            )


def _location(sent):
    address = next(iter(rows(sent.get("addresses"))), {})
    kind = line(sent.get("location_type")).lower()
    latitude, longitude = point(sent.get("latitude"), sent.get("longitude"))
    return LocationEntry(
        source_id=line(sent.get("id"), 64),
        kind=kind if kind in LocationKind.values else LocationKind.PHYSICAL,
        name=line(sent.get("name"), 200),
        description=text(sent.get("description")),
        address=line(address.get("address_1"), 300),
        town=line(address.get("city"), 80),
        county=line(address.get("state_province"), 80),
        postcode=postcode(address.get("postal_code")),
        latitude=latitude,
        longitude=longitude,
        access_facts=tuple(_access_facts(sent)),
    )


def _access_facts(location):
    for row in rows(location.get("accessibility")):
        words = line(row.get("description") or row.get("accessibility"), 200)
        if words:
            yield words, line(row.get("details"), 500)


def _schedules(record, places):
    """Those of the service, some of which name a place, then those that a place itself brings with it."""
    sent = rows(record.get("schedules"))
    ids = {line(row.get("id"), 64): number for number, row in enumerate(places)}
    ids.pop("", None)
    found = [(row, ids.get(line(row.get("service_at_location_id"), 64))) for row in sent]
    known = {line(row.get("id"), 64) for row in sent} - {""}
    for number, place in enumerate(places):
        brought = rows(place.get("schedules"))
        found += [(row, number) for row in brought if line(row.get("id"), 64) not in known]
    differ = len(places) > 1  # of a single place nothing needs to be told apart
    return [_schedule(row, place=place if differ else None) for row, place in found]


def _schedule(row, *, place):
    opens, closes = clock(row.get("opens_at")), clock(row.get("closes_at"))
    if opens is None or closes is None:
        opens = closes = None
    starts, begins, ends = (day(row.get(name)) for name in ("dtstart", "valid_from", "valid_to"))
    if begins and ends and ends < begins:
        ends = None
    return ScheduleEntry(
        frequency=_frequency(row),
        interval=whole_number(row.get("interval")) or 1,
        by_day=_by_day(row),
        by_month_day=line(row.get("bymonthday"), 120),
        starts_on=starts,
        valid_from=begins,
        valid_to=ends,
        opens_at=opens,
        closes_at=closes,
        description=line(row.get("description") or row.get("notes"), 500),
        place=place,
    )


def _frequency(row):
    sent = line(row.get("freq")).upper()
    if sent in (Frequency.WEEKLY, Frequency.MONTHLY, Frequency.DAILY):
        return Frequency(sent)
    return Frequency.WEEKLY if row.get("byday") else Frequency.ONCE


def _by_day(row):
    """Only what is understood, so that what is shown and what is reckoned are the same."""
    names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    sent = row.get("byday")
    sent = ",".join(map(str, sent)) if isinstance(sent, list) else line(sent)
    return ",".join(f"{number or ''}{names[day]}" for number, day in parse_by_day(sent))[:80]


def _contact(row):
    return ContactEntry(
        name=line(row.get("name"), 120),
        title=line(row.get("title"), 120),
        email=email(row.get("email")),
        phones=tuple(_phones(row)),
    )


def _phones(owner):
    for row in rows(owner.get("phones")):
        number = line(row.get("number"), 40)
        if number:
            yield PhoneEntry(number, line(row.get("description"), 200))


def _costs(record):
    for row in rows(record.get("cost_options")):
        begins, ends = day(row.get("valid_from")), day(row.get("valid_to"))
        cost = CostEntry(
            option=line(row.get("option"), 200),
            amount=money(row.get("amount")),
            description=line(row.get("amount_description"), 500),
            valid_from=begins,
            valid_to=None if begins and ends and ends < begins else ends,
        )
        if cost.option or cost.description or cost.amount is not None:
            yield cost


def _languages(record):
    seen = set()
    for row in rows(record.get("languages")):
        name, code = line(row.get("name"), 60), line(row.get("code"), 12)
        if (name or code) and (name or code) not in seen:
            seen.add(name or code)
            yield name or code, code


def _areas(record):
    for row in rows(record.get("service_areas")):
        name = line(row.get("name") or row.get("service_area"), 120)
        found = _GSS.search(line(row.get("uri"), 300)) or _GSS.search(line(row.get("extent"), 300))
        yield AreaEntry(code=found[1] if found else "", name=name)
