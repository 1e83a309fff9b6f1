"""Pieces that a process draws once."""

import pytest
from django.template import Context, Template

from smartcounty.common.templatetags.sc_once import OnceNode

SOURCE = Template('{% once "a piece" kind %}{{ word }} for {{ kind }}{% endonce %}')


@pytest.fixture
def draw(settings, monkeypatch):
    settings.PARTS_CACHE = True
    monkeypatch.setattr(OnceNode, "kept", {})
    return lambda **context: SOURCE.render(Context(context))


def test_a_piece_is_drawn_once_for_each_of_its_values(draw):
    assert draw(word="first", kind="some") == "first for some"
    assert draw(word="second", kind="some") == "first for some"
    assert draw(word="third", kind="others") == "third for others"


def test_a_piece_is_drawn_anew_where_the_same_address_leads_elsewhere(draw, settings):
    draw(word="first", kind="some")

    settings.ROOT_URLCONF = "tests.judges.test_headers"

    assert draw(word="second", kind="some") == "second for some"


def test_without_the_cache_of_parts_it_is_drawn_each_time(draw, settings):
    draw(word="first", kind="some")

    settings.PARTS_CACHE = False

    assert draw(word="second", kind="some") == "second for some"
