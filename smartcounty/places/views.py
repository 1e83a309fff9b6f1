from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from smartcounty.common.maps import geojson
from smartcounty.places import rules
from smartcounty.places.models import Area, Locality


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def map_svg(request):
    """The districts and towns, drawn once for all pages: each shows its own piece of it, with a mark at its place."""
    towns = Locality.objects.towns().values_list("name", "latitude", "longitude")
    context = {
        "paths": [rules.curve(ring) for area in _drawn() for ring in _rings(area.outline)],
        "towns": rules.labels(towns),
    }
    return render(request, "places/map.svg", context, content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def county_svg(request):
    """The outlines of the districts as a picture of their own, where nobody asked for the map yet."""
    rings = [ring for area in _drawn() for ring in _rings(area.outline)]
    context = {"paths": [rules.curve(ring) for ring in rings], "window": rules.window(rings)}
    return render(request, "places/county.svg", context, content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def outlines(request):
    """The districts of today as GeoJSON, for drawing and nothing else."""
    features = [
        {"type": "Feature", "properties": {"name": area.name}, "geometry": area.outline}
        for area in _drawn()
    ]
    return geojson({"features": features})


def _drawn():
    return Area.objects.on(timezone.localdate()).districts().drawn().by_name()


def _rings(geometry):
    """The outer ring of a Polygon, or of each part of a MultiPolygon."""
    several = geometry["type"] == "MultiPolygon"
    parts = geometry["coordinates"] if several else [geometry["coordinates"]]
    return [part[0] for part in parts if part]
