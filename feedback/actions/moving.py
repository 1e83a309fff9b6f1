"""What all changes of what people said have in common; used by the verbs alone."""

from datetime import timedelta

from django.conf import settings

from feedback.lifecycle import InvalidMove, TooMany
from smartcounty.common.page_cache import forget_pages
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case


def lock(item, *, seen=None):
    """Take the row until the transaction ends and read what stands in it now; `seen` is what was on the screen."""
    item.refresh_from_db(from_queryset=type(item).objects.select_for_update(no_key=True))
    if seen is not None and item.version != seen:
        raise InvalidMove


def apply(item, *, by, at, state=None, reason="", **fields):
    """Change a locked row and its version; a change of state must be in the table and leaves an audit row."""
    if state is not None and not item.can_become(state):
        raise InvalidMove
    old, item.state = item.state, state or item.state
    for name, value in fields.items():
        setattr(item, name, value)
    item.version, item.updated_at = item.version + 1, at
    item.save(update_fields=["state", "version", "updated_at", *fields])
    forget_pages()
    if item.state != old:
        noun = item._meta.verbose_name
        moderation.audit(
            f"{noun} {item.state}",
            by=by,
            at=at,
            subject=item,
            old=old,
            to=item.state,
            reason=reason,
        )


def is_waited_for(item):
    """Whether a moderator is to look at it already."""
    return Case.objects.about(item).waiting().exists()


def refuse_flood(model, *, by, at):
    """A limit far above what a person writes by hand, lower for those nobody knows yet."""
    most = settings.POSTS_AN_HOUR["trusted" if by.is_trusted else "new"]
    if model.objects.by_author(by).since(at - timedelta(hours=1)).count() >= most:
        raise TooMany
