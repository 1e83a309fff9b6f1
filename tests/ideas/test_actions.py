from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from ideas import actions, registry
from ideas.lifecycle import InvalidMove, NotEnough, Status
from ideas.models import Idea
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, SupportFactory
from tests.ideas.said import content, events

pytestmark = pytest.mark.django_db


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
