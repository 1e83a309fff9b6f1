import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from ideas import actions as ideas
from launch.servers import Redis
from services import actions as services
from smartcounty.common.cache import ForgivingRedisCache
from smartcounty.common.caching import READING
from smartcounty.common.page_cache import GENERATION, PARAMETERS, forget_pages
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory
from tests.portal import REDIS, WITHOUT_FILES

ROOT = Path(__file__).resolve().parents[2]
HIT, MISS = "pages; hit", "pages; fwd=miss"
ABOUT = "/about/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE = True
    cache.set(GENERATION, "first", 60)


@pytest.fixture
def ask(client):
    """A function that gives the cache's word on an address, and the answer."""

    def ask(address, **headers):
        response = Client().get(address, headers=headers)
        return response.get("Cache-Status", ""), response

    return ask


def test_a_reading_page_is_made_once_and_the_same_from_then_on(ask):
    first, made = ask(ABOUT)
    second, kept = ask(ABOUT)
    assert (first, second) == (MISS, HIT)
    assert kept.content == made.content
    assert kept["Cache-Control"] == made["Cache-Control"]
    assert kept["Content-Security-Policy"] == made["Content-Security-Policy"]
    assert set(made["Vary"].split(", ")) >= {"Accept-Encoding", "Cookie"}


def test_a_kept_page_asks_the_database_nothing(ask, django_assert_num_queries):
    ask("/services/")
    with django_assert_num_queries(0):
        assert ask("/services/")[0] == HIT


@pytest.mark.parametrize(
    ("accepted", "encoding", "opened"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("identity", "", bytes),
    ],
)
def test_each_reader_gets_what_their_browser_can_open(ask, accepted, encoding, opened):
    plain = ask(ABOUT)[1].content
    for expected in (MISS, HIT):
        status, response = ask(ABOUT, accept_encoding=accepted)
        if encoding:
            assert status == expected
        assert response.get("Content-Encoding", "") == encoding
        assert opened(response.content) == plain


@pytest.mark.parametrize("is_kept", [True, False])
def test_only_an_answer_for_everybody_is_compressed_without_hiding_its_length(
    settings, signed_in, is_kept
):
    settings.PAGE_CACHE = is_kept
    for client, encoding in ((Client(), "br"), (signed_in(UserFactory()), "gzip")):
        response = client.get(ABOUT, headers={"accept-encoding": "gzip, br"})
        assert response["Content-Encoding"] == encoding
        assert "Accept-Encoding" in response["Vary"]


def test_parameters_are_sorted_and_unknown_ones_left_out(ask):
    ask("/services/?sort=name&open=now")
    assert ask("/services/?open=now&utm_source=mail&sort=name")[0] == HIT
    assert ask("/services/?open=now")[0] == MISS


def test_what_is_not_in_the_key_reaches_no_page(ask):
    """Somebody's cookies, made-up parameters and headers of a fragment do not end up with the next reader."""
    forged = {"cookie": "csrf=a; theme=b", "hx-request": "true", "hx-target": "results"}
    status, first = ask("/services/?open=now&poison=%22%3Epoison", **forged)
    assert status == MISS
    assert b"poison" not in first.content
    status, second = ask("/services/?open=now")
    assert status == HIT
    assert second.content == first.content
    assert ask("/services/?open=now", **forged)[0] == HIT


def test_somebody_signed_in_neither_gets_a_kept_page_nor_leaves_one(signed_in):
    """Two people and a visitor, in turn: each sees their own page only."""
    first, second = UserFactory(), UserFactory()
    for user in (first, second):
        mine = signed_in(user).get("/services/")
        assert "Cache-Status" not in mine
        assert "no-store" in mine["Cache-Control"]
        assert reverse("accounts:home") in mine.content.decode()
    visitor = Client().get("/services/")
    assert visitor["Cache-Status"] == MISS
    assert reverse("accounts:home") not in visitor.content.decode()
    assert reverse("accounts:home") in signed_in(first).get("/services/").content.decode()


def test_forms_errors_and_foreign_hosts_are_not_kept(ask):
    for _ in range(2):
        assert ask(reverse("account_login"))[0] == ""
        assert ask("/services/no-such-service/")[0] != HIT
        assert ask("/services/?page=999999")[0] != HIT
        ask(ABOUT)
        assert ask(ABOUT, host="elsewhere.example")[1].status_code == 400


def test_what_is_hidden_is_gone_at_once(ask, moderator, django_capture_on_commit_callbacks):
    service, idea = ServiceFactory(name="Hidden rowing"), IdeaFactory(status="open")
    pages = [service.get_absolute_url(), idea.get_absolute_url()]
    for page in pages:
        ask(page)
        assert ask(page)[0] == HIT
    with django_capture_on_commit_callbacks(execute=True):
        services.hide(service, by=moderator, at=service.updated_at)
    assert ask(pages[0])[1].status_code == 404
    ask(pages[1])
    with django_capture_on_commit_callbacks(execute=True):
        ideas.hide(idea, by=moderator)
    assert ask(pages[1])[1].status_code == 404


def test_a_page_begun_before_something_was_hidden_is_not_kept_after_it(
    ask, monkeypatch, django_capture_on_commit_callbacks
):
    keep = ForgivingRedisCache.set

    def hidden_meanwhile(self, key, *args, **kwargs):
        if key.startswith("page:"):
            with django_capture_on_commit_callbacks(execute=True):
                forget_pages()
        return keep(self, key, *args, **kwargs)

    monkeypatch.setattr(ForgivingRedisCache, "set", hidden_meanwhile)
    ask(ABOUT)
    monkeypatch.undo()
    assert ask(ABOUT)[0] == MISS


def test_without_a_generation_nothing_is_kept_until_there_is_one(ask):
    cache.delete(GENERATION)
    assert [ask(ABOUT)[0] for _ in range(3)] == [MISS, MISS, HIT]


def test_a_redis_that_is_down_is_a_miss_and_no_error(
    ask, settings, tmp_path, django_capture_on_commit_callbacks
):
    with Redis("cache", tmp_path, program=REDIS, settings=WITHOUT_FILES) as redis:
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": redis.url}}
        answers = [ask("/about/") for _ in range(3)]
    answers += [ask("/about/") for _ in range(2)]
    assert [status for status, _ in answers] == [MISS, MISS, HIT, MISS, MISS]
    assert {response.status_code for _, response in answers} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        forget_pages()


def test_every_parameter_a_reading_page_reads_is_known():
    """One that is forgotten here would do nothing on the live site."""
    asked = re.compile(
        r'(?:params|data|GET)\.get(?:list)?\("(\w+)"'
        r'|_slugs\(params, "(\w+)"\)'
        r"|^    (\w+) = django_filters\.\w+Filter",
        re.MULTILINE,
    )
    read = set()
    for path in _sources():
        read |= {name for match in asked.findall(path.read_text()) for name in match if name}
    assert {"q", "category", "open", "page"} <= read
    assert read - PARAMETERS == set()


def _sources():
    modules = {
        pattern.callback.__module__
        for pattern in _patterns(get_resolver().url_patterns)
        if getattr(pattern.callback, READING, False)
    }
    apps = {module.split(".views")[0].split(".feeds")[0].replace(".", "/") for module in modules}
    yield from (ROOT / f"{module.replace('.', '/')}.py" for module in modules)
    yield ROOT / "feedback/views/panels.py"
    for app in apps:
        yield from (ROOT / app).glob("filters.py")
        yield from (ROOT / app / "filters").glob("*.py")


def _patterns(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
