import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from smartcounty.common.page_cache import GENERATION, forget_pages
from smartcounty.common.parts import NEAR_PARTS, Frame, framed, near, remember
from tests.factories.accounts import UserFactory


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


def _remember(*args):
    """In a thread of its own, which leaves no connection open."""
    try:
        return remember(*args)
    finally:
        cache._cache.get_client(write=True).connection_pool.disconnect()


def test_those_who_come_while_a_part_is_made_for_the_first_time_wait_for_it(made):
    def make():
        made.append("made")
        time.sleep(0.3)
        return "the part"

    with ThreadPoolExecutor(4) as readers:
        asked = [readers.submit(_remember, "numbers", 1, make) for _ in range(4)]

    assert [reader.result() for reader in asked] == ["the part"] * 4
    assert made == ["made"]


def test_who_waits_for_a_part_that_fails_makes_it(made):
    def fail():
        time.sleep(0.2)
        raise RuntimeError

    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(_remember, "numbers", 1, fail)
        time.sleep(0.1)
        second = readers.submit(_remember, "numbers", 1, lambda: "the part")

    assert isinstance(first.exception(), RuntimeError)
    assert second.result() == "the part"


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


def test_a_part_held_near_is_not_fetched_again_and_gone_with_its_generation(made):
    def part():
        return remember("words", 1, lambda: made.append("made") or "few words")

    part(), part()
    (address,) = near.entries
    cache.delete(address)
    assert (part(), made) == ("few words", ["made"])
    cache.set(GENERATION, "second", 60)
    assert (part(), made) == ("few words", ["made", "made"])


def test_only_few_parts_are_held_near_and_none_that_could_be_changed():
    remember("numbers", 1, lambda: [1, 2])
    assert not near.entries
    for number in range(NEAR_PARTS + 5):
        remember("words", number, lambda: "few words")
    assert len(near.entries) == NEAR_PARTS


def test_a_part_made_elsewhere_comes_near_and_ages_as_it_does_there(made):
    remember("words", 1, lambda: "first")
    near.clear()
    assert remember("words", 1, lambda: made.append("made")) == "first"
    assert near.entries
    with time_machine.travel(time.time() + 70):
        assert remember("words", 1, lambda: "second") == "second"


@pytest.fixture
def page(rf, made):
    """A function that gives the home page's template, filled with few words, for a reader."""

    def page(user, words):
        request = rf.get("/")
        request.user = user

        def make():
            made.append("made")
            return Frame(title="Home", is_for_search_engines=True, top="Kept.")

        shown = framed(request, "ideas/idea_detail.html", "a.page", 1, make, holes=["panels"])
        return shown.filled(panels=words).content.decode()

    return page


def test_a_page_is_drawn_once_around_its_holes_for_all_who_are_signed_out(page, made):
    first, second = (page(AnonymousUser(), words) for words in ("One.", "Two."))
    assert made == ["made"]
    assert first.replace("One.", "Two.") == second
    assert "Kept.\nTwo." in second
    assert "hole" not in second


@pytest.mark.django_db
def test_whoever_is_signed_in_gets_the_kept_frame_in_a_page_of_their_own(page, made):
    stranger, member = page(AnonymousUser(), "One."), page(UserFactory(), "One.")
    assert made == ["made"]
    assert "Kept.\nOne." in member
    assert ("Sign in" in stranger, "Sign in" in member) == (True, False)
