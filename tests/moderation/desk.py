"""What a moderator asks and types at the queue and at a case, and what they read."""

import re

from django.urls import reverse

from ideas import actions as ideas
from ideas.lifecycle import Status
from smartcounty.moderation.models import Case
from tests.factories.ideas import IdeaFactory

QUEUE = reverse("admin:moderation_case_changelist")


def decide(case):
    return reverse("admin:moderation_case_decide", args=[case.pk])


def do(case, verb):
    return reverse("admin:moderation_case_do", args=[case.pk, verb])


def typed(case, **changes):
    return {
        "seen": case.version,
        "read": case.target.version,
        "action": "approve",
        "reason_code": "",
        "rule": "",
        "statement": "",
        "private_note": "",
    } | changes


def waiting(**details):
    idea = IdeaFactory(status=Status.DRAFT, **details)
    ideas.submit(idea, by=idea.author)
    return Case.objects.about(idea).get()


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
