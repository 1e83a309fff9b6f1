"""Presentation of ideas: the stored card with what the day and the reader add to it."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ideas import rules
from ideas.lifecycle import Status

register = template.Library()

_MARK = re.compile(r"<!--mark-->.*?<!--/mark-->", re.DOTALL)
_DUE = re.compile(r"<!--due-->.*?<!--/due-->", re.DOTALL)
_FOOT = '<div class="sc-card__foot">'
_MINE = '<span class="sc-status">You support this</span>'


@register.simple_tag
def idea_card(idea, today, supported=False, why=""):
    """The stored card; it says that an answer is late from the day it is, what the reader supports,
    and why a search found it.
    """
    html = idea.card_html
    if idea.status == Status.IN_REVIEW and rules.days_late(idea.due_on, today):
        mark = rules.mark(idea.status, due_on=idea.due_on, today=today)
        html = _MARK.sub(render_to_string("components/status.html", vars(mark)), html)
        due = format_html("<strong>Was due {}</strong>", rules.day_month(idea.due_on))
        html = _DUE.sub(due, html)
    if supported:
        html = html.replace("<!--mine-->", _MINE)
    if why:
        html = html.replace(_FOOT, render_to_string("components/why.html", {"why": why}) + _FOOT)
    return mark_safe(html)


def card_list(cards, today):
    """Stored cards as a list, from pairs of an idea and whether the reader supports it."""
    if not cards:
        return ""
    items = "<li>{}</li>\n" * len(cards)
    pieces = [idea_card(idea, today, supported=supported) for idea, supported in cards]
    return format_html(f'<ul class="sc-plain sc-grid sc-grid--2">\n{items}</ul>', *pieces)


@register.inclusion_tag("components/status.html")
def idea_mark(mark):
    return {"text": mark.text, "kind": mark.kind, "icon": mark.icon}
