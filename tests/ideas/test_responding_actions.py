from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ideas import actions
from ideas.lifecycle import InvalidMove, NotEnough, Status
from ideas.models import Idea, MergeRecord, Support
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, MergeRecordFactory
from tests.factories.places import OrganisationFactory
from tests.ideas.said import LONG, events, words

pytestmark = pytest.mark.django_db


def reviewed(**changes):
    return IdeaFactory(status="in_review", **changes)


def test_start_review_needs_a_body_and_a_day_and_tells():
    idea, body, officer = IdeaFactory(), OrganisationFactory(name="Council"), UserFactory()

    change = actions.start_review(
        idea, by=officer, owner=body, due_on=date(2027, 3, 22), seen=idea.version
    )

    assert (idea.status, idea.owner, change.by) == (Status.IN_REVIEW, body, officer)
    assert change.reason == "Council will answer by 22 March 2027."
    assert "Answer by 22 March" in Idea.objects.get().card_html


def test_plan_writes_the_answer_the_move_and_the_events_about_it():
    idea, officer = reviewed(), UserFactory()

    change = actions.plan(idea, by=officer, seen=idea.version, **words())

    answer = idea.answers.get()
    assert (answer.version, answer.body, answer.by, answer.at) == (
        1,
        idea.owner,
        officer,
        change.at,
    )
    idea.refresh_from_db()
    assert (idea.status, idea.answered_at) == (Status.PLANNED, change.at)
    assert set(Event.objects.values_list("kind", "subject_id")) == {
        ("ideas.status_changed", change.pk),
        ("ideas.own_status_changed", change.pk),
    }


def test_an_answer_of_few_words_is_refused_and_leaves_nothing():
    idea = reviewed()

    with pytest.raises(NotEnough):
        actions.plan(idea, by=UserFactory(), **words(text="Yes."))
    assert (idea.answers.count(), events()) == (0, [])


def test_answer_trial_needs_what_is_thought_counted_and_until_when():
    idea = reviewed()
    trial = {
        "hypothesis": "spoken times help",
        "measure": "missed buses a week",
        "ends_on": timezone.localdate() + timedelta(days=90),
    }
    with pytest.raises(NotEnough):
        actions.answer_trial(idea, by=UserFactory(), trial=trial | {"measure": ""}, **words())

    actions.answer_trial(idea, by=UserFactory(), trial=trial, **words())

    assert (idea.status, idea.trials.get().starts_on) == (Status.TRIAL, timezone.localdate())


def test_decline_needs_its_reason_and_what_would_change_it():
    idea = reviewed()
    with pytest.raises(NotEnough):
        actions.decline(idea, by=UserFactory(), reason_code="cost", would_change="", **words())

    change = actions.decline(
        idea,
        by=UserFactory(),
        reason_code="cost",
        would_change="Two keyholders would change it",
        **words(),
    )

    assert (idea.status, change.reason_code) == (Status.DECLINED, "cost")
    assert "Two keyholders would change it" in Idea.objects.get().card_html


def test_refer_passes_it_on_in_the_name_of_the_body_that_had_it():
    idea, other = reviewed(), OrganisationFactory(name="Moorside Council")
    had_it = idea.owner

    actions.refer(idea, by=UserFactory(), to=other, **words())
    assert (idea.status, idea.owner, idea.answers.get().body) == (Status.REFERRED, other, had_it)
    assert idea.mark().text == "Passed to Moorside Council"

    actions.accept(idea, by=UserFactory(), due_on=date(2027, 4, 1))
    assert (idea.status, idea.owner) == (Status.IN_REVIEW, other)


def test_the_whole_way_from_planned_to_done_and_back_to_review():
    idea, officer = reviewed(), UserFactory()
    actions.plan(idea, by=officer, **words())
    actions.start_work(idea, by=officer, text="The first stop is being fitted.")
    actions.deliver(idea, by=officer, text="All three stops talk since Monday.")
    actions.reopen(idea, by=officer, text=LONG, due_on=date(2027, 5, 1))
    actions.decline(idea, by=officer, reason_code="evidence", would_change="Proof", **words())

    moves = list(idea.history.order_by("version").values_list("new", flat=True))
    assert moves == ["planned", "in_progress", "delivered", "in_review", "declined"]
    assert list(idea.answers.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_evaluate_and_expire_close_an_idea():
    done = IdeaFactory(status="delivered")
    actions.evaluate(done, by=None, text="31 of 38 people say it worked.")
    old = IdeaFactory(status="open")
    actions.expire(old)

    assert (done.status, old.status) == (Status.EVALUATED, Status.EXPIRED)


def test_join_counts_each_supporter_once_at_the_survivor():
    idea, survivor, both = IdeaFactory(), IdeaFactory(), UserFactory()
    for person in (both, UserFactory(), survivor.author):
        actions.support(idea, by=person)
    actions.support(survivor, by=both)

    actions.join(idea, by=UserFactory(), survivor=survivor)

    survivor.refresh_from_db()
    assert (idea.status, idea.survivor) == (Status.DUPLICATE, survivor)
    assert survivor.support_count == Support.objects.filter(idea=survivor).count() == 2


def test_a_joining_can_be_undone_and_leaves_who_came_by_themselves():
    idea, survivor = IdeaFactory(status="planned"), IdeaFactory()
    both, moved, later, officer = UserFactory.create_batch(4)
    for person in (both, moved):
        actions.support(idea, by=person)
    actions.support(survivor, by=both)
    joined = actions.join(idea, by=officer, survivor=survivor)
    assert MergeRecord.objects.get().moved == [moved.pk]
    actions.support(survivor, by=later)

    change = actions.undo_join(idea, by=officer, because="They are not the same.")

    for one in (idea, survivor):
        one.refresh_from_db()
    assert (idea.status, idea.survivor, idea.support_count) == (Status.PLANNED, None, 2)
    assert survivor.support_count == 2
    assert set(survivor.supports.values_list("person", flat=True)) == {both.pk, later.pk}
    record = joined.merge
    record.refresh_from_db()
    assert (record.undone_by, record.undone_at) == (officer, change.at)
    assert (change.old, change.reason) == (Status.DUPLICATE, "They are not the same.")
    with pytest.raises(InvalidMove):
        actions.undo_join(idea, by=officer, because="Again.")


def test_who_took_their_support_back_and_gave_it_anew_stays_after_a_joining_is_undone():
    idea, survivor, person = IdeaFactory(), IdeaFactory(), UserFactory()
    actions.support(idea, by=person)
    actions.join(idea, by=UserFactory(), survivor=survivor)
    actions.withdraw_support(survivor, by=person)
    actions.support(survivor, by=person)

    actions.undo_join(idea, by=UserFactory(), because="They are not the same.")

    survivor.refresh_from_db()
    assert survivor.support_count == survivor.supports.count() == 1


def test_the_database_refuses_an_undoing_without_a_reason():
    record = MergeRecordFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MergeRecord.objects.filter(pk=record.pk).update(undone_at=timezone.now())


def test_a_stale_window_is_told_who_was_first():
    idea, officer = reviewed(), UserFactory()
    seen = idea.version
    actions.plan(idea, by=officer, seen=seen, **words())

    with pytest.raises(InvalidMove) as clash:
        actions.decline(
            idea, by=UserFactory(), seen=seen, reason_code="cost", would_change="Money", **words()
        )
    assert (clash.value.decided_by, clash.value.at) == ("staff", idea.answered_at)
    assert idea.answers.count() == 1


@pytest.mark.parametrize("status", sorted(set(Status) - {"in_review"}))
def test_nothing_but_an_idea_in_review_can_be_planned(status):
    idea = IdeaFactory(status=status, owner=OrganisationFactory())

    with pytest.raises(InvalidMove):
        actions.plan(idea, by=UserFactory(), **words())
