from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from smartcounty.places import rules
from smartcounty.places.models import Area, Locality


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def map_svg(request):
    """The districts and towns, drawn once for all pages: each shows its own piece of it, with a mark at its place."""
    areas = Area.objects.on(timezone.localdate()).districts().drawn().by_name()
    towns = Locality.objects.towns().values_list("name", "latitude", "longitude")
    context = {
        "paths": [rules.curve(ring) for area in areas for ring in _rings(area.outline)],
        "towns": rules.labels(towns),
    }
    return render(request, "places/map.svg", context, content_type="image/svg+xml")


def _rings(geometry):
    """The outer ring of a Polygon, or of each part of a MultiPolygon."""
    several = geometry["type"] == "MultiPolygon"
    parts = geometry["coordinates"] if several else [geometry["coordinates"]]
    return [part[0] for part in parts if part]
