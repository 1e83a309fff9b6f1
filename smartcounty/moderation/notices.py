"""Tells authors what was decided about their words, and that an appeal has arrived. Nobody else hears of it."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from smartcounty.moderation import registry as targets
from smartcounty.moderation.choices import NEEDS_REASON
from smartcounty.moderation.models import Decision
from smartcounty.notifications import registry
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.registry import Story


def _author(decision_id):
    return get_user_model().objects.filter(
        pk__in=Decision.objects.filter(pk=decision_id).values("case__author")
    )


def _decision_story(decision_id):
    decision = Decision.objects.select_related("case").filter(pk=decision_id).first()
    if decision is None or decision.case.target is None:
        return None
    entry = targets.for_target(decision.case.target)
    title = decision.case.title
    path = reverse("moderation:decision", args=[decision.case.reference])
    if decision.action in NEEDS_REASON:
        kicker = f"Your {entry.word} was not published"
        if decision.action == "remove":
            kicker = f"Your {entry.word} was removed"
        text = f"{decision.statement}\n\nYou can ask somebody else to look again."
    else:
        kicker = f"Your {entry.word} is published"
        path = entry.describe(decision.case.target).path
        text = decision.statement or "Thank you. Everybody can now read it."
    return Story(kicker=kicker, title=f"{kicker}: {title}", text=text, path=path)


DECIDED = registry.declare(
    "moderation.decided", stream=Stream.MODERATION, story=_decision_story, audience=_author
)
