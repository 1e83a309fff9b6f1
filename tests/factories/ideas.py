from datetime import timedelta

import factory
from django.utils import timezone

from ideas import actions
from ideas.lifecycle import PUBLIC, Status
from ideas.models import Answer, Idea, IdeaEdit, MergeRecord, StatusChange, Support, Trial
from ideas.rules import words_key
from tests.factories.accounts import UserFactory
from tests.factories.places import AreaFactory, OrganisationFactory, TopicFactory

PUBLISHED = PUBLIC | {Status.REMOVED}
OWNED = {Status.IN_REVIEW, Status.REFERRED}


class IdeaFactory(factory.django.DjangoModelFactory):
    """An idea in any status; `IdeaFactory(status="in_review")` brings what that status must have."""

    class Meta:
        model = Idea
        skip_postgeneration_save = True

    class Params:
        owned = factory.LazyAttribute(lambda idea: idea.status in OWNED)
        joined = factory.LazyAttribute(lambda idea: idea.status == Status.DUPLICATE)

    reference = factory.Sequence(lambda n: f"I-2026-{n + 5000}")
    title = factory.Sequence(lambda n: f"A bench number {n}")
    slug = factory.Sequence(lambda n: f"a-bench-number-{n}")
    summary = "Somewhere to sit halfway up the hill."
    body = "I walk up with my shopping and there is nowhere to rest."
    author = factory.SubFactory(UserFactory)
    area = factory.SubFactory(AreaFactory)
    topic = factory.SubFactory(TopicFactory)
    status = "open"
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")
    threshold = 20
    words_key = factory.LazyAttribute(lambda idea: words_key(idea.title, idea.summary))

    @factory.lazy_attribute
    def published_at(self):
        return self.created_at if self.status in PUBLISHED else None

    @factory.lazy_attribute
    def owner(self):
        return OrganisationFactory(sector="public") if self.owned else None

    @factory.lazy_attribute
    def due_on(self):
        return timezone.localdate() + timedelta(days=28) if self.owned else None

    @factory.lazy_attribute
    def survivor(self):
        return IdeaFactory() if self.joined else None

    @factory.post_generation
    def card(self, create, extracted, **kwargs):
        if create and self.published_at and self.status in PUBLIC:
            actions.refresh_card(self)


class StatusChangeFactory(factory.django.DjangoModelFactory):
    """From submitted to open, by a person."""

    class Meta:
        model = StatusChange

    idea = factory.SubFactory(IdeaFactory)
    version = factory.Sequence(lambda n: n + 100)
    old = "submitted"
    new = "open"
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class IdeaEditFactory(factory.django.DjangoModelFactory):
    """What it said before; one person supported that."""

    class Meta:
        model = IdeaEdit

    idea = factory.SubFactory(IdeaFactory)
    version = factory.Sequence(lambda n: n + 1)
    title = "A bench"
    summary = "Somewhere to sit."
    body = "There is nowhere to rest."
    supporters = 1
    by = factory.SelfAttribute("idea.author")
    at = factory.LazyFunction(timezone.now)


class MergeRecordFactory(factory.django.DjangoModelFactory):
    """An idea was joined with another that nobody came to support by it."""

    class Meta:
        model = MergeRecord

    survivor = factory.SubFactory(IdeaFactory)
    change = factory.SubFactory(StatusChangeFactory, old="open", new="duplicate")
    moved = factory.LazyFunction(list)


class SupportFactory(factory.django.DjangoModelFactory):
    """The row alone; the idea's count is the action's business."""

    class Meta:
        model = Support

    idea = factory.SubFactory(IdeaFactory)
    person = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    idea = factory.SubFactory(IdeaFactory)
    version = factory.Sequence(lambda n: n + 1)
    body = factory.SubFactory(OrganisationFactory, sector="public")
    role = "Passenger Transport Lead"
    title = "Yes to a trial at three stops"
    text = (
        "We will fit a button and speaker at three stops on Station Road and run them until spring."
    )
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class TrialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Trial

    idea = factory.SubFactory(IdeaFactory, status="trial")
    hypothesis = "spoken times help people catch the right bus first time"
    measure = "missed buses a week"
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))
