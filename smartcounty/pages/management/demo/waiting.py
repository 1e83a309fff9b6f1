"""What waits for the moderators of the demonstration: a first idea, review and comment, and a report."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from feedback.actions import comments, reviews
from feedback.models import Comment
from ideas import actions as ideas
from ideas.models import Idea
from services.models import Service
from smartcounty.moderation import actions as moderation
from smartcounty.places.models import Area, Topic


def make_waiting(people, *, at):
    """All by the newcomer, whose first posts are checked, but for the report, which is a member's."""
    newcomer, earlier = people["Sky"], at - timedelta(hours=5)
    idea = ideas.draft(
        by=newcomer,
        key=uuid5(NAMESPACE_URL, "demo/waiting"),
        at=earlier,
        title="A swap shelf at the railway station",
        summary="Leave a book, take a book, while you wait for the 7:42.",
        body="The waiting room has a radiator and an empty alcove. A shelf would fill both.",
        area=Area.objects.get(slug="stafford"),
        topic=Topic.objects.get(slug="heritage-and-making"),
    )
    ideas.submit(idea, by=newcomer, at=earlier)
    reviews.submit(
        Service.objects.get(name="Chase Library"),
        by=newcomer,
        at=at - timedelta(hours=3),
        stars=5,
        title="Warm, quiet and the printer works",
        text="I printed my application here and somebody showed me how to scan my passport.",
        visited=timezone.localdate(at).replace(day=1),
        relationship="used",
    )
    comments.post(
        Idea.objects.get(title="Quiet hour at every library"),
        by=newcomer,
        text="Saturday mornings would suit families best.",
        at=at - timedelta(hours=1),
    )
    reported = Comment.objects.get(author=people["Lionel"])
    moderation.report(
        reported,
        by=people["Robin"],
        reason="wrong",
        details="This may belong to the offers of help.",
    )
