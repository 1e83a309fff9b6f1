"""From posting a comment to withdrawing it, with what moderators may do to it in between."""

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from feedback import notices
from feedback.actions.moving import apply, lock, refuse_flood
from feedback.lifecycle import CommentState, InvalidMove
from feedback.models import Comment
from ideas import actions as ideas
from ideas.lifecycle import DISCUSSED
from smartcounty.common.references import next_reference
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.permissions import is_checked_first
from smartcounty.moderation.registry import Facts
from smartcounty.notifications import actions as notifications


@transaction.atomic
def post(idea, *, by, text, parent=None, organisation=None, at=None):
    """Say something about an idea, or reply: public at once, or as soon as a moderator has read it."""
    at = at or timezone.now()
    refuse_flood(Comment, by=by, at=at)
    if not idea.is_public or idea.status not in DISCUSSED:
        raise InvalidMove
    if parent and not (parent.is_public and parent.parent_id is None and parent.idea_id == idea.pk):
        raise InvalidMove
    comment = Comment.objects.create(
        reference=next_reference("N", at=at),
        author=by,
        organisation=organisation,
        role=_role(by, organisation),
        idea=idea,
        parent=parent,
        text=text,
        created_at=at,
        updated_at=at,
    )
    if is_checked_first(by, "comment", comment.text, areas=[idea.area]):
        moderation.open_check(comment, at=at)
    else:
        _publish(comment, by=by, at=at)
    return comment


@transaction.atomic
def withdraw(comment, *, by, at=None):
    """Take one's own comment back; replies to it stay."""
    at = at or timezone.now()
    lock(comment)
    _change(comment, by=by, at=at, state=CommentState.WITHDRAWN)
    moderation.close_check(comment, by=by, at=at)


@transaction.atomic
def approve(comment, *, by, at):
    """Public from now on. What was rejected or removed comes back by `restore` alone."""
    lock(comment)
    if comment.state != CommentState.PENDING:
        raise InvalidMove
    _publish(comment, by=by, at=at)


@transaction.atomic
def reject(comment, *, by, at, reason):
    lock(comment)
    _change(comment, by=by, at=at, state=CommentState.REJECTED, reason=reason)


@transaction.atomic
def hide(comment, *, by, at):
    """Out of sight until somebody has looked."""
    lock(comment)
    if not comment.is_public:
        raise InvalidMove
    _change(comment, by=by, at=at, hidden_at=at)


@transaction.atomic
def restore(comment, *, by, at):
    """Back in sight, or public after all when an appeal was upheld."""
    lock(comment)
    if comment.state in (CommentState.REJECTED, CommentState.REMOVED):
        _publish(comment, by=by, at=at, hidden_at=None, removed_at=None, removed_because="")
    elif comment.hidden_at:
        _change(comment, by=by, at=at, hidden_at=None)
    else:
        raise InvalidMove


@transaction.atomic
def remove(comment, *, by, at, reason):
    """For good, unless an appeal is upheld: its own page tells the day and the reason."""
    lock(comment)
    _change(
        comment,
        by=by,
        at=at,
        state=CommentState.REMOVED,
        reason=reason,
        hidden_at=None,
        removed_at=at,
        removed_because=reason,
    )


def describe(comment):
    """For the moderators' queue."""
    return Facts(
        title=f"On {comment.idea}",
        text=comment.text,
        path=comment.get_absolute_url(),
        author=comment.author,
        organisation=comment.organisation,
        area=comment.idea.area,
    )


def talk(idea_ids, since):
    """What ideas asks for: `{idea id: (comments, people, people since then)}` of what everybody may see."""
    return {pk: tuple(counts) for pk, *counts in Comment.objects.talk_counts(idea_ids, since)}


def hold(ideas):
    """Lock all that was said about these, in one order."""
    said = Comment.objects.select_for_update(no_key=True).filter(idea__in=ideas)
    list(said.order_by("pk").values_list("pk"))


def move(idea, survivor, *, at):
    """All that was said about an idea stands with the one it was joined with, and says where it was said."""
    keys = sorted(Comment.objects.filter(idea=idea).values_list("pk", flat=True))
    said_of = Coalesce("said_of", Value(idea.pk))  # where it was said first, if it moves again
    Comment.objects.filter(pk__in=keys).update(said_of=said_of, idea=survivor)
    return keys


def give_back(keys, idea, *, at):
    """What was moved, and the replies to it since, stand with their idea again."""
    there = Comment.objects.filter(Q(pk__in=keys) | Q(parent__in=keys))
    there.filter(said_of=idea).update(said_of=None, idea=idea)
    there.exclude(idea=idea).update(idea=idea)


def _role(by, organisation):
    """What the person is there, in words; copied, as people move on and what they said does not."""
    member = by.memberships.current().filter(organisation=organisation).first()
    return member.title if member and organisation else ""


def _publish(comment, *, by, at, **fields):
    """Whoever should hear of it hears once, however often it goes and comes back."""
    first = comment.published_at is None
    fields["published_at"] = comment.published_at or at
    _change(comment, by=by, at=at, state=CommentState.PUBLISHED, **fields)
    if first:
        _tell(comment, at=at)


def _tell(comment, *, at):
    for notice in (notices.COMMENTED, notices.IDEA_COMMENTED):
        notifications.record(notice, comment, by=comment.author, at=at)
    if comment.parent_id:
        notifications.record(notices.REPLIED, comment, by=comment.author, at=at)


def _change(comment, *, by, at, state=None, reason="", **fields):
    """Change the row, and the idea's figures if that changes what everybody sees."""
    was_public = comment.is_public
    apply(comment, by=by, at=at, state=state, reason=reason, **fields)
    if comment.is_public != was_public:
        ideas.recount_talk(comment.idea, at=at)
