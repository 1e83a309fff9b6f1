"""What happens at once, on real connections: each test fails without its lock or its constraint."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from feedback.actions import comments
from feedback.models import Comment
from ideas import actions
from ideas.lifecycle import InvalidMove, Status
from ideas.models import Idea, MergeRecord, StatusChange, Support
from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case, Decision
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import AreaFactory, OrganisationFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run all calls at the same moment, each on its own connection; gives what each returned or raised."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=20)
            return call()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def test_fifty_presses_at_once_by_one_person_are_one_support():
    idea, person = IdeaFactory(), UserFactory()

    done = at_once(*[lambda: actions.support(fresh(idea), by=person)] * 50)

    assert sorted(done) == [False] * 49 + [True]
    assert fresh(idea).support_count == Support.objects.count() == 1


def test_supporting_and_taking_it_back_at_once_leaves_a_true_count():
    idea, people = IdeaFactory(threshold=500), UserFactory.create_batch(6)
    calls = []
    for person in people:
        calls += [lambda one=person: actions.support(fresh(idea), by=one)] * 2
        calls += [lambda one=person: actions.withdraw_support(fresh(idea), by=one)]

    for _ in range(3):
        done = at_once(*calls)
        assert [error for error in done if isinstance(error, Exception)] == []

    assert fresh(idea).support_count == Support.objects.filter(idea=idea).count()


def test_the_mark_is_reached_once_by_twenty_people_at_once():
    OrganisationFactory(is_responding_body=True)
    idea, people = IdeaFactory(threshold=5), UserFactory.create_batch(20)

    done = at_once(*[lambda one=one: actions.support(fresh(idea), by=one) for one in people])

    assert done == [True] * 20
    idea = fresh(idea)
    assert (idea.status, idea.support_count) == (Status.IN_REVIEW, 20)
    assert StatusChange.objects.count() == 1
    assert Event.objects.filter(kind="ideas.status_changed").count() == 1


def test_opposite_answers_at_once_have_one_winner_and_the_other_learns_who():
    idea = IdeaFactory(status="in_review")
    words = {"title": "Answer", "role": "Lead", "text": "Words that everybody can read. " * 4}
    seen = idea.version
    refusal = {"reason_code": "cost", "would_change": "Money"}
    first, second = UserFactory(), UserFactory()

    done = at_once(
        lambda: actions.plan(fresh(idea), by=first, seen=seen, **words),
        lambda: actions.decline(fresh(idea), by=second, seen=seen, **refusal, **words),
    )

    lost = [result for result in done if isinstance(result, InvalidMove)]
    won = [result for result in done if isinstance(result, StatusChange)]
    assert (len(won), len(lost)) == (1, 1)
    assert (lost[0].decided_by, lost[0].at) == ("staff", won[0].at)
    assert fresh(idea).answers.count() == 1
    assert Event.objects.filter(kind="ideas.own_status_changed").count() == 1


def waiting_idea():
    author = UserFactory()
    idea = actions.draft(
        by=author,
        key=uuid4(),
        title="As the moderator read it",
        body="Words.",
        area=AreaFactory(),
        topic=TopicFactory(),
    )
    actions.submit(idea, by=author)
    return idea


def moderator():
    accounts.sync_roles()
    user = UserFactory()
    accounts.grant_role(user, "Moderator", by=None)
    return user


def test_an_edit_and_an_approval_at_once_publish_what_was_read_or_nothing():
    person = moderator()
    for _ in range(5):
        idea = waiting_idea()
        case, seen = Case.objects.get(target_id=idea.pk), idea.version
        read = case.version

        done = at_once(
            lambda case=case, read=read: moderation.decide(
                case, by=person, seen=read, action="approve"
            ),
            lambda idea=idea, seen=seen: actions.edit(
                fresh(idea), by=idea.author, seen=seen, title="Changed meanwhile"
            ),
        )

        idea = fresh(idea)
        if isinstance(done[0], Decision):
            assert (idea.status, idea.title) == (Status.OPEN, "As the moderator read it")
            assert isinstance(done[1], InvalidMove)
        else:
            assert (idea.status, idea.title) == (Status.SUBMITTED, "Changed meanwhile")
            assert isinstance(done[0], InvalidMove)


def test_a_double_click_on_the_form_is_one_idea():
    author, key = UserFactory(), uuid4()
    content = {
        "title": "Bus stops that talk",
        "body": "Words.",
        "area": AreaFactory(),
        "topic": TopicFactory(),
    }

    done = at_once(*[lambda: actions.draft(by=author, key=key, **content)] * 8)

    assert {one.pk for one in done} == {Idea.objects.get().pk}


def test_different_ideas_of_one_title_at_once_get_addresses_of_their_own():
    author = UserFactory()

    done = at_once(
        *[lambda: actions.draft(by=author, key=uuid4(), title="A bench", body="Words.")] * 6
    )

    assert len({one.slug for one in done}) == 6


@pytest.mark.parametrize("attempt", range(2))
def test_joining_while_comments_are_approved_leaves_true_counts_and_no_deadlock(attempt):
    idea, survivor, moderator = IdeaFactory(), IdeaFactory(), UserFactory()
    waiting = CommentFactory.create_batch(6, idea=idea, pending=True)
    calls = [
        lambda one=one: comments.approve(
            Comment.objects.get(pk=one.pk), by=moderator, at=timezone.now()
        )
        for one in waiting
    ]

    done = at_once(
        lambda: actions.join(fresh(idea), by=moderator, survivor=fresh(survivor)), *calls
    )

    assert [error for error in done if isinstance(error, Exception)] == []
    assert fresh(survivor).comment_count == 6
    assert actions.check(at=timezone.now()) == []


def test_of_two_who_join_at_once_one_is_told_that_the_other_was_first():
    idea, survivor, moderator = IdeaFactory(), IdeaFactory(), UserFactory()
    seen = idea.version

    done = at_once(
        *[lambda: actions.join(fresh(idea), by=moderator, survivor=survivor, seen=seen)] * 2
    )

    assert sorted(type(one).__name__ for one in done) == ["InvalidMove", "StatusChange"]
    assert MergeRecord.objects.count() == 1
