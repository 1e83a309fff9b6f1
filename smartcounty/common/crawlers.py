"""Keeps machines from walking through every combination of filters, of which there is no end.

A list is the same list however it is narrowed, so a machine learns all of it from its pages without filters.
"""

import re
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render

from smartcounty.common import limits

DEEPEST = 3  # choices at once; further down are the same things again
MOST_A_MINUTE = 30
# How honest machines call themselves.
MACHINE = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scrapy|python-requests|httpx|curl/|wget|claude|gptbot|facebookexternalhit",
    re.IGNORECASE,
)
# Not choices: what was typed, where the reader is, and which part of the list is shown.
FREE = {"q", "postcode", "page", "sort", "all", "show"}


def choices(params):
    """How many choices an address makes."""
    return sum(len(params.getlist(name)) for name in params if name not in FREE)


def not_endlessly(view):
    """For lists with filters: refuses deep combinations to machines, and to anybody who asks for many a minute.

    Inside `reading_page`, so that only an answer of the view is kept for others.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if choices(request.GET) <= DEEPEST:
            return view(request, *args, **kwargs)
        if MACHINE.search(request.headers.get("User-Agent", "")):
            text = "Machines may read these lists with three filters at most. See /robots.txt.\n"
            return HttpResponse(text, status=403, content_type="text/plain; charset=utf-8")
        if not limits.allow("deep-lists", limits.who(request), most=MOST_A_MINUTE, seconds=60):
            response = render(request, "429_filters.html", status=429)
            response["Retry-After"] = "60"
            return response
        return view(request, *args, **kwargs)

    return guarded
