"""What a page costs besides time: queries, bytes, compressed bytes. Also writes what wrk is to post, and as whom."""

import json
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string

from bench.pages import PAGES
from bench.rows import SOURCE
from ideas.models import Idea
from services.models import Service
from smartcounty.accounts.models import User
from smartcounty.common.bots import stamp

LAST_PAGE = 400
WRITERS = 400
EACH = 25  # things that one person writes about


class Command(BaseCommand):
    help = "Prints one line of JSON: for each page its address, queries and bytes. Writes posts into a directory."

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path)

    def handle(self, *, directory, **options):
        members = User.objects.filter(email__endswith="@people.example").order_by("-pk")
        cookies = [_cookie(person) for person in members[:WRITERS]]
        _write_posts(directory, cookies)
        words = _words()
        told = [_weigh(page, words, cookies[0]) for page in PAGES if not page.posts]
        self.stdout.write(json.dumps({"pages": told, "cookie": cookies[0]}))


def _words():
    """What stands in the addresses: the things with most to show, and choices that many services have."""
    service = Service.objects.order_by("-review_count").first()
    return {
        "service": service.slug,
        "idea": Idea.objects.order_by("-comment_count").first().slug,
        "area": service.district_slugs[0] if service.district_slugs else "stafford",
        "category": _commonest("lead_category__slug"),
        "topic": Idea.objects.values_list("topic__slug")
        .annotate(n=Count("pk"))
        .order_by("-n")[0][0],
        "town": "Stafford",
        "last": min(LAST_PAGE, (Service.objects.filter(is_listed=True).count() + 19) // 20),
    }


def _commonest(name):
    rows = Service.objects.exclude(**{name: None}).values_list(name).annotate(n=Count("pk"))
    return rows.order_by("-n")[0][0]


def _weigh(page, words, cookie):
    name, path = page.name.format(**words), page.path.format(**words)
    headers = {"cookie": cookie} if page.as_member else {}
    client, queries = Client(headers=headers, SERVER_NAME="127.0.0.1"), []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    client.get(path)  # what is kept between requests is made
    with connection.execute_wrapper(count):
        response = client.get(path)
    compressed = client.get(path, headers={"accept-encoding": "gzip, br"})
    if response.status_code != 200:
        raise ValueError(f"{path} answers {response.status_code}")
    return {
        "page": name,
        "path": path,
        "queries": len(queries),
        "bytes": len(response.content),
        "compressed": len(compressed.content),
    }


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


def _write_posts(directory, cookies):
    """Each person writes once about each thing, about the first thing all of them before the next."""
    services = Service.objects.filter(source=SOURCE).order_by("-pk").values_list("slug", flat=True)
    ideas = Idea.objects.filter(reference__startswith="I-bench").order_by("-pk")
    ideas = ideas.values_list("slug", flat=True)
    _write(directory / "reviews", "/feedback/services/{}/review/", services, cookies, _review())
    _write(directory / "supports", "/ideas/{}/support/", ideas, cookies, {})


def _write(file, path, slugs, cookies, fields):
    lines = [
        f"{path.format(slug)}\t{cookie}\t{urlencode({**fields, 'csrfmiddlewaretoken': cookie[-32:]})}"
        for slug in list(slugs[:EACH])
        for cookie in cookies
    ]
    file.write_text("\n".join(lines) + "\n")


def _review():
    return {
        "stars": 4,
        "title": "Kind people",
        "text": "Somebody met us at the door and made us feel at home.",
        "visited_month": 10,
        "visited_year": 2026,
        "relationship": "used",
        "incentive": "none",
        "started": stamp(seconds_ago=60),
    }
