from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ideas import actions, periodic
from ideas.models import Idea
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def run(name, **options):
    out = StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


def test_reconcile_counters_finds_drift_and_repairs_it():
    idea = IdeaFactory(support_count=3)
    with pytest.raises(CommandError):
        run("reconcile_counters", check=True)
    idea.refresh_from_db()
    assert idea.support_count == 3

    assert run("reconcile_counters").endswith("drift=1\n")
    assert run("reconcile_counters", check=True) == "drift=0\n"


def test_the_nightly_task_repairs_too(caplog):
    IdeaFactory(support_count=3, reference="I-2026-9001")

    periodic.recount_counters()

    assert "I-2026-9001 support_count: 3 should be 0" in caplog.text
    assert Idea.objects.get().support_count == 0


def test_the_counters_are_set_in_pieces_that_go_on_where_one_stopped():
    first, second = IdeaFactory.create_batch(2, support_count=3)
    at = timezone.now()

    drift, last = actions.recount_after(first.pk, at=at)
    first.refresh_from_db()
    second.refresh_from_db()

    assert (len(drift), last) == (1, second.pk)
    assert (first.support_count, second.support_count) == (3, 0)
    assert actions.recount_after(last, at=at) == ([], None)


def test_rebuild_idea_cards_renders_only_what_is_out_of_date():
    IdeaFactory.create_batch(2)
    IdeaFactory(status="draft")
    Idea.objects.filter(pk=Idea.objects.public().first().pk).update(card_html="", card_hash="old")

    assert run("rebuild_idea_cards") == "rebuilt=1\n"
    assert run("rebuild_idea_cards") == "rebuilt=0\n"
    assert run("rebuild_idea_cards", all=True) == "rebuilt=2\n"
    assert all("sc-card__link" in idea.card_html for idea in Idea.objects.public())
