"""Single values as feeds really send them: what cannot be understood is absent, never an error."""

import math
import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.dateparse import parse_date, parse_datetime

from smartcounty.common.text import plain
from smartcounty.places.rules import is_possible_point, normalise_postcode

LONDON = ZoneInfo("Europe/London")
LONGEST_TEXT = 20_000
OLDEST_AGE = 150
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?")
_web_address = URLValidator(schemes=["http", "https"])


def text(value, longest=LONGEST_TEXT):
    """Plain words: no tags, no entities, no control characters, no longer than the column."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return plain(str(value)[: 4 * LONGEST_TEXT])[:longest].strip()


def line(value, longest=200):
    """The same on one line."""
    return " ".join(text(value).split())[:longest].strip()


def whole_number(value, least=1, most=1000):
    number = decimal(value)
    fits = number is not None and number == int(number) and least <= number <= most
    return int(number) if fits else None


def decimal(value):
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**6 else None


def age(value):
    """Years; a negative age is a feed's way to say that there is none."""
    years = decimal(value)
    return round(years, 2) if years is not None and 0 <= years <= OLDEST_AGE else None


def money(value):
    amount = decimal(value)
    return round(amount, 2) if amount is not None and 0 <= amount < 10**6 else None


def day(value):
    """The day of `2027-03-04` or of a moment."""
    if not isinstance(value, str):
        return None
    try:
        return parse_date(value.strip()[:10])
    except ValueError:
        return None


def moment(value):
    """A moment; one without an offset is by the county's clock."""
    if not isinstance(value, str):
        return None
    try:
        found = parse_datetime(value.strip())
    except ValueError:
        return None
    found = found or _midnight(day(value))
    if found and found.tzinfo is None:
        found = found.replace(tzinfo=LONDON)
    return found if found and date(1900, 1, 1) <= found.date() < date(9999, 1, 1) else None


def clock(value):
    """`9:00`, `10:00:00`, `10:00Z`: the clock on the wall, whatever offset is sent with it; 24:00 is midnight."""
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def web_address(value):
    """An http address; other schemes are never linked to."""
    address = line(value, 500)
    if address and "://" not in address and re.match(r"[\w-]+(\.[\w-]+)+", address):
        address = f"http://{address}"
    try:
        _web_address(address)
    except ValidationError:
        return ""
    return address


def email(value):
    address = line(value, 254)
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def point(latitude, longitude):
    """Both, or (None, None) unless they can be somewhere in the United Kingdom."""
    pair = decimal(latitude), decimal(longitude)
    if None in pair or not is_possible_point(*map(float, pair)):
        return None, None
    return tuple(map(float, pair))


def postcode(value):
    """In its usual form; what is no postcode is kept as it was sent."""
    sent = line(value, 10).upper()
    return normalise_postcode(sent) or sent


def rows(value):
    """The objects of an array that may be missing or hold other things."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def one(value):
    return value if isinstance(value, dict) else {}


def storable(value):
    """JSON as the database can keep it: no null characters, no half characters, no infinite numbers."""
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _midnight(found):
    return found and datetime.combine(found, time(0))
