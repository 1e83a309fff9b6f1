"""What a moderator's decision does to an idea; called inside the decision's transaction."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ideas import notices, rules
from ideas.actions.cards import refresh_card
from ideas.actions.moves import lock, move
from ideas.lifecycle import InvalidMove, Status
from smartcounty.common.page_cache import forget_pages
from smartcounty.moderation.registry import Facts
from smartcounty.notifications import actions as notifications


@transaction.atomic
def approve(idea, *, by, at=None):
    """Publish it, fix how many supporters it needs, and let those hear who follow its area, topic or place."""
    at = at or timezone.now()
    return publish(idea, by=by, at=at)


@transaction.atomic
def reject(idea, *, by, reason, at=None):
    """Do not publish it; its author reads why in the statement of reasons."""
    at = at or timezone.now()
    return move(idea, Status.REJECTED, by=by, at=at, told={"reason_code": reason})


@transaction.atomic
def hide(idea, *, by, at=None):
    """Take a public idea out of sight while it is looked into; hiding it again changes nothing."""
    at = at or timezone.now()
    lock(idea, "hidden_at", "published_at")
    if idea.hidden_at is None and idea.is_public:
        idea.hidden_at = at
        idea.save(update_fields=["hidden_at"])
        forget_pages()


@transaction.atomic
def restore(idea, *, by, at=None):
    """Show it again: unhidden, published after all, or back in the status it was removed from."""
    at = at or timezone.now()
    lock(idea, "hidden_at", "published_at")
    if idea.hidden_at:
        idea.hidden_at = None
        idea.save(update_fields=["hidden_at"])
        forget_pages()
    if idea.status == Status.REJECTED:
        publish(idea, by=by, at=at)
    elif idea.status == Status.REMOVED:
        removed = idea.history.filter(new=Status.REMOVED).order_by("-version").first()
        move(idea, removed.old, by=by, at=at, back=True)
    elif idea.is_public:
        refresh_card(idea)


@transaction.atomic
def remove(idea, *, by, reason, at=None):
    """Take it away for good; a stub says when and why. An upheld appeal brings it back."""
    at = at or timezone.now()
    lock(idea, "published_at")
    if idea.published_at is None:
        raise InvalidMove()
    return move(idea, Status.REMOVED, by=by, at=at, told={"reason_code": reason})


def describe(idea):
    """What a moderator sees of it in the queue."""
    return Facts(
        title=idea.title,
        text=f"{idea.summary}\n\n{idea.body}",
        path=idea.get_absolute_url(),
        author=idea.author,
        organisation=idea.organisation,
        area=idea.area,
    )


def publish(idea, *, by, at):
    """The move to the public, whoever makes it. The event is keyed by this one move, so nobody hears it twice."""
    needed = rules.threshold(
        idea.area.adult_population,
        share=settings.SUPPORT_THRESHOLD_SHARE,
        least=settings.SUPPORT_THRESHOLD_LEAST,
    )
    change = move(idea, Status.OPEN, by=by, at=at, published_at=at, threshold=needed)
    notifications.record(notices.PUBLISHED, change, by=by, at=at)
    return change
