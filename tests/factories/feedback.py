from datetime import date

import factory
from django.utils import timezone

from feedback.actions import counting, votes
from feedback.models import Comment, HelpfulVote, Review, ReviewEdit
from ideas import actions as ideas
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory


class ReviewFactory(factory.django.DjangoModelFactory):
    """A published review that counts, its service's figures reckoned anew (`figures=False`: not).

    Traits: `pending`, `rejected`, `removed`, `withdrawn`, `hidden`, `staff` (shown, not counted).
    """

    class Meta:
        model = Review
        skip_postgeneration_save = True

    class Params:
        pending = factory.Trait(state="pending", published_at=None, counted=False)
        rejected = factory.Trait(state="rejected", published_at=None, counted=False)
        withdrawn = factory.Trait(state="withdrawn", counted=False)
        hidden = factory.Trait(hidden_at=factory.LazyFunction(timezone.now), counted=False)
        staff = factory.Trait(relationship="staff", counted=False)
        removed = factory.Trait(
            state="removed",
            counted=False,
            removed_at=factory.LazyFunction(timezone.now),
            removed_because="fake",
        )

    reference = factory.Sequence(lambda n: f"V-2026-{n + 5000}")
    author = factory.SubFactory(UserFactory)
    service = factory.SubFactory(ServiceFactory)
    stars = 4
    title = factory.Sequence(lambda n: f"Lovely food number {n}")
    text = "Somebody moved up, passed me the bread and asked my name."
    visited = date(2026, 9, 1)
    relationship = "used"
    incentive = "none"
    state = "published"
    counted = True
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")
    published_at = factory.SelfAttribute("created_at")

    @factory.post_generation
    def figures(self, create, extracted, **kwargs):
        if create and self.service and extracted is not False:
            counting.repair(self.service, at=timezone.now())
            self.service.refresh_from_db()


class ReviewEditFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReviewEdit

    review = factory.SubFactory(ReviewFactory)
    version = 1
    stars = 2
    title = "Ran out before I got there"
    text = "I came at ten past one and there was only bread left."
    visited = date(2026, 8, 1)
    relationship = "used"
    incentive = "none"
    wants_reply = False
    by = factory.SelfAttribute("review.author")
    at = factory.LazyFunction(timezone.now)


class HelpfulVoteFactory(factory.django.DjangoModelFactory):
    """Somebody found a review helpful, the review's figures reckoned anew (`figures=False`: not)."""

    class Meta:
        model = HelpfulVote
        skip_postgeneration_save = True

    review = factory.SubFactory(ReviewFactory)
    person = factory.SubFactory(UserFactory)
    helpful = True
    at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def figures(self, create, extracted, **kwargs):
        if create and extracted is not False:
            votes.recount(self.review)


class CommentFactory(factory.django.DjangoModelFactory):
    """A published comment, its idea's counts set anew (`figures=False`: not).

    Traits: `pending`, `rejected`, `removed`, `withdrawn`, `hidden`.
    """

    class Meta:
        model = Comment
        skip_postgeneration_save = True

    class Params:
        pending = factory.Trait(state="pending", published_at=None)
        rejected = factory.Trait(state="rejected", published_at=None)
        withdrawn = factory.Trait(state="withdrawn")
        hidden = factory.Trait(hidden_at=factory.LazyFunction(timezone.now))
        removed = factory.Trait(
            state="removed",
            removed_at=factory.LazyFunction(timezone.now),
            removed_because="abuse",
        )

    reference = factory.Sequence(lambda n: f"N-2026-{n + 5000}")
    author = factory.SubFactory(UserFactory)
    idea = factory.SubFactory(IdeaFactory)
    text = factory.Sequence(lambda n: f"Could it say the stop name too? I ask for the {n}th time.")
    state = "published"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")
    published_at = factory.SelfAttribute("created_at")

    @factory.post_generation
    def figures(self, create, extracted, **kwargs):
        if create and extracted is not False:
            ideas.recount_talk(self.idea, at=self.created_at)
