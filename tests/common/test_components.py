"""Each component renders from what it says it expects and nothing more, and stays quiet about what is optional."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

LINKS = [("Stone", "/hubs/stone/")]
STEPS = [{"label": "Posted", "state": "said"}, {"label": "Answered", "state": "now", "when": "May"}]
NEEDS = {
    "answer": {
        "date": date(2026, 11, 2),
        "title": "Yes",
        "text": "We will.",
        "body": "Council",
        "role": "Lead",
    },
    "banner": {"text": "Saved."},
    "beads": {"beads": ["done", "now", "ahead"], "label": "Step 2 of 3: being tried"},
    "card": {"url": "/services/x/", "title": "Lunch"},
    "chips": {"chips": LINKS, "clear_url": "/services/"},
    "contact_lines": {},
    "danger": {},
    "date_block": {"date": date(2027, 3, 4)},
    "distribution": {"rows": [(5, 3), (1, 1)], "count": 4, "name": "Lunch"},
    "empty": {"title": "Nothing", "text": "Try fewer words."},
    "facts": {"facts": [("open", "Open now"), ("pin", "0.4 miles")]},
    "filter_group": {
        "title": "Cost",
        "name": "cost",
        "options": [{"value": "free", "label": "Free", "count": 3, "chosen": True}],
    },
    "filter_when": {
        "facet": {
            "title": "When",
            "name": "open",
            "options": [{"value": "now", "label": "Open now", "count": 1, "chosen": False}],
            "days": [{"value": "monday", "label": "Monday", "chosen": False}],
            "times": [{"value": "10:00", "label": "10am", "chosen": True}],
        },
    },
    "fresh": {"text": "Confirmed on 2 March 2027"},
    "glance": {"answers": [{"icon": "clock", "question": "When?", "answer": "Now"}]},
    "hours": {"days": [{"name": "Monday", "text": "Closed", "shut": True, "today": False}]},
    "htmx": {},
    "map": {"name": "The Hall", "lines": ["Stone"]},
    "messages": {"messages": []},
    "meter": {"value": 3, "total": 20, "text": "3 of 20 supporters"},
    "next_steps": {"steps": STEPS},
    "pagination": {"page": Paginator(range(60), 20).page(2)},
    "panel": {"title": "Access"},
    "differences": {"runs": [("kept", "Lunch at "), ("gone", "one"), ("new", "two")]},
    "drawn": {"data": "<p>Lunch</p>"},
    "map_results": {"points_url": "/services/map.json", "tiles": "", "attribution": "Ours"},
    "rating": {"score": None, "count": 0, "least": 5},
    "score": {"score": 4.5, "count": 6, "least": 5, "rows": [(5, 3)], "name": "Lunch"},
    "search": {"action": "/services/", "label": "What are you looking for?"},
    "status": {"text": "Being tried"},
    "tabs": {"tabs": [("All", "/ideas/", 3, True)], "label": "Ideas by stage"},
    "thread": {"steps": STEPS},
    "toolbar": {
        "title": "3 services",
        "sort": "name",
        "sorts": [("name", "Name")],
        "keep": [("q", "bus")],
        "action": "/services/",
    },
    "why": {"why": "Fits by its description"},
    "voice": {"title": "Good soup", "text": "I came back.", "meta": ["Tom"]},
}
# Tested with the forms, or by their tag.
ELSEWHERE = {"breadcrumbs", "error_summary", "form"}
FOLDER = Path(settings.BASE_DIR, "templates", "components")


def render(name, /, **values):
    context = RequestContext(RequestFactory().get("/?q=bus"), {"values": values})
    given = " ".join(f"{key}=values.{key}" for key in values)
    source = f'{{% include "components/{name}.html" {"with " + given if given else ""} only %}}'
    return Template(source).render(context)


def test_every_component_is_tested():
    assert {path.stem for path in FOLDER.glob("*.html")} == set(NEEDS) | ELSEWHERE


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_a_component_renders_from_what_it_expects(name):
    html = render(name, **NEEDS[name])

    assert "None" not in html


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_a_component_says_what_it_expects(path):
    assert re.match(r"\{# .*Expects", path.read_text())


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_filter_says_how_many_each_choice_leads_to(count):
    option = {"value": "free", "label": "Free", "count": count, "chosen": False}

    html = render("filter_group", **NEEDS["filter_group"] | {"options": [option]})

    assert f"<span>Free</span> <small>({count})</small>" in html


def test_where_an_idea_stands_is_in_words_and_the_beads_are_for_the_eye():
    html = render("beads", **NEEDS["beads"])

    assert '<div class="sc-beads__line" aria-hidden="true">' in html
    assert '<p class="sc-beads__label">Step 2 of 3: being tried</p>' in html


def test_today_is_marked_by_a_word_as_well():
    html = render("hours", days=[{"name": "Monday", "text": "9am to 5pm", "today": True}])

    assert ">today</span>" in html


def test_a_short_list_of_pages_is_no_list():
    assert render("pagination", page=Paginator(range(20), 20).page(1)).strip() == ""


def test_an_email_in_plain_text_escapes_nothing_and_can_be_stopped():
    context = {
        "unsubscribe": "https://x.example/u/1?a=b&c=d",
        "stream": "Things I follow",
        "settings_link": "https://x.example/settings/",
        "demo": True,
    }

    text = render_to_string("emails/base.txt", context)

    assert "Stop these messages: https://x.example/u/1?a=b&c=d\n" in text
    assert "Change what we send: https://x.example/settings/\n" in text
    assert "Demo data" in text
    assert "<" not in text


def test_an_email_in_html_fetches_nothing():
    html = render_to_string("emails/base.html", {})

    assert re.findall(r"<(?:img|link|script)|url\(", html) == []


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_a_page_for_the_worst_moment_needs_no_request(name):
    html = render_to_string(name, {})

    assert "01632 960000" in html
    assert "<h1" in html
