from dataclasses import replace

from django.utils import timezone
from django.utils.text import slugify

from smartcounty.common.parts import remember
from smartcounty.common.text import clean
from smartcounty.places import rules
from smartcounty.places.models import Area, Locality, Postcode

LONGEST_PLACE = 80
MOST_TOWNS = 6
MOST_OF_A_NAME = 40


def locate(text, *, on=None):
    """Where a typed postcode, outward code, town or district is, with the area valid on that day (today).

    None if it is unknown, or the name of several. Outside the county it has no area. A postcode that is not in the list
    is placed in the middle of its outward code, if that is known.
    """
    text, day = clean(text)[:LONGEST_PLACE], on or timezone.localdate()
    code = rules.normalise_postcode(text)
    place = Postcode.objects.filter(code=code).select_related("area").first() if code else None
    if place:
        return _found(place, code, day, exact=True)
    outward = rules.outward_of(code) if code else rules.normalise_outward(text)
    name, district = rules.label_parts(outward or text)
    if district:
        return _in_district(name, district, day)
    matches = list(Locality.objects.named(name).select_related("area")[:2])
    if len(matches) == 1 or (matches and matches[0].slug == slugify(name)):
        return _found(matches[0], matches[0].name, day, exact=False)
    return None if matches else _district(name, day)


def places_named(text, *, on=None):
    """Every town that bears the name, with its district: what to choose from where `locate` knows several."""
    return _towns(Locality.objects.towns().named(text[:LONGEST_PLACE]), on)


def places_alike(text, *, on=None):
    """Towns that somebody may have meant who typed this."""
    return _towns(Locality.objects.alike(clean(text)[:LONGEST_PLACE]), on)


def nearest_towns(latitude, longitude, *, on=None):
    """(town, miles) of the nearest few."""
    towns = _towns(Locality.objects.nearest(latitude, longitude), on)
    return [
        (town, rules.distance_miles(latitude, longitude, town.latitude, town.longitude))
        for town in towns
    ]


def _towns(towns, on):
    day = on or timezone.localdate()
    rows = towns.select_related("area")[:MOST_TOWNS]
    return [_found(row, row.name, day, exact=False) for row in rows]


def _in_district(name, district, day):
    """The town of that name in that district of the day, exact names first; None if it is none or several."""
    rows = Locality.objects.named(name).select_related("area")[:MOST_OF_A_NAME]
    found = [_found(row, row.name, day, exact=False) for row in rows]
    there = [one for one in found if slugify(str(one.area)) == slugify(district)]
    there = [one for one in there if slugify(one.label) == slugify(name)] or there
    if len(there) != 1:
        return None
    return replace(there[0], label=f"{there[0].label} ({there[0].area})")


def _district(name, day):
    area = Area.objects.on(day).districts().called(name).first()
    return area and rules.Found(area.name, area.latitude, area.longitude, area, False)


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


def moved_areas():
    """By the slug of each area that has ended, (slug, name) of those of today that took over from it."""
    today = timezone.localdate()

    def find():
        moved = Area.objects.moved_on(today)
        pairs = {old.slug: [(heir.slug, heir.name) for heir in new] for old, new in moved.items()}
        return {slug: new for slug, new in pairs.items() if new}

    return remember("places.moved", today, find)


def nearest_heir(place, heirs):
    """Of the areas that took over, the one whose middle is nearest; the first for what has no point."""
    if place.latitude is None or len(heirs) == 1:
        return heirs[0]
    return min(heirs, key=lambda heir: _miles_from_middle(place, heir))


def _miles_from_middle(place, area):
    if area.latitude is None or area.longitude is None:
        return float("inf")
    return rules.distance_miles(place.latitude, place.longitude, area.latitude, area.longitude)
