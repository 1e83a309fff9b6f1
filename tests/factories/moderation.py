from datetime import timedelta

import factory
from django.utils import timezone

from smartcounty.moderation.models import (
    Appeal,
    AuditEntry,
    Case,
    Decision,
    Report,
    Revision,
    SensitivePeriod,
)
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory


class CaseFactory(factory.django.DjangoModelFactory):
    """A new idea waits to be checked; `reported=True` for a public one that somebody found fault with."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    class Params:
        reported = factory.Trait(
            kind="report",
            target=factory.SubFactory(IdeaFactory),
            priority=4,
            priority_because="it is abusive or hateful 4.0",
        )
        decided = factory.Trait(state="decided")

    reference = factory.Sequence(lambda n: f"C-2026-{n + 5000:04d}")
    kind = "check"
    target = factory.SubFactory(IdeaFactory, status="submitted")
    title = factory.LazyAttribute(lambda case: case.target.title)
    author = factory.LazyAttribute(lambda case: case.target.author)
    organisation = factory.LazyAttribute(lambda case: case.target.organisation)
    area = factory.LazyAttribute(lambda case: case.target.area)
    opened_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyAttribute(lambda case: case.opened_at + timedelta(days=1))


class ReportFactory(factory.django.DjangoModelFactory):
    """Sent by somebody signed out."""

    class Meta:
        model = Report

    reference = factory.Sequence(lambda n: f"R-2026-{n + 5000:04d}")
    case = factory.SubFactory(CaseFactory, reported=True)
    reason = "abuse"
    details = "It calls the driver names."
    at = factory.LazyFunction(timezone.now)


class DecisionFactory(factory.django.DjangoModelFactory):
    """An idea was not published; the idea itself is the action's business."""

    class Meta:
        model = Decision

    case = factory.SubFactory(CaseFactory, decided=True)
    action = "reject"
    reason_code = "abuse"
    rule = "abuse"
    statement = "It calls the driver names."
    by = factory.SubFactory(UserFactory)
    by_role = "Moderator"
    at = factory.LazyFunction(timezone.now)


class AppealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appeal

    decision = factory.SubFactory(DecisionFactory)
    case = factory.SubFactory(CaseFactory, kind="appeal")
    words = "I only said what he did."
    lodged_at = factory.LazyFunction(timezone.now)


class AuditEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AuditEntry

    at = factory.LazyFunction(timezone.now)
    action = "role granted"
    subject = "Somebody"


class RevisionFactory(factory.django.DjangoModelFactory):
    """Other words for a public idea; a review is where they can be proposed on a page."""

    class Meta:
        model = Revision

    case = factory.SubFactory(CaseFactory, reported=True, kind="revision")
    content = factory.LazyFunction(lambda: {"title": "A bench with a back"})
    by = factory.SubFactory(UserFactory)
    proposed_at = factory.LazyFunction(timezone.now)


class SensitivePeriodFactory(factory.django.DjangoModelFactory):
    """In force today and this week, for reviews in the whole county."""

    class Meta:
        model = SensitivePeriod

    name = "Before the election"
    reason = "A vote is near."
    kinds = factory.LazyFunction(lambda: ["review"])
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda period: period.starts_on + timedelta(days=7))
    declared_at = factory.LazyFunction(timezone.now)
