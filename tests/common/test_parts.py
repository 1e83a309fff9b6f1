import time

import pytest
import time_machine
from django.core.cache import cache

from smartcounty.common.page_cache import GENERATION, forget_pages
from smartcounty.common.parts import remember


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PARTS_CACHE = True
    cache.set(GENERATION, "first", 60)


@pytest.fixture
def made():
    return []


def test_a_part_is_made_once_for_each_key(made):
    for key in ("a", "a", "b", "a"):
        assert remember("numbers", key, lambda key=key: made.append(key) or len(key)) == 1
    assert made == ["a", "b"]


@pytest.mark.django_db
def test_no_part_outlives_what_was_hidden(made, django_capture_on_commit_callbacks):
    remember("numbers", 1, lambda: made.append("before"))
    with django_capture_on_commit_callbacks(execute=True):
        forget_pages()
    remember("numbers", 1, lambda: made.append("after"))
    assert made == ["before", "after"]


@pytest.mark.django_db
def test_a_part_begun_before_something_was_hidden_is_not_kept(
    made, django_capture_on_commit_callbacks
):
    def make():
        made.append("begun before")
        with django_capture_on_commit_callbacks(execute=True):
            forget_pages()

    remember("numbers", 1, make)
    remember("numbers", 1, lambda: made.append("after"))
    assert made == ["begun before", "after"]


def test_without_redis_a_part_is_made_each_time(settings, made):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }
    for _ in range(2):
        remember("numbers", 1, lambda: made.append("made"))
    assert made == ["made", "made"]


def test_an_old_part_is_made_anew_by_one_and_shown_to_the_others_meanwhile(made):
    remember("numbers", 1, lambda: made.append("first") or "first")

    def make():
        others = remember("numbers", 1, lambda: made.append("by another"))
        made.append(f"anew while others read the {others}")
        return "second"

    with time_machine.travel(time.time() + 70):
        assert remember("numbers", 1, make) == "second"
        assert remember("numbers", 1, lambda: made.append("third")) == "second"
    assert made == ["first", "anew while others read the first"]
