from django.db import transaction
from django.utils import timezone

from hubs import notices
from hubs.actions.places import find_place
from hubs.lifecycle import EventStatus, InvalidMove
from hubs.models import Event
from smartcounty.common.page_cache import forget_pages
from smartcounty.common.references import next_reference
from smartcounty.moderation.actions import audit
from smartcounty.notifications import actions as notifications
from smartcounty.places import actions as places

# What people who mean to come must hear of.
WHEN_AND_WHERE = {"starts_at", "ends_at", "hub", "address", "town", "online_url"}
MOVED = "There is a new time or place."


@transaction.atomic
def add_event(title, *, organisation, by, topics=(), at=None, **facts):
    """Enter an event as a draft. At a hub it is in the hub's area; elsewhere the place is found by its address."""
    at = at or timezone.now()
    _place(facts)
    event = Event.objects.create(
        title=title,
        reference=next_reference("E", at=at),
        slug=places.free_slug(Event, title, suffix=_suffix(facts)),
        organisation=organisation,
        created_at=at,
        updated_at=at,
        **facts,
    )
    event.topics.set(topics)
    audit("event added", by=by, at=at, subject=event)
    return event


@transaction.atomic
def edit_event(event, *, by, seen, fields):
    """Save the named fields; raises InvalidMove if somebody saved it in the meantime.

    Followers of the hub hear of another time or place of an event that was published.
    """
    at = timezone.now()
    current = Event.objects.select_for_update().get(pk=event.pk)
    if current.version != seen:
        raise InvalidMove(at=current.updated_at)
    event.version, event.updated_at = seen + 1, at
    event.save(update_fields=[*fields, "version", "updated_at"])
    forget_pages()
    audit("event edited", by=by, at=at, subject=event, to=", ".join(sorted(fields)))
    if event.status == EventStatus.PUBLISHED and WHEN_AND_WHERE & set(fields):
        _tell(event, old=event.status, by=by, at=at, reason=MOVED)


@transaction.atomic
def change_event_status(event, status, *, by, seen, reason=""):
    """Publish it, put it off or call it off, which needs a reason; followers of its hub hear of it."""
    at = timezone.now()
    current = Event.objects.select_for_update().get(pk=event.pk)
    if current.version != seen or not current.can_become(status):
        last = current.history.select_related("by").order_by("-version").first()
        raise InvalidMove(decided_by=last and last.by, at=last and last.at)
    event.status = status
    event.status_note = "" if status == EventStatus.PUBLISHED else reason
    event.version, event.updated_at = seen + 1, at
    event.save(update_fields=["status", "status_note", "version", "updated_at"])
    forget_pages()
    return _tell(event, old=current.status, by=by, at=at, reason=reason)


def _tell(event, *, old, by, at, reason):
    change = event.history.create(
        version=event.version, old=old, new=event.status, by=by, at=at, reason=reason
    )
    notifications.record(notices.EVENT_CHANGED, change, by=by, at=at)
    return change


def _place(facts):
    """The area and the point of an event that is not at a hub; of one at a hub, its area."""
    if facts.get("hub"):
        facts.setdefault("area", facts["hub"].area)
    elif facts.get("town"):
        find_place(facts)


def _suffix(facts):
    """The day in the address, as the same gathering comes round again."""
    return timezone.localdate(facts["starts_at"]).isoformat()
