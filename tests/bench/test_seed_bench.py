"""What the bench writes by COPY is what the portal's actions would reckon: here they look, and find nothing to do."""

import json
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench.management.commands import weigh_bench
from bench.management.commands.seed_bench import fill, learn, reckon
from bench.plans import SOURCE
from bench.progress import Lines
from feedback.actions import counting
from feedback.models import Review
from ideas import actions as ideas
from ideas.models import Idea, Support
from services import actions as services
from services.actions.cards import READ_MODEL
from services.models import OpeningInterval, Service, Word
from smartcounty.accounts.models import User

SERVICES = 20
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("bench")]


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def at():
    return timezone.now()


@pytest.fixture(scope="module")
def county(at, django_db_setup, django_db_blocker):
    """Filled once for this module, and taken back."""
    with django_db_blocker.unblock(), rolled_back():
        call_command("load_gazetteer")
        fill(SERVICES, at=at, tell=Lines)
        reckon(at=at, tell=Lines)
        learn(tell=Lines)
        yield Service.objects.filter(source=SOURCE).order_by("pk")


@pytest.fixture
def _django_db_helper(county):
    """What the mark `django_db` gives a test here: the module's county, and a savepoint to change it in."""
    with rolled_back():
        yield


def test_ten_reviews_come_with_each_service_and_people_and_ideas_to_match(county):
    assert county.count() == SERVICES
    assert User.objects.count() == 50
    assert Idea.objects.public().count() == 10
    assert Review.objects.filter(service=county[0]).count() == 40  # all who are not kept for posts
    assert Review.objects.count() > 5 * SERVICES
    assert Support.objects.exists()
    assert OpeningInterval.objects.exists()
    assert Word.objects.filter(text="made").exists()


def test_a_refresh_finds_every_service_as_it_should_be(county, at):
    for service in county:
        before = {name: getattr(service, name) for name in READ_MODEL}
        services.refresh(service, at=at)
        assert {name: getattr(service, name) for name in READ_MODEL} == before


def test_ratings_and_counters_are_those_of_a_recount(county, at):
    assert list(counting.drifted()) == []
    assert ideas.check(at=at) == []


def test_what_few_reviews_are_taken_for_is_that_of_the_nightly_count(county):
    before = list(county.values_list("rating_prior", flat=True))
    services.freeze_priors()
    assert list(county.values_list("rating_prior", flat=True)) == pytest.approx(before)


def test_cards_of_ideas_are_those_of_a_rebuild(county):
    before = dict(Idea.objects.values_list("pk", "card_html"))
    assert ideas.rebuild_cards() == 0
    assert ideas.rebuild_cards(everything=True) == len(before) == 10
    assert dict(Idea.objects.values_list("pk", "card_html")) == before


def test_hours_are_those_of_a_rebuild(county, at):
    def told():
        return set(OpeningInterval.objects.values_list("service", "opens_at", "closes_at"))

    before, days = told(), set(county.values_list("has_hours", "openings_until"))
    for service in county:
        services.rebuild_openings(service, at=at)
    assert (told(), set(county.values_list("has_hours", "openings_until"))) == (before, days)


def test_pages_are_weighed_and_posts_are_taken(county, tmp_path, capsys):
    only = "services signed in, service with*, suggestions"
    call_command(weigh_bench.Command(), tmp_path, "--posts=20", f"--only={only}")
    told = json.loads(capsys.readouterr().out)["pages"]
    assert sorted(told) == ["service with 500 reviews", "services signed in", "suggestions"]
    assert told["services signed in"]["queries"] > 0
    assert told["services signed in"]["compressed"] < told["services signed in"]["bytes"]

    for name, model in (("reviews", Review), ("supports", Support)):
        lines = (tmp_path / name).read_text().splitlines()
        assert len(set(lines)) == len(lines) >= 20
        before = model.objects.count()
        assert [_post(*line.split("\t")).status_code for line in lines[:2]] == [302, 302]
        assert model.objects.count() == before + 2


def _post(path, cookie, body):
    return Client(enforce_csrf_checks=True, headers={"cookie": cookie}).post(
        path, body, content_type="application/x-www-form-urlencoded"
    )
