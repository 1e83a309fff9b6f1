"""What comes at once is settled by locks and constraints of the database, never by luck."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from feedback.actions import comments, counting, reviews, votes
from feedback.lifecycle import InvalidMove
from feedback.models import Comment, Review
from ideas.models import Idea
from services.models import Service
from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ReviewFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory
from tests.feedback.said import SAID, posted

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(times, do, threads=10):
    """What each of the calls gave, made side by side on connections of their own."""

    def call(number):
        try:
            return do(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(call, range(times)))


def test_the_same_review_posted_fifty_times_at_once_is_saved_once_and_every_answer_is_clear():
    service, member = ServiceFactory(), UserFactory()
    client = Client()
    client.force_login(member)
    session = client.cookies["session"].value

    def post(_):
        browser = Client()
        browser.cookies["session"] = session
        page = reverse("feedback:review_service", args=[service.slug])
        return browser.post(page, posted()).status_code

    answers = at_once(50, post)

    assert sorted(answers) == [302] + [409] * 49
    assert Review.objects.count() == 1
    service.refresh_from_db()
    assert (service.review_count, service.rating_hist) == (1, [0, 0, 0, 1, 0])


def test_reviews_by_many_people_at_once_are_all_counted():
    service = ServiceFactory()
    people = [UserFactory() for _ in range(20)]

    at_once(
        20,
        lambda n: reviews.submit(Service.objects.get(pk=service.pk), by=people[n], **SAID),
    )

    service.refresh_from_db()
    assert (service.review_count, service.rating_hist) == (20, [0, 0, 0, 20, 0])
    assert list(counting.drifted()) == []


def test_comments_by_many_people_at_once_are_all_counted():
    idea = IdeaFactory()
    people = [UserFactory() for _ in range(20)]

    at_once(
        20, lambda n: comments.post(Idea.objects.get(pk=idea.pk), by=people[n], text="Carry on.")
    )

    idea.refresh_from_db()
    assert (Comment.objects.count(), idea.comment_count, idea.commenter_count) == (20, 20, 20)


def test_edits_of_one_version_at_once_leave_one_winner():
    member = UserFactory()
    review = reviews.submit(ServiceFactory(), by=member, **SAID)
    seen = review.version

    def edit(number):
        said = SAID | {"title": f"Version {number}", "stars": 1 + number % 5}
        try:
            reviews.edit(Review.objects.get(pk=review.pk), by=member, seen=seen, **said)
        except InvalidMove:
            return None
        return said["title"]

    winners = [title for title in at_once(10, edit) if title]

    review.refresh_from_db()
    assert winners == [review.title]
    assert review.edits.count() == 1
    assert list(counting.drifted()) == []


@pytest.mark.parametrize("attempt", range(4))
def test_an_author_edits_while_a_moderator_approves_and_only_what_was_read_is_published(attempt):
    accounts.sync_roles()
    moderator, author = UserFactory(), UserFactory(new=True)
    accounts.grant_role(moderator, "Moderator", by=None)
    review = reviews.submit(ServiceFactory(), by=author, **SAID)
    case = Case.objects.get()

    def act(number):
        mine = Review.objects.get(pk=review.pk)
        try:
            if number % 2:
                said = SAID | {"title": "Other words"}
                reviews.edit(mine, by=author, seen=1, **said)
            else:
                moderation.decide(case, by=moderator, seen=case.version, action="approve")
        except InvalidMove:
            return "refused"
        return "done"

    answers = at_once(2, act, threads=2)

    review.refresh_from_db()
    assert sorted(answers) == ["done", "refused"]
    if review.state == "published":
        assert review.title == SAID["title"]
    else:
        assert (review.state, review.title) == ("pending", "Other words")
    assert list(counting.drifted()) == []


def test_a_recount_at_the_same_time_loses_no_review():
    service = ServiceFactory()
    people = [UserFactory() for _ in range(15)]

    def act(number):
        if number % 4 == 3:
            counting.repair(service, at=counting.timezone.now())
        else:
            reviews.submit(Service.objects.get(pk=service.pk), by=people[number], **SAID)

    at_once(15, act)

    service.refresh_from_db()
    assert service.review_count == 12
    assert list(counting.drifted()) == []


def test_many_votes_at_once_are_all_counted_and_a_person_who_presses_twice_counts_once():
    review = ReviewFactory()
    people = [UserFactory() for _ in range(6)]

    at_once(
        12, lambda n: votes.vote(Review.objects.get(pk=review.pk), by=people[n // 2], helpful=True)
    )

    review.refresh_from_db()
    assert (review.helpful_up, review.helpful_votes, review.votes.count()) == (6, 6, 6)
    assert list(counting.drifted_votes()) == []
