import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from smartcounty.common.templatetags import sc_tags

LONDON = ZoneInfo("Europe/London")
UTC = ZoneInfo("UTC")
ICONS = Path(settings.BASE_DIR, "static/img/icons.svg").read_text()


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (time(14, 30), "2:30pm"),
        (time(14), "2pm"),
        (time(9, 5), "9:05am"),
        (time(12), "12 noon"),
        (time(12, 15), "12:15pm"),
        (time(0), "midnight"),
        (time(0, 30), "12:30am"),
        (datetime(2026, 7, 1, 13, 0, tzinfo=UTC), "2pm"),
        (None, ""),
    ],
)
def test_times_are_said_as_people_say_them(value, words):
    assert sc_tags.clock(value) == words


def test_days_and_moments_are_those_of_the_county():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert sc_tags.day(date(2026, 11, 23)) == "23 November 2026"
    assert sc_tags.weekday(date(2026, 11, 23)) == "Monday 23 November 2026"
    assert sc_tags.month(date(2027, 2, 1)) == "February 2027"
    assert sc_tags.moment(late) == "1 July 2026 at 12:30am"
    assert sc_tags.until(time(10), time(17)) == "10am to 5pm"
    assert sc_tags.day(None) == ""


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (20, "here"),
        (640, "0.4 miles"),
        (1609, "1 mile"),
        (1700, "1.1 miles"),
        (16093, "10 miles"),
        (30000, "19 miles"),
        (None, ""),
    ],
)
def test_distances_are_in_miles(metres, words):
    assert sc_tags.miles(metres) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=150), "2 hours 30 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(days=3), "3 days"),
        (timedelta(), "0 minutes"),
    ],
)
def test_lengths_of_time_are_in_words(length, words):
    assert sc_tags.length_of(length) == words


@pytest.mark.parametrize(
    ("score", "words"),
    [(5, "Excellent"), (4.6, "Very good"), (4.1, "Good"), (3.0, "Mixed"), (1.0, "Very poor")],
)
def test_a_score_has_a_word(score, words):
    assert sc_tags.rating_words(score) == words


def test_stars_are_filled_to_the_tenth():
    assert re.findall(r'<svg width="([\d.]+)"', sc_tags.stars(4.6)) == ["117.8"]
    assert re.findall(r'<svg width="([\d.]+)"', sc_tags.stars(0)) == ["0.0"]


@pytest.mark.parametrize(
    ("value", "total", "width"),
    [(37, 52, "71.2"), (0, 52, "0.0"), (1, 5000, "1.0"), (200, 100, "100.0"), (0, 0, "0.0")],
)
def test_a_bar_shows_a_little_for_little_and_nothing_for_none(value, total, width):
    assert f'class="sc-bar__fill" width="{width}"' in sc_tags.bar(value, total)


def test_an_icon_is_a_drawing_without_a_name():
    html = sc_tags.icon("bus")

    assert 'aria-hidden="true"' in html
    assert html.endswith('img/icons.svg#bus"/></svg>')


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', ICONS))
    named = set()
    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        text = path.read_text()
        named |= set(re.findall(r'{% icon "([^"]+)" %}', text))
        named |= set(re.findall(r'\bicon="([^"]+)"', text))

    assert named - drawn == set()


@pytest.mark.parametrize(
    ("number", "numbers"),
    [
        (1, [1, 2, None, 10]),
        (3, [1, 2, 3, 4, None, 10]),
        (5, [1, None, 4, 5, 6, None, 10]),
        (8, [1, None, 7, 8, 9, 10]),
        (10, [1, None, 9, 10]),
    ],
)
def test_pagination_shows_the_ends_and_the_neighbours(number, numbers):
    assert sc_tags.page_numbers(Paginator(range(200), 20).page(number)) == numbers


def test_pagination_keeps_the_other_parameters():
    request = RequestFactory().get("/?q=bus&page=2")
    page = Paginator(range(60), 20).page(2)

    html = Template('{% include "components/pagination.html" with page=page only %}').render(
        RequestContext(request, {"page": page})
    )

    assert re.findall(r'href="([^"]+)"', html) == [
        "?q=bus&amp;page=1",
        "?q=bus&amp;page=1",
        "?q=bus&amp;page=2",
        "?q=bus&amp;page=3",
        "?q=bus&amp;page=3",
    ]
    assert 'aria-label="Page 2" aria-current="page"' in html


def test_a_page_that_does_not_exist_yet_has_no_link():
    assert render('{% link_item "pages:not_yet" "Later" %}') == ""


def test_a_hidden_score_says_how_many_reviews_are_missing():
    html = render(
        '{% include "components/rating.html" with score=score count=3 least=5 only %}', score=None
    )

    assert "Not enough reviews for a score yet (3 of 5)" in html
    assert "sc-stars" not in html


def test_a_score_is_said_in_stars_number_words_and_basis():
    html = render(
        '{% include "components/rating.html" with score=4.6 count=52 least=5 basis="mostly recent" only %}'
    )

    text = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert text == "4.6 out of 5 stars Very good 52 reviews, mostly recent"


def test_what_people_wrote_is_escaped():
    html = render(
        '{% include "components/voice.html" with title=text text=text meta=meta only %}',
        text="<script>alert(1)</script>",
        meta=["<b>Tom</b>"],
    )

    assert "<script" not in html
    assert "<b>" not in html


def test_the_frame_of_the_browser_has_the_countys_deep_colour():
    scss = Path(settings.BASE_DIR, "static/scss/_county.scss").read_text()

    assert f"$county-deep: {settings.COUNTY['colour']};" in scss
