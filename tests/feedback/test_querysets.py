import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from feedback.models import Comment, Review
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
NOT_PUBLIC = ["pending", "rejected", "removed", "withdrawn", "hidden"]
BOTH = [(Review, ReviewFactory), (Comment, CommentFactory)]


@pytest.mark.parametrize(("model", "factory"), BOTH)
def test_everybody_sees_what_is_public(model, factory):
    item = factory()

    for reader in (AnonymousUser(), UserFactory(), item.author):
        assert list(model.objects.visible_to(reader)) == [item]


@pytest.mark.parametrize("trait", NOT_PUBLIC)
@pytest.mark.parametrize(("model", "factory"), BOTH)
def test_what_is_not_public_is_for_its_author_alone(model, factory, trait):
    item = factory(**{trait: True})

    assert list(model.objects.visible_to(AnonymousUser())) == []
    assert list(model.objects.visible_to(UserFactory())) == []
    assert list(model.objects.visible_to(item.author)) == [item]


@pytest.mark.parametrize("trait", ["hidden", "removed", "unpublished"])
def test_a_review_of_a_service_that_nobody_may_see_is_not_public(trait):
    review = ReviewFactory(**{f"service__{trait}": True})

    assert list(Review.objects.visible_to(UserFactory())) == []
    assert list(Review.objects.visible_to(review.author)) == [review]


def test_a_comment_on_an_idea_that_nobody_may_see_is_not_public():
    CommentFactory(idea__hidden_at=timezone.now())

    assert list(Comment.objects.visible_to(UserFactory())) == []


def test_talk_runs_from_the_oldest_with_replies_after_what_they_reply_to():
    idea = IdeaFactory()
    first = CommentFactory(idea=idea)
    second = CommentFactory(idea=idea)
    to_second = CommentFactory(idea=idea, parent=second)
    to_first = CommentFactory(idea=idea, parent=first)

    talk = [first, to_first, second, to_second]
    assert list(Comment.objects.listed().as_talk()) == talk
    for place, comment in enumerate(talk):
        assert Comment.objects.listed().before(comment).count() == place


@pytest.mark.parametrize(
    ("order", "stars"),
    [("newest", [3, 5, 1, 3]), ("lowest", [1, 3, 3, 5]), ("highest", [5, 3, 3, 1])],
)
def test_reviews_are_sorted_as_asked_and_ties_by_the_newest(order, stars):
    service = ReviewFactory(stars=3).service
    for number in (1, 5, 3):
        ReviewFactory(service=service, stars=number)

    found = list(Review.objects.listed().in_order(order))

    assert [review.stars for review in found] == stars
    threes = [review.pk for review in found if review.stars == 3]
    assert threes == sorted(threes, reverse=True)
