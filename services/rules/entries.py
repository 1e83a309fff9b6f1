"""What an import knows of one service, whatever format it came in; no database."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from services.choices import Frequency, LocationKind, Status


@dataclass(frozen=True)
class OrganisationEntry:
    source_id: str
    name: str = ""
    description: str = ""
    website: str = ""
    email: str = ""
    sector: str = ""
    identifiers: tuple = ()  # of (scheme, kind, identifier)


@dataclass(frozen=True)
class TermEntry:
    name: str
    description: str = ""
    uri: str = ""
    taxonomy: str = ""
    term: str = ""
    topic: str = ""


@dataclass(frozen=True)
class LocationEntry:
    source_id: str = ""
    kind: str = LocationKind.PHYSICAL
    name: str = ""
    description: str = ""
    address: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    access_facts: tuple = ()  # of (text, details)


@dataclass(frozen=True)
class ScheduleEntry:
    frequency: str = Frequency.WEEKLY
    interval: int = 1
    by_day: str = ""
    by_month_day: str = ""
    starts_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    description: str = ""
    place: int | None = None  # which of the entry's locations; None: each of them


@dataclass(frozen=True)
class PhoneEntry:
    number: str
    description: str = ""


@dataclass(frozen=True)
class ContactEntry:
    name: str = ""
    title: str = ""
    email: str = ""
    phones: tuple = ()


@dataclass(frozen=True)
class CostEntry:
    option: str = ""
    amount: Decimal | None = None
    description: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class AreaEntry:
    """By its official code; without any area a service is offered everywhere."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    source_id: str
    name: str
    organisation: OrganisationEntry
    summary: str = ""
    description: str = ""
    status: str = Status.ACTIVE
    closed_until: date | None = None
    notice: str = ""
    minimum_age: Decimal | None = None
    maximum_age: Decimal | None = None
    eligibility: str = ""
    access: str = ""
    url: str = ""
    email: str = ""
    mask_address: bool = False
    last_modified: datetime | None = None
    assured_on: date | None = None
    categories: tuple = ()
    locations: tuple = ()
    schedules: tuple = ()
    contacts: tuple = ()
    phones: tuple = ()
    costs: tuple = ()
    languages: tuple = ()  # of (name, code)
    areas: tuple = ()
    is_shallow: bool = False  # from a page that leaves out all that belongs to a service
    raw: dict = field(default_factory=dict, compare=False)
