"""What every move has in common; used by the verbs alone."""

from ideas import notices
from ideas.actions.cards import refresh_card
from ideas.lifecycle import GIVES_BACK, PUBLIC, InvalidMove, Status
from ideas.models import Idea
from smartcounty.common.page_cache import forget_pages
from smartcounty.notifications import actions as notifications


def lock(idea, *fields):
    """Take the row until the transaction ends and read what stands in it now."""
    idea.refresh_from_db(
        fields=["status", "version", *fields],
        from_queryset=Idea.objects.select_for_update(no_key=True),
    )


def move(idea, status, *, by, at, seen=None, back=False, told=None, **fields):
    """Lock, check, change, record: the shape of every move. Without `seen` the version is not checked.

    `told` holds what the row of history says besides: reason, reason_code, private_note. `back` gives an idea the
    status it had; nobody else may take it from where it lies.
    """
    lock(idea)
    seen = idea.version if seen is None else seen
    lies = idea.status in GIVES_BACK and status != Status.REMOVED
    if idea.version != seen or not idea.can_become(status) or lies != back:
        raise clash(idea, seen)

    old, idea.status, idea.version = idea.status, status, idea.version + 1
    idea.updated_at = idea.last_activity_at = at
    for name, value in fields.items():
        setattr(idea, name, value)
    idea.save(update_fields=["status", "version", "updated_at", "last_activity_at", *fields])
    change = idea.history.create(
        version=idea.version, old=old, new=status, by=by, at=at, **(told or {})
    )
    if status in PUBLIC and idea.published_at:
        refresh_card(idea)
    forget_pages()
    return change


def announce(change, *, by, at):
    """Tell the author and those who follow or support the idea; two notices, as the author hears at once."""
    notifications.record(notices.OWN_STATUS_CHANGED, change, by=by, at=at)
    notifications.record(notices.STATUS_CHANGED, change, by=by, at=at)


def clash(idea, seen):
    """Who was first and when, as words: people are named by what they are to the idea."""
    first = idea.history.filter(version__gt=seen).order_by("version").first()
    if first is None:
        return InvalidMove()
    who = "staff"
    if first.by_id is None:
        who = "a rule of the site"
    elif first.by_id == idea.author_id:
        who = "its author"
    return InvalidMove(decided_by=who, at=first.at)
