"""What every move has in common; used by the verbs alone."""

from ideas import notices
from ideas.actions.cards import refresh_card
from ideas.lifecycle import PUBLIC, InvalidMove
from ideas.models import Idea
from smartcounty.notifications import actions as notifications


def lock(idea, *fields):
    """Take the row until the transaction ends and read what stands in it now."""
    idea.refresh_from_db(
        fields=["status", "version", *fields],
        from_queryset=Idea.objects.select_for_update(no_key=True),
    )


def move(idea, status, *, by, at, seen=None, reason="", reason_code="", private_note="", **fields):
    """Lock, check, change, record: the shape of every move. Without `seen` the version is not checked."""
    lock(idea)
    seen = idea.version if seen is None else seen
    if idea.version != seen or not idea.can_become(status):
        raise clash(idea, seen)

    old, idea.status, idea.version = idea.status, status, idea.version + 1
    idea.updated_at = idea.last_activity_at = at
    for name, value in fields.items():
        setattr(idea, name, value)
    idea.save(
        update_fields=["status", "version", "updated_at", "last_activity_at", *fields],
    )
    change = idea.history.create(
        version=idea.version,
        old=old,
        new=status,
        by=by,
        at=at,
        reason=reason,
        reason_code=reason_code,
        private_note=private_note,
    )
    if status in PUBLIC and idea.published_at:
        refresh_card(idea)
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
