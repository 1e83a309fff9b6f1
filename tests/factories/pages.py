from datetime import timedelta

import factory
from django.utils import timezone

from smartcounty.pages.models import Enquiry
from tests.factories.accounts import UserFactory


class EnquiryFactory(factory.django.DjangoModelFactory):
    """A message that waits for an answer; `answered=True` for one that has it."""

    class Meta:
        model = Enquiry

    class Params:
        answered = factory.Trait(
            state="answered",
            answer="We have put it right.",
            answered_by=factory.SubFactory(UserFactory),
            answered_at=factory.LazyFunction(timezone.now),
        )

    reference = factory.Sequence(lambda n: f"E-2026-{n + 5000}")
    kind = "contact"
    email = "asks@example.org"
    message = "How do I list our choir?"
    created_at = factory.LazyFunction(timezone.now)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
