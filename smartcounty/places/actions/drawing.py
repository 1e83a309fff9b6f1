from django.db import transaction
from django.utils import timezone

from smartcounty.accounts.registry import audit
from smartcounty.places import rules
from smartcounty.places.models import Area, Postcode


@transaction.atomic
def draw_outlines(*, by):
    """Give districts of today that have no outline one out of their postcodes; how many it could.

    A district whose postcodes still stand under the areas it took over from is drawn out of those.
    """
    at = timezone.now()
    districts = Area.objects.on(timezone.localdate()).districts()
    bare = list(districts.filter(outline__isnull=True).order_by("pk"))
    if not bare:
        return 0
    heirs = _heirs(districts)
    points = Postcode.objects.order_by("code").values_list("latitude", "longitude", "area")
    drawn = rules.outlines((north, east, heirs.get(area)) for north, east, area in points)
    given = [area for area in bare if area.pk in drawn]
    for area in given:
        area.outline = drawn[area.pk]
    Area.objects.bulk_update(given, ["outline"])
    if given:
        audit("outlines drawn", by=by, at=at, to=", ".join(area.code for area in given))
    return len(given)


def _heirs(areas):
    """By area of any time the one of these that it is, or that took over from it."""
    found = {}
    for area in areas.order_by("pk"):
        origins = Area.objects.filter(pk=area.pk).with_origins()
        found |= dict.fromkeys(origins.values_list("pk", flat=True), area.pk)
    return found
