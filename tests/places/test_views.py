import re
from datetime import date

import pytest
from django.http import QueryDict
from django.template import Context, Template

from smartcounty.places import rules
from tests.factories.places import AreaFactory, AreaSuccessionFactory, LocalityFactory

pytestmark = pytest.mark.django_db
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-2.2, 52.7], [-2.0, 52.7], [-2.0, 52.9], [-2.2, 52.9], [-2.2, 52.7]]],
}


def test_the_map_draws_the_districts_and_names_the_towns(client):
    AreaFactory(outline=SQUARE)
    AreaFactory(outline={"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]] * 2})
    AreaFactory(kind="county", outline=SQUARE)
    LocalityFactory(name="Stone", slug="stone")
    LocalityFactory(name="ST15", slug="st15", outward=True)

    response = client.get("/places/map.svg")

    drawing = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert drawing.startswith("<svg")
    assert drawing.count("<path") == 3
    assert re.findall(r"<text[^>]*>([^<]+)", drawing) == ["Stone"]


def test_towns_whose_names_would_touch_are_left_out(client):
    LocalityFactory(name="Stoke-on-Trent", latitude=53.0027, longitude=-2.1794)
    LocalityFactory(name="Fenton", latitude=53.0027, longitude=-2.1700)

    drawing = client.get("/places/map.svg").content.decode()

    assert re.findall(r"<text[^>]*>([^<]+)", drawing) == ["Stoke-on-Trent"]


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_map_asks_two_questions_however_many_places(client, django_assert_num_queries, count):
    AreaFactory.create_batch(count, outline=SQUARE)

    with django_assert_num_queries(2):
        client.get("/places/map.svg")


def test_a_page_shows_its_own_piece_of_the_map_with_the_pin_in_the_middle():
    template = Template("{% load places_tags %}{% place_map 52.806 -2.116 %}")

    drawing = template.render(Context())

    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', drawing)[1].split())
    x, y = map(float, re.search(r"translate\(([^)]+)\)", drawing)[1].split())
    assert (x, y) == (round(left + width / 2, 1), round(top + height / 2, 1))
    assert 'aria-hidden="true"' in drawing


def test_a_place_without_a_point_has_no_map():
    template = Template("{% load places_tags %}{% place_map None None %}")

    assert template.render(Context()) == ""


def test_the_outlines_are_those_of_the_districts_of_today(client, django_assert_num_queries):
    AreaFactory(name="Stafford", outline=SQUARE)
    AreaFactory(name="Gone", outline=SQUARE, valid_to=date(2020, 4, 1))
    AreaFactory(kind="county", outline=SQUARE)

    with django_assert_num_queries(1):
        response = client.get("/places/outlines.json")

    assert response["Content-Type"] == "application/geo+json"
    assert response.json() == {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"name": "Stafford"}, "geometry": SQUARE},
        ],
    }


def test_the_picture_of_the_county_holds_all_its_districts(client):
    AreaFactory(outline=SQUARE)
    AreaFactory(outline={"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]] * 2})

    drawing = client.get("/places/county.svg").content.decode()

    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', drawing)[1].split())
    corners = [rules.on_map(52.7, -2.2), rules.on_map(52.9, -2.0)]
    assert all(left < x < left + width and top < y < top + height for x, y in corners)
    assert drawing.count("<path") == 3


def test_a_county_without_outlines_has_an_empty_picture(client):
    assert "viewBox" not in client.get("/places/county.svg").content.decode()


def test_the_map_beside_a_list_is_asked_what_the_list_was_asked():
    template = Template('{% load places_tags %}{% map_beside "services:map" query %}')

    page = template.render(Context({"query": QueryDict("q=tea&area=leek&page=2")}))

    assert 'data-points="/services/map.json?q=tea&amp;area=leek"' in page
    assert 'data-tiles=""' in page
    assert "Contains Ordnance Survey" in page
    assert re.search(r"<button[^>]*hidden>Show the map", page)


def test_a_district_without_an_outline_is_drawn_by_those_it_took_over_from(
    client, django_assert_num_queries
):
    new = AreaFactory(name="Mid Trent", valid_from=date(2026, 4, 1))
    for name in ("Stone", "Rugeley"):
        old = AreaFactory(name=name, outline=SQUARE, valid_to=date(2026, 4, 1))
        AreaSuccessionFactory(predecessor=old, successor=new, on=date(2026, 4, 1))
    AreaFactory(name="Bare")

    with django_assert_num_queries(3):
        [feature] = client.get("/places/outlines.json").json()["features"]

    assert feature["properties"] == {"name": "Mid Trent"}
    assert feature["geometry"] == {
        "type": "MultiPolygon",
        "coordinates": [SQUARE["coordinates"]] * 2,
    }
