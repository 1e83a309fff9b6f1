"""What pages with a map have in common: points as GeoJSON, and whose pictures the page may load."""

from functools import wraps
from urllib.parse import urlsplit

from csp.utils import build_policy
from django.conf import settings
from django.http import JsonResponse

MOST_POINTS = 500
POLICY = "Content-Security-Policy"


def map_page(view):
    """Let the page load tiles, if the operator named a host for them. Leaflet's blank picture is a `data:` address."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if settings.MAP_TILES and response.status_code == 200:
            response[POLICY] = build_policy(update={"img-src": [tile_host(), "data:"]})
        return response

    return marked


def tile_host():
    """Where the pictures come from; subdomains by `{s}` are any of that host."""
    parts = urlsplit(settings.MAP_TILES.replace("{s}", "*"))
    return f"{parts.scheme}://{parts.netloc}"


def points_answer(points, *, total):
    """GeoJSON of (name, text, url, latitude, longitude), capped; `total` says of how many."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "text": text, "url": url},
            "geometry": {
                "type": "Point",
                "coordinates": [round(longitude, 5), round(latitude, 5)],
            },
        }
        for name, text, url, latitude, longitude in points[:MOST_POINTS]
    ]
    return geojson({"features": features, "shown": len(features), "total": total})


def geojson(content):
    return JsonResponse(
        {"type": "FeatureCollection", **content}, content_type="application/geo+json"
    )
