"""What a page costs besides time: queries, bytes, compressed bytes. Also writes what wrk is to post, and as whom."""

import json
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from django.utils.crypto import get_random_string

from bench.pages import chosen
from bench.plans import SOURCE
from ideas.models import Idea
from services.models import Service
from smartcounty.accounts.models import User
from smartcounty.common.bots import stamp
from smartcounty.common.pagination import PAGE_SIZE

DEEP_PAGE = 400
AHEAD = 16  # things written about at the same time, so that posts do not wait for each other


class Command(BaseCommand):
    help = "Prints one line of JSON: for each page its address, queries and bytes. Writes posts into a directory."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path)
        parser.add_argument("--posts", type=int, default=1000, help="How many of each to write.")
        parser.add_argument("--only", default="", help="Names of pages, with commas between them.")

    def handle(self, *, directory, posts, only, **options):
        writers = list(User.objects.filter(email__startswith="writer").order_by("pk"))
        cookies = {person.pk: _cookie(person) for person in writers}
        _write_posts(directory, cookies, posts)
        words, cookie = _words(), cookies[writers[0].pk]
        told = {page.name: _weigh(page, words, cookie) for page in chosen(only) if not page.posts}
        self.stdout.write(json.dumps({"pages": told, "cookie": cookie}))


def _words():
    """What stands in the addresses: the things with most to show, and choices that many services have."""
    services = Service.objects.filter(source=SOURCE)
    pages = Service.objects.listed().count() // PAGE_SIZE
    return {
        "service": services.order_by("-review_count", "pk").first().slug,
        "idea": Idea.objects.order_by("-comment_count", "pk").first().slug,
        "area": services.exclude(district_slugs=[]).order_by("pk").first().district_slugs[0],
        "category": _commonest(services, "lead_category__slug"),
        "topic": _commonest(Idea.objects.all(), "topic__slug"),
        "town": "Stafford",
        "page400": max(1, min(DEEP_PAGE, pages)),
    }


def _commonest(rows, name):
    found = rows.exclude(**{name: None}).values_list(name).annotate(n=Count("pk"))
    return found.order_by("-n", name)[0][0]


def _weigh(page, words, cookie):
    """Queries of the first reader and of those who come within the minute for which parts of pages are kept."""
    path = page.path.format(**words)
    headers = {"cookie": cookie} if page.as_member else {}
    client = Client(headers=headers, SERVER_NAME="127.0.0.1")
    cache.clear()
    _, first = _get(client, path, page)
    _get(client, path, page)
    response, later = _get(client, path, page)
    sent, _ = _get(client, path, page, packed=True)
    with override_settings(PAGE_CACHE=True):
        kept, _ = _get(client, path, page, packed=True)
    return {
        "path": path,
        "queries": later,
        "queries_first": first,
        "bytes": len(response.content),
        "compressed": len(sent.content),
        "compressed_cache": len(kept.content),
    }


def _get(client, path, page, *, packed=False):
    """The answer, which must be the page, and how many queries it took."""
    queries = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    headers = {"accept-encoding": "gzip, br"} if packed else {}
    with connection.execute_wrapper(count):
        response = client.get(path, headers=headers)
    if response.status_code != 200:
        raise CommandError(f"{path} answers {response.status_code}.")
    if page.as_member and not response.wsgi_request.user.is_authenticated:
        raise CommandError(f"{path} does not know who asks.")
    return response, len(queries)


def _cookie(person):
    """Signed in, with a token for forms; the hash is the one that a sign-in writes."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["began"] = session["seen"] = timezone.now().isoformat()
    session.create()
    token = get_random_string(32)
    return (
        f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    )


def _write_posts(directory, cookies, number):
    """Each person writes once about each thing; things that an earlier run wrote about are left alone."""
    wanted = number // len(cookies) + AHEAD
    services = Service.objects.listed().filter(source=SOURCE)
    services = services.exclude(reviews__author__in=cookies).order_by("pk")
    ideas = Idea.objects.filter(reference__startswith="I-bench")
    ideas = ideas.exclude(supports__person__in=cookies).order_by("pk")
    for name, path, things, fields in (
        ("reviews", "/feedback/services/{}/review/", services, _review()),
        ("supports", "/ideas/{}/support/", ideas, {}),
    ):
        slugs = list(things.values_list("slug", flat=True)[1 : 1 + wanted])
        if len(slugs) < AHEAD // 2:
            raise CommandError("Too little is left to write about: remove the bench's database.")
        lines = _lines(path, slugs, list(cookies.values()), fields)
        (directory / name).write_text("\n".join(lines) + "\n")


def _lines(path, slugs, cookies, fields):
    """In an order in which neighbours differ both in who writes and in what about."""
    return [
        f"{path.format(slugs[(turn + place) % len(slugs)])}\t{cookie}\t"
        + urlencode({**fields, "csrfmiddlewaretoken": cookie[-32:]})
        for turn in range(len(slugs))
        for place, cookie in enumerate(cookies)
    ]


def _review():
    visited = timezone.localdate().replace(day=1)
    return {
        "stars": 4,
        "title": "Kind people",
        "text": "Somebody met us at the door and made us feel at home.",
        "visited_month": visited.month,
        "visited_year": visited.year,
        "relationship": "used",
        "incentive": "none",
        "started": stamp(seconds_ago=60),
    }
