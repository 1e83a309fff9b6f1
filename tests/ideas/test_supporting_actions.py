from datetime import date, timedelta

import pytest
from django.utils import timezone

from ideas import actions
from ideas.lifecycle import InvalidMove, Status
from ideas.models import Idea, Support
from smartcounty.notifications.models import Subscription
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import OrganisationFactory
from tests.ideas.said import events

pytestmark = pytest.mark.django_db


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
