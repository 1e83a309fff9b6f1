"""What stands on a card only now and here, and what a page tells machines; presentation alone."""

import json
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from smartcounty.common.templatetags.sc_tags import icon, miles

register = template.Library()

FAR_ENOUGH_TO_BE_AWAY = 80  # metres


def card_list(cards):
    """Stored cards as a list, each with what is true only now. Without a template, as there are twenty."""
    if not cards:
        return ""
    items = "<li>{}{}{}</li>\n" * len(cards)
    pieces = [piece for card in cards for piece in (card.head, live(card), card.foot)]
    return format_html(f'<ul class="sc-plain sc-stack">\n{items}</ul>', *pieces)


@register.simple_tag
def live(card):
    """The facts between the halves of a stored card: opening, the way there, why it was found.

    `card` has `opening` (mark and words) and may have `metres` and `why`.
    """
    metres = getattr(card, "metres", None)
    away = "" if metres is None else miles(metres)
    if away and metres >= FAR_ENOUGH_TO_BE_AWAY:
        away += " away"
    return _facts(*card.opening, away, getattr(card, "why", ""))


@lru_cache(maxsize=2000)
def _facts(mark, words, away, why):
    """Most cards of a list say the same."""
    parts = [
        format_html('<li class="sc-{}">{}</li>', mark, words)
        if mark in ("open", "shut")
        else _fact(mark, words)
    ]
    if away:
        parts.append(_fact("pin", away))
    if why:
        parts.append(_fact("search", why))
    return format_html_join("", "{}", ((part,) for part in parts))


def _fact(drawing, words):
    return format_html("<li>{}{}</li>", icon(drawing), words)


# Nothing in the data may end its element or begin another.
APART = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


@register.simple_tag
def linked_data(data):
    """Linked data as an element that browsers never run."""
    text = json.dumps(data, ensure_ascii=False).translate(APART)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
