"""What waits for the moderators of the demonstration: a first idea, review and comment, a change and a report."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from feedback.actions import comments, reviews
from feedback.models import Comment
from ideas import actions as ideas
from ideas.models import Idea
from services.models import Service
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case
from smartcounty.places.models import Area, Topic


def make_period(people, *, at):
    """One that is over: for four weeks of early autumn ideas and comments of one district were read first."""
    today = timezone.localdate(at)
    moderation.declare_period(
        "By-election in Cannock Chase",
        by=people["Ada"],
        reason="People vote for a new councillor, and nobody may use this site to sway them.",
        kinds=["idea", "comment"],
        area=Area.objects.get(slug="cannock-chase"),
        starts_on=today - timedelta(days=75),
        ends_on=today - timedelta(days=47),
        at=at - timedelta(days=80),
    )


def make_changes(people, *, at):
    """Two authors changed public words: one change is read by everybody; one, by the citizen to try, waits."""
    changed = _reworded(
        "Take the chain off Westbridge gate",
        title="Take the chain off Westbridge gate, or move the post",
        body=(
            "The park gate by the canal has a chain with a gap of about 70cm. My scooter is 68. I have made it"
            " through twice and scraped it once.\n\nA ranger told me that the chain keeps motorbikes out. Then"
            " move the post: 85cm stops a motorbike and lets every scooter and double buggy by."
        ),
        at=at - timedelta(hours=30),
    )
    case = Case.objects.about(changed).waiting().get()
    moderation.decide(case, by=people["Mo"], seen=case.version, action="approve")
    _reworded(
        "Warm benches at the bus station",
        summary="Oak slats over the steel benches, made at the college, so that waiting in January does not hurt.",
        at=at - timedelta(hours=2),
    )


def _reworded(name, *, at, **words):
    idea = Idea.objects.get(title=name)
    ideas.reword(idea, by=idea.author, seen=idea.version, at=at, **words)
    return idea


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
    make_changes(people, at=at)
    reported = Comment.objects.get(author=people["Lionel"])
    moderation.report(
        reported,
        by=people["Robin"],
        reason="wrong",
        details="This may belong to the offers of help.",
    )
