from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from feedback.actions import counting, reviews, votes
from feedback.lifecycle import InvalidMove, TooMany
from feedback.models import HelpfulVote, Review
from services.rules.ratings import wilson
from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory
from tests.factories.feedback import HelpfulVoteFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def figures(review):
    review.refresh_from_db()
    return review.helpful_up, review.helpful_votes, review.helpful_bound


def drift():
    return list(counting.drifted_votes())


def test_votes_add_up_on_the_review_with_the_cautious_share_and_its_version_stays():
    review = ReviewFactory()
    version = review.version

    for helpful in (True, True, False):
        assert votes.vote(review, by=UserFactory(), helpful=helpful) is True

    assert figures(review) == (2, 3, wilson(2, 3))
    assert review.version == version
    assert drift() == []


def test_a_person_counts_once_and_the_last_answer_counts():
    review, member = ReviewFactory(), UserFactory()
    votes.vote(review, by=member, helpful=True)

    assert votes.vote(review, by=member, helpful=True) is False
    assert figures(review) == (1, 1, wilson(1, 1))
    assert votes.vote(review, by=member, helpful=False) is True
    assert figures(review) == (0, 1, 0)
    assert HelpfulVote.objects.get().helpful is False


def test_an_answer_taken_back_leaves_nothing():
    review, member = ReviewFactory(), UserFactory()
    votes.vote(review, by=member, helpful=True)

    assert votes.take_back(review, by=member) is True
    assert votes.take_back(review, by=member) is False

    assert figures(review) == (0, 0, 0)
    assert HelpfulVote.objects.count() == 0


@pytest.mark.parametrize("trait", ["pending", "rejected", "removed", "withdrawn", "hidden"])
def test_what_is_not_public_gathers_no_votes_but_gives_them_back(trait):
    review = ReviewFactory(**{trait: True})
    vote = HelpfulVoteFactory(review=review)

    with pytest.raises(InvalidMove):
        votes.vote(review, by=UserFactory(), helpful=True)
    assert votes.take_back(review, by=vote.person) is True
    assert figures(review) == (0, 0, 0)


def test_nobody_votes_for_their_own_review():
    review = ReviewFactory()

    with pytest.raises(InvalidMove):
        votes.vote(review, by=review.author, helpful=True)
    votes.load_votes(review, given=[(review.author, True, timezone.now())])

    assert figures(review) == (0, 0, 0)


def test_the_database_holds_one_vote_for_a_person_and_a_review():
    vote = HelpfulVoteFactory()

    with pytest.raises(IntegrityError, match="helpful_vote_once"), transaction.atomic():
        HelpfulVoteFactory(review=vote.review, person=vote.person)
    with pytest.raises(IntegrityError, match="review_helped_no_more"), transaction.atomic():
        Review.objects.update(helpful_up=2)


def test_there_is_a_limit_far_above_what_a_reader_answers(settings):
    settings.POSTS_AN_HOUR = {"new": 1, "trusted": 2}
    member, now = UserFactory(), timezone.now()
    for hours in (2, 0, 0):
        votes.vote(ReviewFactory(), by=member, helpful=True, at=now - timedelta(hours=hours))

    with pytest.raises(TooMany):
        votes.vote(ReviewFactory(), by=member, helpful=True, at=now)


def test_votes_from_elsewhere_are_taken_over_once():
    review, member, now = ReviewFactory(), UserFactory(), timezone.now()
    given = [(member, True, now), (UserFactory(), False, now)]

    votes.load_votes(review, given=given)
    votes.load_votes(review, given=given)

    assert figures(review) == (1, 2, wilson(1, 2))


def test_votes_of_a_suspended_person_leave_the_number_at_night_and_come_back_afterwards():
    review, member = ReviewFactory(), UserFactory()
    votes.vote(review, by=member, helpful=True)
    votes.vote(review, by=UserFactory(), helpful=False)
    member.suspended_until, member.suspended_because = timezone.now() + timedelta(days=2), "abuse"
    member.save()

    counting.recount_ratings(at=timezone.now())
    assert figures(review) == (0, 1, 0)
    assert drift() == []

    member.suspended_until, member.suspended_because = None, ""
    member.save()
    counting.recount_ratings(at=timezone.now())
    assert figures(review) == (1, 2, wilson(1, 2))
    assert drift() == []


def test_when_an_account_is_erased_its_votes_stay_as_numbers_without_a_name():
    review, member = ReviewFactory(), UserFactory(full_name="Canary Person")
    votes.vote(review, by=member, helpful=True)

    accounts.erase(member, by=None)

    assert figures(review) == (1, 1, wilson(1, 1))
    assert "Canary" not in HelpfulVote.objects.get().person.full_name


def test_the_command_reports_drift_of_votes_and_repairs_it():
    review = HelpfulVoteFactory().review
    lost = ReviewFactory()
    Review.objects.update(helpful_up=2, helpful_votes=3)

    with pytest.raises(CommandError, match="drift=2"):
        call_command("recount_ratings", "--check", stdout=StringIO())
    call_command("recount_ratings", stdout=StringIO())

    assert (figures(review), figures(lost)) == ((1, 1, wilson(1, 1)), (0, 0, 0))
    assert drift() == []


ANSWERS = [True, False, None, "suspend", "forgive", "night", "hide", "restore"]


def act(answer, review, person):
    if answer is None:
        votes.take_back(review, by=person)
    elif answer in ("suspend", "forgive"):
        person.suspended_until = timezone.now() + timedelta(days=1) if answer == "suspend" else None
        person.suspended_because = "abuse" if answer == "suspend" else ""
        person.save()
    elif answer == "night":
        counting.settle_votes(at=timezone.now())
    elif answer in ("hide", "restore"):
        getattr(reviews, answer)(review, by=person, at=timezone.now())
    else:
        votes.vote(review, by=person, helpful=answer)


@examples(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(ANSWERS), st.integers(0, 3)), max_size=20))
def test_whatever_happens_the_figures_are_what_a_recount_gives(steps):
    review, people = ReviewFactory(), [UserFactory() for _ in range(4)]
    for answer, who in steps:
        try:
            act(answer, review, people[who])
        except InvalidMove:
            continue
    assert drift() == []
    counting.settle_votes(at=timezone.now())
    assert drift() == []
