from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from ideas import actions, registry
from ideas.lifecycle import InvalidMove, NotEnough, Status
from ideas.models import Idea, MergeRecord, Support
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case
from smartcounty.notifications.models import Event, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, MergeRecordFactory, SupportFactory
from tests.factories.places import AreaFactory, OrganisationFactory, TopicFactory

pytestmark = pytest.mark.django_db

LONG = "We will fit a button and a speaker at three stops on Station Road and run them until the spring."


def content(**changes):
    return {
        "title": "Bus stops that talk",
        "body": "I can hear a bus. I cannot see its number.",
        "area": AreaFactory(),
        "topic": TopicFactory(),
        "help_offered": "maybe",
    } | changes


def words(**changes):
    return {"title": "Yes", "text": LONG, "role": "Passenger Transport Lead"} | changes


def events():
    return sorted(Event.objects.values_list("kind", flat=True))


# Writing


def test_draft_keeps_the_words_cleaned_for_the_author_alone():
    author = UserFactory()

    idea = actions.draft(by=author, key=uuid4(), **content(title="  Bus\u200b stops "))

    assert (idea.status, idea.title, idea.slug) == (Status.DRAFT, "Bus stops", "bus-stops")
    assert idea.summary == "I can hear a bus. I cannot see its number."
    assert list(Idea.objects.public()) == []
    assert list(Idea.objects.visible_to(author)) == [idea]
    assert list(Idea.objects.visible_to(UserFactory())) == []


def test_draft_twice_with_one_key_is_one_idea_with_the_later_words():
    author, key = UserFactory(), uuid4()
    actions.draft(by=author, key=key, **content())

    actions.draft(by=author, key=key, **content(title="Stops that talk"))

    assert Idea.objects.get().title == "Stops that talk"


def test_ideas_of_one_title_have_addresses_of_their_own_and_never_that_of_the_form():
    author = UserFactory()

    made = [actions.draft(by=author, key=uuid4(), **content(title=title)) for title in ["Post"] * 2]

    assert [idea.slug for idea in made] == ["post-2", "post-3"]


def test_submit_opens_one_case_and_shows_nothing_yet():
    author = UserFactory()
    idea = actions.draft(by=author, key=uuid4(), **content())

    change = actions.submit(idea, by=author)

    assert (change.old, change.new, change.by) == (Status.DRAFT, Status.SUBMITTED, author)
    case = Case.objects.get()
    assert (case.target, case.author, case.area) == (idea, author, idea.area)
    assert list(Idea.objects.public()) == []
    assert events() == []


def test_submit_publishes_at_once_where_trusted_people_are_not_checked(settings):
    settings.PREMODERATE = {"idea": False}
    author = UserFactory()
    idea = actions.draft(by=author, key=uuid4(), **content())

    actions.submit(idea, by=author)

    assert (idea.status, Case.objects.count()) == (Status.OPEN, 0)
    newcomers = actions.draft(by=UserFactory(new=True), key=uuid4(), **content())
    actions.submit(newcomers, by=newcomers.author)
    assert newcomers.status == Status.SUBMITTED


def test_submit_publishes_what_a_moderator_has_read_already():
    author, moderator = UserFactory(), UserFactory()
    then = timezone.now() - timedelta(days=40)
    idea = actions.draft(by=author, key=uuid4(), at=then, **content())

    actions.submit(idea, by=author, checked_by=moderator, at=then)

    assert (idea.status, idea.published_at, Case.objects.count()) == (Status.OPEN, then, 0)


def test_submit_refuses_what_is_incomplete():
    author = UserFactory()
    idea = actions.draft(by=author, key=uuid4(), title="Only a title", body="")

    with pytest.raises(NotEnough):
        actions.submit(idea, by=author)


def test_edit_of_a_waiting_idea_makes_its_moderator_read_again():
    author = UserFactory()
    idea = actions.draft(by=author, key=uuid4(), **content())
    actions.submit(idea, by=author)
    read = Case.objects.get().version

    actions.edit(idea, by=author, seen=idea.version, title="Bus stops that speak")

    case = Case.objects.get()
    assert (case.title, case.version) == ("Bus stops that speak", read + 1)
    idea.refresh_from_db()
    assert (idea.title, idea.version) == ("Bus stops that speak", case.target_version)


def test_edit_is_refused_once_published_or_changed_in_another_window():
    idea = IdeaFactory(status="open")
    with pytest.raises(InvalidMove):
        actions.edit(idea, by=idea.author, seen=idea.version, title="Another")

    idea = IdeaFactory(status="draft")
    actions.edit(idea, by=idea.author, seen=1, title="First")
    with pytest.raises(InvalidMove):
        actions.edit(Idea.objects.get(pk=idea.pk), by=idea.author, seen=1, title="Second")
    assert Idea.objects.get(pk=idea.pk).title == "First"


def test_withdraw_closes_the_case_of_what_waits():
    author = UserFactory()
    idea = actions.draft(by=author, key=uuid4(), **content())
    actions.submit(idea, by=author)

    actions.withdraw(idea, by=author, reason_code="done", reason="They have built it.")

    assert (idea.status, Case.objects.get().state) == (Status.WITHDRAWN, "closed")
    assert list(Idea.objects.public()) == []
    assert events() == []


def test_withdraw_of_a_published_idea_leaves_it_to_be_read_and_tells_its_supporters():
    idea = IdeaFactory(status="open")

    actions.withdraw(idea, by=idea.author, reason_code="done", reason="They have built it.")

    assert list(Idea.objects.public()) == [idea]
    assert events() == ["ideas.own_status_changed", "ideas.status_changed"]


# Moderating


def test_approve_publishes_with_its_mark_and_one_event():
    idea = IdeaFactory(status="submitted", area__adult_population=56_001, threshold=None)
    moderator = UserFactory()

    change = actions.approve(idea, by=moderator)

    idea.refresh_from_db()
    assert (idea.status, idea.threshold, idea.published_at) == (Status.OPEN, 57, change.at)
    assert "57 supporters" in idea.card_html
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.by) == ("ideas.published", change.pk, moderator)


def test_approve_twice_is_refused():
    idea = IdeaFactory(status="submitted")
    actions.approve(idea, by=UserFactory())

    with pytest.raises(InvalidMove):
        actions.approve(idea, by=UserFactory())
    assert events() == ["ideas.published"]


def test_reject_keeps_it_for_its_author_with_the_reason():
    idea = IdeaFactory(status="submitted")

    change = actions.reject(idea, by=UserFactory(), reason="off_topic")

    assert (idea.status, change.reason_code) == (Status.REJECTED, "off_topic")
    assert list(Idea.objects.visible_to(idea.author)) == [idea]
    assert list(Idea.objects.visible_to(UserFactory())) == []
    assert events() == []


def test_restore_publishes_what_was_rejected_and_tells_followers_once():
    idea = IdeaFactory(status="submitted")
    actions.reject(idea, by=UserFactory(), reason="off_topic")

    actions.restore(idea, by=UserFactory())

    assert (idea.status, events()) == (Status.OPEN, ["ideas.published"])


def test_hide_and_restore_change_no_status_and_tell_nobody():
    idea = IdeaFactory(status="trial")

    actions.hide(idea, by=None)
    assert list(Idea.objects.public()) == []
    assert list(Idea.objects.visible_to(idea.author)) == [idea]
    actions.restore(idea, by=UserFactory())

    assert list(Idea.objects.public()) == [idea]
    assert (idea.status, idea.history.count(), events()) == (Status.TRIAL, 0, [])


def test_remove_and_restore_give_back_the_status_it_had():
    idea = IdeaFactory(status="declined")

    actions.remove(idea, by=UserFactory(), reason="personal_data")
    assert list(Idea.objects.public()) == []
    actions.restore(idea, by=UserFactory())

    assert idea.status == Status.DECLINED
    assert list(idea.history.order_by("version").values_list("old", "new")) == [
        ("declined", "removed"),
        ("removed", "declined"),
    ]


def test_what_was_withdrawn_unpublished_cannot_be_removed():
    idea = IdeaFactory(status="withdrawn", published_at=None)

    with pytest.raises(InvalidMove):
        actions.remove(idea, by=UserFactory(), reason="abuse")


def test_a_moderator_decides_through_the_queue_and_the_author_becomes_known(moderator):
    author = UserFactory(new=True)
    idea = actions.draft(by=author, key=uuid4(), **content())
    actions.submit(idea, by=author)
    case = Case.objects.get()

    moderation.decide(case, by=moderator, seen=case.version, action="approve")

    idea.refresh_from_db()
    author.refresh_from_db()
    assert (idea.status, author.approved_contributions) == (Status.OPEN, 1)


# Supporting


def test_support_counts_once_and_follows():
    idea, person = IdeaFactory(), UserFactory()

    assert actions.support(idea, by=person) is True
    assert actions.support(idea, by=person) is False

    idea.refresh_from_db()
    assert (idea.support_count, idea.recent_supports, Support.objects.count()) == (1, 1, 1)
    assert "1 of 20 supporters" in idea.card_html
    follow = Subscription.objects.get()
    assert (follow.user, follow.kind, follow.target_id) == (person, "idea", idea.pk)


def test_support_without_following_when_the_person_says_so():
    idea = IdeaFactory()

    actions.support(idea, by=UserFactory(), follow=False)

    assert Subscription.objects.count() == 0


def test_support_of_long_ago_is_not_recent():
    idea = IdeaFactory()

    actions.support(idea, by=UserFactory(), at=timezone.now() - timedelta(days=31))

    idea.refresh_from_db()
    assert (idea.support_count, idea.recent_supports) == (1, 0)


@pytest.mark.parametrize("status", ["draft", "submitted", "declined", "delivered", "withdrawn"])
def test_support_is_refused_where_it_would_say_nothing(status):
    idea = IdeaFactory(status=status)

    with pytest.raises(InvalidMove):
        actions.support(idea, by=UserFactory())


def test_support_of_ones_own_idea_or_of_a_hidden_one_is_refused():
    idea = IdeaFactory()
    with pytest.raises(InvalidMove):
        actions.support(idea, by=idea.author)

    actions.hide(idea, by=None)
    with pytest.raises(InvalidMove):
        actions.support(idea, by=UserFactory())


def test_withdraw_support_takes_the_count_and_the_follow_back():
    idea, person = IdeaFactory(), UserFactory()
    actions.support(idea, by=person)

    assert actions.withdraw_support(idea, by=person) is True
    assert actions.withdraw_support(idea, by=person) is False

    idea.refresh_from_db()
    assert (idea.support_count, idea.recent_supports) == (0, 0)
    assert (Support.objects.count(), Subscription.objects.count()) == (0, 0)


def test_the_supporter_who_reaches_the_mark_starts_the_clock_of_the_one_body_that_answers():
    council = OrganisationFactory(name="Mid-Trent Council", is_responding_body=True)
    idea = IdeaFactory(threshold=2)
    actions.support(idea, by=UserFactory())
    at = timezone.make_aware(timezone.datetime(2026, 12, 1, 10))

    actions.support(idea, by=UserFactory(), at=at)

    idea.refresh_from_db()
    assert (idea.status, idea.owner, idea.due_on) == (
        Status.IN_REVIEW,
        council,
        date(2026, 12, 31),
    )
    change = idea.history.get()
    assert (change.by, change.new) == (None, Status.IN_REVIEW)
    assert change.reason.endswith("Mid-Trent Council will answer by 31 December 2026.")
    assert events() == ["ideas.own_status_changed", "ideas.status_changed"]


@pytest.mark.parametrize("bodies", [0, 2])
def test_reaching_the_mark_without_one_known_body_is_flagged_for_staff(bodies):
    OrganisationFactory.create_batch(bodies, is_responding_body=True)
    idea = IdeaFactory(threshold=1)

    actions.support(idea, by=UserFactory())

    idea.refresh_from_db()
    assert idea.status == Status.OPEN
    assert list(Idea.objects.without_owner()) == [idea]


def test_load_supports_takes_over_each_person_once_and_the_moment_the_mark_was_reached():
    idea, people = IdeaFactory(threshold=2), UserFactory.create_batch(3)
    moments = [timezone.now() - timedelta(days=days) for days in (60, 40, 1)]
    given = list(zip(people, moments, strict=True))

    actions.load_supports(idea, given=[*given, given[0]])

    idea.refresh_from_db()
    assert (idea.support_count, idea.recent_supports) == (3, 1)
    assert idea.threshold_reached_at == moments[1]
    assert Subscription.objects.count() == 0
    assert actions.check(at=timezone.now()) == []


# Responding


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


# Counting


def test_recount_repairs_what_drifted_and_says_so():
    idea = IdeaFactory(support_count=7, reference="I-2026-9001")
    SupportFactory(idea=idea)
    SupportFactory(idea=idea, at=timezone.now() - timedelta(days=31))

    assert actions.check(at=timezone.now()) == ["I-2026-9001 support_count: 7 should be 2"]
    assert actions.recount(at=timezone.now()) == ["I-2026-9001 support_count: 7 should be 2"]
    assert actions.recount(at=timezone.now()) == []

    idea.refresh_from_db()
    assert (idea.support_count, idea.recent_supports) == (2, 1)


@pytest.fixture
def talk(monkeypatch):
    counts = {}
    monkeypatch.setattr(registry, "_talk", [lambda ids, since: counts])
    return counts


def test_recount_talk_takes_the_counts_that_were_registered(talk):
    idea = IdeaFactory()
    talk[idea.pk] = (3, 2, 1)

    actions.recount_talk(idea)

    idea.refresh_from_db()
    assert (idea.comment_count, idea.commenter_count, idea.recent_commenters) == (3, 2, 1)
    assert "3 comments" in idea.card_html
    assert actions.check(at=timezone.now()) == []


# What the database refuses, whoever asks


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "lost"},
        {"published_at": None},
        {"status": "draft"},
        {"threshold": 0},
        {"status": "in_review"},
        {"status": "referred"},
        {"status": "duplicate"},
        {"area": None},
        {"summary": ""},
        {"support_count": -1},
    ],
    ids=str,
)
def test_the_database_refuses_an_idea_that_cannot_be(fields):
    idea = IdeaFactory(status="open")

    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(**fields)


def test_the_database_refuses_to_rewrite_history():
    idea = IdeaFactory(status="submitted")
    actions.approve(idea, by=UserFactory())

    with pytest.raises(InternalError, match="never changed"), transaction.atomic():
        idea.history.update(reason="It never happened.")
