"""Who hears that somebody spoke: followers of the idea, its author, whoever is replied to, and a service's provider.

Each is asked for when sending, so that what was taken back or hidden meanwhile is told to nobody. Nobody hears of one
comment twice: followers who are written to as author or as the one replied to are left out there.
"""

from django.contrib.auth import get_user_model

from feedback.models import Comment, Review
from ideas.models import Idea
from smartcounty.notifications import registry
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.registry import Story, Target
from smartcounty.places.choices import MemberRole
from smartcounty.places.models import Membership

MOST_WORDS = 600


def _comment(pk):
    return Comment.objects.for_page().select_related("idea").filter(pk=pk).first()


def _visible(comment):
    return lambda user: Comment.objects.visible_to(user).filter(pk=comment.pk).exists()


def _short(text):
    return text if len(text) <= MOST_WORDS else f"{text[:MOST_WORDS].rsplit(' ', 1)[0]} ..."


def _idea_followed(pk):
    idea = Idea.objects.filter(comments=pk).first()
    return [Target("idea", idea.pk, f"the idea “{idea.title}”")] if idea else []


def _followers_story(pk):
    """One line for each idea in a digest, however many spoke; so it leads to the idea."""
    comment = _comment(pk)
    if comment is None:
        return None
    told_otherwise = {comment.idea.author_id, comment.parent and comment.parent.author_id}
    seen = _visible(comment)
    return Story(
        kicker="New comment",
        title=f"New comment on {comment.idea}",
        text=f"{comment.who}: {_short(comment.text)}",
        path=f"{comment.idea.get_absolute_url()}#comments",
        visible=lambda user: user.pk not in told_otherwise and seen(user),
        action="Read the comments",
    )


def _story(kicker, title):
    def tell(pk):
        comment = _comment(pk)
        if comment is None:
            return None
        return Story(
            kicker=kicker,
            title=title.format(who=comment.who, idea=comment.idea),
            text=_short(comment.text),
            path=comment.get_absolute_url(),
            visible=_visible(comment),
            action="Read the comment",
        )

    return tell


def _idea_author(pk):
    """Not for a reply to the author's own comment: that is told as a reply."""
    ideas = Idea.objects.filter(comments=pk)
    replied_to = Comment.objects.filter(replies=pk).values("author")
    return get_user_model().objects.filter(pk__in=ideas.values("author")).exclude(pk__in=replied_to)


def _replied_to(pk):
    return get_user_model().objects.filter(
        pk__in=Comment.objects.filter(replies=pk).values("author")
    )


def _provider(pk):
    """Those who look after the entry today, for whoever runs the service."""
    organisations = Review.objects.filter(pk=pk).values("service__organisation")
    editors = Membership.objects.current().with_role(MemberRole.EDITOR)
    editors = editors.filter(organisation__in=organisations)
    author = Review.objects.filter(pk=pk).values("author")
    people = get_user_model().objects.filter(pk__in=editors.values("user"))
    return people.exclude(pk__in=author)


def _review_story(pk):
    review = Review.objects.for_page().filter(pk=pk).first()
    if review is None:
        return None
    stars = f"{review.stars} star{'' if review.stars == 1 else 's'}"
    asks = "\n\nThe writer would like a reply." if review.wants_reply else ""
    return Story(
        kicker="New review",
        title=f"{stars} for {review.about}",
        text=f"{review.title}\n\n{_short(review.text)}{asks}",
        path=review.get_absolute_url(),
        visible=lambda user: Review.objects.visible_to(user).filter(pk=review.pk).exists(),
        action="Read the review",
    )


COMMENTED = registry.declare(
    "feedback.commented", stream=Stream.FOLLOWING, story=_followers_story, follows=_idea_followed
)
IDEA_COMMENTED = registry.declare(
    "feedback.idea_commented",
    stream=Stream.REPLIES,
    story=_story("New comment on your idea", "{who} commented on your idea {idea}"),
    audience=_idea_author,
)
REPLIED = registry.declare(
    "feedback.replied",
    stream=Stream.REPLIES,
    story=_story("Reply to you", "{who} replied to your comment on {idea}"),
    audience=_replied_to,
)
REVIEWED = registry.declare(
    "feedback.reviewed", stream=Stream.PROVIDER, story=_review_story, audience=_provider
)
