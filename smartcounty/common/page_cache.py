"""Reading pages kept for signed-out readers, ready compressed.

Promises: what a transaction takes away is gone from here with its commit; a Redis that is down is a miss; an answer
depends on nothing that is not in its key, as the view does not get to see it.
"""

import gzip
import hashlib
import uuid
from functools import lru_cache

import brotli
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers

from smartcounty.common.caching import READING

GENERATION = "pages:generation"
SECONDS = 60  # as long as a shared cache may keep the page (s-maxage)
GENERATION_SECONDS = 60 * 60 * 24
LARGEST = 512 * 1024  # bytes of a page; a longer one is made anew each time
LEVEL = 1  # of compression: a fifth of the time for 14 % more bytes than the level of what is kept
LEVEL_OF_KEPT = 4
SMALLEST = 200  # bytes: a shorter one travels as it is
STATUS = "Cache-Status"  # RFC 9211
# What reading pages ask of an address; anything else in it reaches neither the key nor the view.
PARAMETERS = frozenset(
    {
        *("q", "postcode", "category", "area", "topic", "open", "rating", "status", "within"),
        *("cost", "access", "language", "age", "day", "time", "hours", "confirmed"),
        *(
            "sort",
            "page",
            "all",
            "show",
            "service",
            "when",
            "hub",
            "kind",
            "reviews",
            "reviews_stars",
            "reviews_page",
        ),
        *("comments_page", "p"),
    }
)
# Headers by which a visitor could ask for something else than the page everybody gets.
UNSEEN = [
    "HTTP_COOKIE",
    "HTTP_HX_REQUEST",
    "HTTP_HX_TARGET",
    "HTTP_HX_TRIGGER",
    "HTTP_HX_BOOSTED",
    "HTTP_HX_CURRENT_URL",
    "HTTP_HX_HISTORY_RESTORE_REQUEST",
]
COMPRESS = {
    "br": lambda body, level: brotli.compress(body, quality=level),
    "gzip": lambda body, level: gzip.compress(body, level),
}


def forget_pages():
    """With the commit of this transaction, all kept pages are void; those being made from older rows as well."""
    transaction.on_commit(_new_generation, robust=True)


def _new_generation():
    cache.set(GENERATION, uuid.uuid4().hex, GENERATION_SECONDS)


class PageCache:
    """Stands inside the headers that every answer carries and outside all that knows a person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        encoding = _encoding(request)
        if not (settings.PAGE_CACHE and _is_for_anybody(request)):
            return _compressed(self.get_response(request), encoding)
        query = known(request.GET).urlencode()
        key = _key(request, query, encoding)
        found = cache.get_many([GENERATION, key])
        generation, kept = found.get(GENERATION), found.get(key)
        if generation and kept and kept[0] == generation:
            return _answer(kept)
        return self._make(request, query, encoding, key, generation)

    def _make(self, request, query, encoding, key, generation):
        _reduce(request, query)
        response = _compressed(self.get_response(request), encoding, LEVEL_OF_KEPT)
        if not _is_public(response):
            return response
        if _may_be_kept(response):
            _keep(response, key, generation)
        response[STATUS] = "pages; fwd=miss"
        return response


def _is_public(response):
    return not response.streaming and "public" in response.get("Cache-Control", "")


def _compressed(response, encoding, level=LEVEL):
    """A public answer. A private one is left to Django, which hides how long it is, as it may hold a secret."""
    if not _is_public(response) or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if encoding in COMPRESS and len(response.content) >= SMALLEST:
        response.content = COMPRESS[encoding](response.content, level)
        response["Content-Encoding"] = encoding
        response["Content-Length"] = len(response.content)
    return response


def _is_for_anybody(request):
    """A reading page, asked for by somebody without a session. Of all cookies only that one counts."""
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META:
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    try:
        return getattr(resolve(request.path_info).func, READING, False)
    except Resolver404:
        return False


def known(params):
    """Of an address, the parameters that reading pages ask for, in order of their names; values stay as they came."""
    found = QueryDict(mutable=True)
    for name in sorted(PARAMETERS & params.keys()):
        found.setlist(name, params.getlist(name))
    return found


def _encoding(request):
    return _first_of_ours(request.META.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=64)  # browsers send few different ones
def _first_of_ours(header):
    accepted = {
        name.strip().lower(): parameters.replace(" ", "")
        for name, _, parameters in (part.partition(";") for part in header.split(","))
    }
    refused = ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next(
        (name for name in COMPRESS if name in accepted and accepted[name] not in refused),
        "identity",
    )


def _key(request, query, encoding):
    """A digest, as an address may hold a postcode. `get_host` refuses a host that is not ours."""
    whole = "\n".join([request.scheme, request.get_host(), request.path_info, query, encoding])
    return f"page:{hashlib.sha256(whole.encode()).hexdigest()}"


def _reduce(request, query):
    """Take away what the key does not hold, before anything reads it."""
    for name in UNSEEN:
        request.META.pop(name, None)
    request.META["QUERY_STRING"] = query
    request.GET, request.COOKIES = QueryDict(query), {}


def _may_be_kept(response):
    return response.status_code == 200 and not response.cookies and len(response.content) <= LARGEST


def _keep(response, key, generation):
    """Under the generation read before the page was made. Without one there is none to keep it under yet."""
    if generation is None:
        cache.add(GENERATION, uuid.uuid4().hex, GENERATION_SECONDS)
        return
    cache.set(key, (generation, list(response.items()), response.content), SECONDS)


def _answer(kept):
    _, headers, content = kept
    response = HttpResponse(content, headers=dict(headers))
    response[STATUS] = "pages; hit"
    return response
