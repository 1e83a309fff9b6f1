"""Presentation alone: marks, measures and the words for moments, distances and scores."""

import datetime
import json
from functools import cache

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

register = template.Library()

STARS_WIDTH = 128
RATING_WORDS = (
    (4.7, "Excellent"),
    (4.3, "Very good"),
    (3.5, "Good"),
    (2.5, "Mixed"),
    (1.5, "Poor"),
    (0, "Very poor"),
)
ELLIPSIS = None
NAVIGATION = [
    ("services:list", "Services"),
    ("ideas:list", "Ideas"),
    ("hubs:list", "Hubs"),
    ("pages:changes", "Changes"),
]
SHOWN = {
    "CSRF_COOKIE_NAME",
    "RESPONSE_WORKING_DAYS",
    "REVIEWS_FOR_A_SCORE",
    "SESSION_COOKIE_NAME",
    "SUPPORT_THRESHOLD_LEAST",
    "SUPPORT_THRESHOLD_SHARE",
}


@cache
def sprite():
    """The address of the drawings, which a page names thirty times; it stays what it is while the process lives."""
    return static("img/icons.svg")


@register.simple_tag
def icon(name):
    """A drawing beside a word that says the same, so it is hidden from screen readers; each fills its own box."""
    return format_html(
        '<svg class="sc-icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite(), name
    )


@register.simple_tag
def stars(value, size=""):
    """Five stars filled to the tenth: 4.6 is truly 4.6. The number must stand beside them in words."""
    return format_html(
        '<svg class="sc-stars{}" viewBox="0 0 128 24" aria-hidden="true"><use href="{sprite}#five"/>'
        '<svg width="{}"><use href="{sprite}#five"/></svg></svg>',
        f" sc-stars--{size}" if size else "",
        f"{min(max(float(value), 0), 5) / 5 * STARS_WIDTH:.1f}",
        sprite=sprite(),
    )


@register.simple_tag
def bar(value, total, css="sc-bar"):
    """A bar as wide as the share of the total; never none for something, never more than all."""
    share = min(100 * float(value) / float(total), 100) if total else 0
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" preserveAspectRatio="none" viewBox="0 0 100 10">'
        '<rect class="sc-bar__rest" width="100" height="10"/>'
        '<rect class="sc-bar__fill" width="{}" height="10"/></svg>',
        css,
        f"{share if not value else max(share, 1):.1f}",
    )


@register.simple_tag
def verdict(yes, partly, no):
    """One bar in three parts, each drawn over the next."""
    total = yes + partly + no
    return format_html(
        '<svg class="sc-verdict__bar" aria-hidden="true" focusable="false" preserveAspectRatio="none"'
        ' viewBox="0 0 {total} 10"><rect class="sc-verdict__no" width="{total}" height="10"/>'
        '<rect class="sc-verdict__part" width="{}" height="10"/>'
        '<rect class="sc-verdict__yes" width="{}" height="10"/></svg>',
        yes + partly,
        yes,
        total=max(total, 1),
    )


@register.simple_tag(takes_context=True)
def token(context):
    """The form's token, also inside a component included with `only`."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(context.request)
    )


@register.simple_tag(takes_context=True)
def main_nav(context):
    """The main navigation, with a mark where the reader is; nothing where there is no such page."""
    path = context.request.path
    items = _nav(get_urlconf() or settings.ROOT_URLCONF)
    return format_html_join(
        "",
        "{}",
        (
            [here if path == url else inside if path.startswith(url) else elsewhere]
            for url, here, inside, elsewhere in items
        ),
    )


@register.simple_tag
def link_item(name, text, css=""):
    """An entry of a list of links; nothing where there is no such page."""
    url = _url(name)
    names = format_html(' class="{}"', css) if css else ""
    return format_html('<li><a{} href="{}">{}</a></li>', names, url, text) if url else ""


@register.inclusion_tag("components/breadcrumbs.html")
def crumbs(*pairs):
    """The way here from the home page: word, address or URL name, word, address, and so on."""
    ways = [("Home", "pages:home"), *zip(pairs[::2], pairs[1::2], strict=True)]
    return {"crumbs": [(text, to if "/" in to else reverse(to)) for text, to in ways]}


@register.simple_tag
def service_name():
    """What the whole site is called, for pages and messages without the request's context."""
    return f"{settings.COUNTY['name']} {settings.COUNTY['what']}"


@register.simple_tag
def county_setting(name):
    """One of the county's settings, for pages and messages without the request's context."""
    return settings.COUNTY[name]


@register.simple_tag
def product_setting(name):
    """A rule of the product that a county may set for itself, so that the pages tell the rule in force."""
    if name not in SHOWN:
        raise template.TemplateSyntaxError(f"{name} is not one of the settings that pages show")
    return getattr(settings, name)


@register.simple_tag
def page_numbers(page):
    """First, last, and the neighbours of the page shown; None stands for those left out."""
    last = page.paginator.num_pages
    shown = sorted(
        {1, page.number - 1, page.number, page.number + 1, last} & set(range(1, last + 1))
    )
    numbers = []
    for number in shown:
        if numbers and number - numbers[-1] == 2:
            numbers.append(number - 1)
        elif numbers and number - numbers[-1] > 2:
            numbers.append(ELLIPSIS)
        numbers.append(number)
    return numbers


@register.filter
def as_json(value):
    """Data for a script, to stand in an attribute: the page itself holds no script."""
    return json.dumps(value)


@register.filter
def day(value):
    """23 November 2026"""
    value = _local(value)
    return f"{value.day} {value:%B %Y}" if value else ""


@register.filter
def weekday(value):
    """Monday 23 November 2026"""
    return f"{_local(value):%A} {day(value)}" if value else ""


@register.filter
def month(value):
    """November 2026"""
    return f"{_local(value):%B %Y}" if value else ""


@register.filter
def clock(value):
    """2:30pm, 2pm, 12 noon, midnight"""
    value = _local(value)
    if value is None or value == "":
        return ""
    if (value.hour, value.minute) in ((0, 0), (12, 0)):
        return "12 noon" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'pm' if value.hour >= 12 else 'am'}"


@register.filter
def moment(value):
    """23 November 2026 at 2:30pm"""
    return f"{day(value)} at {clock(value)}" if value else ""


@register.filter
def until(start, end):
    """10am to 5pm"""
    return f"{clock(start)} to {clock(end)}"


@register.filter
def miles(metres):
    """0.4 miles; from ten miles on, whole ones."""
    if metres is None or metres == "":
        return ""
    distance = float(metres) / 1609.344
    if distance < 0.05:
        return "here"
    text = f"{distance:.1f}" if distance < 9.95 else f"{distance:.0f}"
    return f"{text.removesuffix('.0')} mile{'' if text == '1.0' else 's'}"


@register.filter
def length_of(value):
    """2 hours 30 minutes, 3 days"""
    minutes = round(value.total_seconds() / 60)
    days, minutes = divmod(minutes, 1440) if minutes % 1440 == 0 else (0, minutes)
    hours, minutes = divmod(minutes, 60)
    parts = ((days, "day"), (hours, "hour"), (minutes, "minute"))
    return " ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in parts if n) or "0 minutes"


@register.filter
def one_in(share):
    """1 in 1,000, for a share of 0.001"""
    return f"1 in {round(1 / share):,}"


@register.filter
def rating_words(value):
    """The word for a mean of stars."""
    return next(words for least, words in RATING_WORDS if float(value) >= least)


def _local(value):
    """A moment in the county's own time; days and clock times are so already."""
    aware = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value


@cache
def _nav(urlconf):
    """For each entry its address, and how it looks to whoever is there, somewhere inside, or elsewhere."""
    marks = ("page", "true", "")
    return [
        (url, *(_nav_item(url, words, mark) for mark in marks))
        for name, words in NAVIGATION
        if (url := _found(name, urlconf))
    ]


def _nav_item(url, words, mark):
    current = format_html(' aria-current="{}"', mark) if mark else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, current, words)


def _url(name):
    return _found(name, get_urlconf() or settings.ROOT_URLCONF)


@cache
def _found(name, urlconf):
    """Every page names the same twenty addresses."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""
