"""One record of a feed into the county's own rows.

Promises: a record is taken whole or not at all; the same record again changes nothing, not even a date; what is
hidden or removed stays so whatever a feed says; the address of a service never changes.
"""

import hashlib
import json
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from services.actions.cards import judge, refresh
from services.actions.known import Known
from services.actions.openings import add_openings
from services.choices import LocationKind
from services.models import (
    AccessFact,
    Contact,
    CostOption,
    Language,
    Location,
    OldSlug,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceCategory,
    ServiceLocation,
)
from services.rules import freshness, slugs, topics
from services.rules.entries import AreaEntry

# Part of each fingerprint: raise it when the same record would be taken in otherwise.
READER = 3
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
TAKEN_AS_SENT = [
    "name",
    "summary",
    "description",
    "status",
    "closed_until",
    "notice",
    "minimum_age",
    "maximum_age",
    "eligibility",
    "access",
    "url",
    "email",
    "last_modified",
    "raw",
]
WRITTEN = [
    *TAKEN_AS_SENT,
    "organisation",
    "version",
    "fingerprint",
    "imported_at",
    "updated_at",
    "mask_address",
    "verified_at",
    "verified_by",
    "verify_by",
    "freshness",
    "is_listed",
]
HOURS = ["openings_until", "has_hours"]
LOCATION = ["kind", "name", "description", "address", "county", "postcode", "latitude", "longitude"]


class UnknownOrganisation(Exception):
    """The record names its organisation by an id that no other record explains."""


@transaction.atomic
def import_entry(entry, *, source, by, at=None, known=None):
    """Make the service, bring it up to date, or leave it; gives it and which of the three.

    `known` is kept between the records of one file. A new service is published at once.
    """
    at = at or timezone.now()
    known = known or Known(source)
    fingerprint = _fingerprint(entry, known)
    service = (
        Service.objects.select_for_update(no_key=True)
        .filter(source=source, source_id=entry.source_id)
        .first()
    )
    if service and service.fingerprint == fingerprint:
        return service, UNCHANGED
    organisation = known.organisation(entry.organisation)
    if organisation is None:
        raise UnknownOrganisation(entry.organisation.source_id)
    outcome = UPDATED if service else CREATED
    service = service or _begin(entry, source=source, known=known, at=at)
    service.organisation, service.fingerprint = organisation, fingerprint
    _take(service, entry, at=at)
    if outcome == CREATED or not entry.is_shallow:
        if outcome == UPDATED:
            _drop_parts(service)
        _add_parts(service, entry, known)
    if outcome == UPDATED:
        service.openings.all().delete()
    add_openings(service, at=at)
    refresh(service, at=at, also=HOURS)
    return service, outcome


def _fingerprint(entry, known):
    sent = json.dumps(entry.raw, sort_keys=True, ensure_ascii=False)
    parts = [str(READER), *known.area_keys(entry.areas), sent]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _take(service, entry, *, at):
    """Write the columns that come from the record; those of ratings are not touched."""
    service.imported_at = service.updated_at = at
    for name in TAKEN_AS_SENT:
        setattr(service, name, getattr(entry, name))
    service.mask_address = service.mask_address or entry.mask_address
    _confirm_as_sent(service, entry, at=at)
    judge(service, on=timezone.localdate(at))
    if service.pk:
        service.version += 1
    service.save(update_fields=WRITTEN if service.pk else None)


def _begin(entry, *, source, known, at):
    town = known.town(entry.locations[0]) if entry.locations else ""
    return Service(
        source=source,
        source_id=entry.source_id,
        slug=free_slug(entry.name, town),
        created_at=at,
        published_at=at,
    )


def free_slug(name, town):
    """An address that no service has, nor ever had."""
    base = slugs.slug_base(name, town)
    of_services = Service.objects.filter(slug__startswith=base).values_list("slug")
    of_old = OldSlug.objects.filter(slug__startswith=base).values_list("slug")
    taken = {slug for (slug,) in of_services.union(of_old)}
    return slugs.free_slug(base, taken)


def _confirm_as_sent(service, entry, *, at):
    """An assured date counts as a check on that day, unless a later one is known; nothing else does."""
    today = timezone.localdate(at)
    if entry.assured_on and entry.assured_on <= today:
        assured_at = timezone.make_aware(datetime.combine(entry.assured_on, time(12)))
        if service.verified_at is None or service.verified_at < assured_at:
            service.verified_at, service.verified_by = assured_at, None
            service.verify_by = freshness.verify_by(
                entry.assured_on,
                high_risk=topics.is_high_risk(term.name for term in entry.categories),
            )
    if service.verify_by is None:
        service.verify_by = today


def _drop_parts(service):
    """All that belongs to the service is made anew: few feeds give these rows ids that last."""
    Location.objects.filter(service_links__service=service, source_id="").delete()
    for parts in (
        service.category_links,
        service.area_links,
        service.place_links,
        service.contacts,
        service.phones,
        service.schedules,
        service.costs,
        service.languages,
    ):
        parts.all().delete()


def _add_parts(service, entry, known):
    _add_categories(service, entry, known)
    _add_areas(service, entry, known)
    _add_schedules(service, entry, places=_add_places(service, entry, known))
    _add_contacts(service, entry)
    CostOption.objects.bulk_create(
        CostOption(service=service, position=number, **vars(cost))
        for number, cost in enumerate(entry.costs)
    )
    Language.objects.bulk_create(
        Language(service=service, name=name, code=code) for name, code in entry.languages
    )


def _add_categories(service, entry, known):
    categories = dict.fromkeys(known.category(term) for term in entry.categories)
    ServiceCategory.objects.bulk_create(
        ServiceCategory(service=service, category=category, position=number)
        for number, category in enumerate(categories)
    )


def _add_areas(service, entry, known):
    """No area at all means everywhere; an area outside the map is kept by name, and counts nowhere."""
    rows, met = [], set()
    for area in entry.areas or [AreaEntry(code=settings.COUNTY["code"])]:
        everywhere = known.is_county(area.code)
        found = None if everywhere else known.area(area.code)
        if found is None or found not in met:
            name = area.name or (found.name if found else "")
            rows.append(
                ServiceArea(
                    service=service,
                    area=found,
                    is_county_wide=everywhere,
                    code=area.code,
                    name=name,
                )
            )
        met.add(found)
    ServiceArea.objects.bulk_create(rows)


def _add_places(service, entry, known):
    """Gives the rows of the entry's places, in its order."""
    places = [_location(place, known) for place in entry.locations]
    ServiceLocation.objects.bulk_create(
        ServiceLocation(service=service, location=location, position=number)
        for number, location in enumerate(dict.fromkeys(places))
    )
    return places


def _add_schedules(service, entry, *, places):
    rows = []
    for schedule in entry.schedules:
        fields = {**vars(schedule)}
        number = fields.pop("place")
        location = None if number is None else places[number]
        rows.append(Schedule(service=service, location=location, **fields))
    Schedule.objects.bulk_create(rows)


def _location(entry, known):
    """The shared row of a place with an id, or one of its own."""
    location = None
    if entry.source_id:
        keys = {"source": known.source, "source_id": entry.source_id}
        location = Location.objects.filter(**keys).first()
    is_new = location is None
    location = location or Location(source=known.source, source_id=entry.source_id)
    for name in LOCATION:
        setattr(location, name, getattr(entry, name))
    location.town = known.town(entry) if entry.kind == LocationKind.PHYSICAL else entry.town
    location.save()
    if not is_new:
        location.access_facts.all().delete()
    AccessFact.objects.bulk_create(
        AccessFact(location=location, text=text, details=details, position=number)
        for number, (text, details) in enumerate(entry.access_facts)
    )
    return location


def _add_contacts(service, entry):
    contacts = Contact.objects.bulk_create(
        Contact(
            service=service, name=sent.name, title=sent.title, email=sent.email, position=number
        )
        for number, sent in enumerate(entry.contacts)
    )
    owned = [
        (contact, phone)
        for contact, sent in zip(contacts, entry.contacts, strict=True)
        for phone in sent.phones
    ]
    owned += [(None, phone) for phone in entry.phones]
    Phone.objects.bulk_create(
        Phone(service=service, contact=contact, position=number, **vars(phone))
        for number, (contact, phone) in enumerate(owned)
    )
