import json

import pytest
from django.http import HttpResponse

from smartcounty.common.maps import MOST_POINTS, map_page, points_answer, tile_host


@map_page
def _page(request):
    return HttpResponse("")


def test_without_tiles_a_page_with_a_map_loads_from_nobody_else(rf, settings):
    settings.MAP_TILES = ""

    assert not _page(rf.get("/")).has_header("Content-Security-Policy")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "https://tiles.example"),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=1", "https://*.tiles.example:8443"),
    ],
)
def test_the_host_of_the_tiles_is_allowed_for_pictures_alone(rf, settings, address, host):
    settings.MAP_TILES = address

    policy = _page(rf.get("/"))["Content-Security-Policy"]

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert tile_host() == host
    assert rules["img-src"] == f"'self' {host} data:"
    assert rules["connect-src"] == "'self'"
    assert policy.count(host) == 1


def test_a_list_allows_the_tiles_and_other_pages_do_not(client, db, settings):
    settings.MAP_TILES = "https://tiles.example/{z}/{x}/{y}.png"

    assert "https://tiles.example" in client.get("/hubs/")["Content-Security-Policy"]
    assert "https://tiles.example" not in client.get("/about/")["Content-Security-Policy"]


def test_points_are_capped_and_say_of_how_many():
    points = [(f"Point {n}", "Leek", f"/{n}/", 53.1061234, -2.0) for n in range(MOST_POINTS + 3)]

    answer = points_answer(points, total=900)

    assert answer["Content-Type"] == "application/geo+json"
    content = json.loads(answer.content)
    assert (content["shown"], content["total"]) == (MOST_POINTS, 900)
    assert content["features"][0] == {
        "type": "Feature",
        "properties": {"name": "Point 0", "text": "Leek", "url": "/0/"},
        "geometry": {"type": "Point", "coordinates": [-2.0, 53.10612]},
    }
