from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from smartcounty.places.rules import curve, on_map, outer_rings, window

register = template.Library()
WIDTH, HEIGHT = 240, 150  # about 15 miles by 9


@register.simple_tag
def place_map(latitude, longitude):
    """The piece of the county round a point, with a pin; nothing where the point is not known.

    It repeats what the address beside it says, so it is hidden from screen readers.
    """
    if latitude is None or longitude is None:
        return ""
    x, y = (round(value, 1) for value in on_map(latitude, longitude))
    piece = f"{x - WIDTH / 2:.1f} {y - HEIGHT / 2:.1f} {WIDTH} {HEIGHT}"
    return render_to_string("places/_map.html", {"window": piece, "x": x, "y": y})


@register.simple_tag
def area_map(geometry):
    """An area among its neighbours; nothing without an outline. The words beside it say where it is."""
    rings = outer_rings(geometry) if geometry else []
    if not rings:
        return ""
    context = {"window": window(rings), "paths": [curve(ring) for ring in rings]}
    return render_to_string("places/_area_map.html", context)


@register.inclusion_tag("components/map_results.html")
def map_beside(points, query):
    """The map of a list: `points` names the address of its GeoJSON, `query` is the list's own (request.GET)."""
    kept = query.copy()
    kept.pop("page", None)
    address = reverse(points)
    return {
        "points_url": f"{address}?{kept.urlencode()}" if kept else address,
        "tiles": settings.MAP_TILES,
        "attribution": settings.MAP_ATTRIBUTION,
    }
