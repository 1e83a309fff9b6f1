from django.utils import timezone
from django.utils.text import slugify

from smartcounty.places import rules
from smartcounty.places.models import Area, Locality, Postcode

LONGEST_PLACE = 80


def locate(text, *, on=None):
    """Where a typed postcode, outward code or town is, with the area valid on that day (today); None if unknown.

    Outside the county it has no area.
    A postcode that is not in the list is placed in the middle of its outward code, if that is known.
    """
    text, day = text[:LONGEST_PLACE], on or timezone.localdate()
    code = rules.normalise_postcode(text)
    place = Postcode.objects.filter(code=code).select_related("area").first() if code else None
    if place:
        return _found(place, code, day, exact=True)
    outward = rules.outward_of(code) if code else rules.normalise_outward(text)
    matches = list(Locality.objects.named(outward or text).select_related("area")[:2])
    if not matches or (len(matches) == 2 and matches[0].slug != slugify(outward or text)):
        return None
    return _found(matches[0], matches[0].name, day, exact=False)


def _found(place, label, day, *, exact):
    area = _area_on(place, day)
    return rules.Found(label, place.latitude, place.longitude, area, exact)


def _area_on(place, day):
    """The place's area on that day; where an area was split, the part whose middle is nearest."""
    area = place.area
    if area is None:
        return None
    begun = area.valid_from is None or area.valid_from <= day
    if begun and (area.valid_to is None or area.valid_to > day):
        return area
    heirs = list(Area.objects.filter(pk=area.pk).successors_on(day).order_by("pk"))
    return min(heirs, key=lambda heir: _miles_from_middle(place, heir), default=area)


def _miles_from_middle(place, area):
    if area.latitude is None or area.longitude is None:
        return float("inf")
    return rules.distance_miles(place.latitude, place.longitude, area.latitude, area.longitude)
