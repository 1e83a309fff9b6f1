from functools import wraps

from django.db.models import prefetch_related_objects
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from smartcounty.common.maps import geojson
from smartcounty.places import rules
from smartcounty.places.actions import moved_areas
from smartcounty.places.models import Area, Locality


def areas_of_today(view):
    """For lists that can be narrowed by area: an address of before a reform leads to the areas of today for good."""

    @wraps(view)
    def led_on(request, *args, **kwargs):
        asked = request.GET.getlist("area")
        moved = moved_areas() if asked else {}
        if moved.keys().isdisjoint(asked):
            return view(request, *args, **kwargs)
        query = request.GET.copy()
        now = [slug for old in asked for slug, _ in moved.get(old, [(old, "")])]
        query.setlist("area", list(dict.fromkeys(now)))
        return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}")

    return led_on


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def map_svg(request):
    """The districts and towns, drawn once for all pages: each shows its own piece of it, with a mark at its place."""
    towns = Locality.objects.towns().values_list("name", "latitude", "longitude")
    context = {
        "paths": [rules.curve(ring) for _, shape in _drawn() for ring in rules.outer_rings(shape)],
        "towns": rules.labels(towns),
    }
    return render(request, "places/map.svg", context, content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def county_svg(request):
    """The outlines of the districts as a picture of their own, where nobody asked for the map yet."""
    rings = [ring for _, shape in _drawn() for ring in rules.outer_rings(shape)]
    context = {"paths": [rules.curve(ring) for ring in rings], "window": rules.window(rings)}
    return render(request, "places/county.svg", context, content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def outlines(request):
    """The districts of today as GeoJSON, for drawing and nothing else."""
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shape}
        for name, shape in _drawn()
    ]
    return geojson({"features": features})


def _drawn():
    """(name, geometry) of each district of today; one without an outline is drawn by those it took over from."""
    districts = list(Area.objects.on(timezone.localdate()).districts().by_name())
    bare = [area for area in districts if area.outline is None]
    prefetch_related_objects(bare, "origins__predecessor")
    shapes = [(area.name, area.outline or _former(area)) for area in districts]
    return [(name, shape) for name, shape in shapes if shape]


def _former(area):
    origins = [row.predecessor.outline for row in area.origins.all()]
    return rules.joined([shape for shape in origins if shape])
