from django.db import transaction
from django.utils import timezone

from hubs import notices
from hubs.choices import HubRole
from hubs.lifecycle import InvalidMove, Status
from hubs.models import AccessFact, Hub, HubHours, HubMembership
from smartcounty.common.page_cache import forget_pages
from smartcounty.common.references import next_reference
from smartcounty.moderation.actions import audit
from smartcounty.notifications import actions as notifications
from smartcounty.places import actions as places


@transaction.atomic
def add(name, *, organisation, by, hours=(), access=(), at=None, **facts):
    """Enter a hub. `hours`: (weekday, opens, closes); `access`: (kind, text, checked_on).

    Without an area or a point, both are found by its postcode or town.
    """
    at = at or timezone.now()
    find_place(facts)
    hub = Hub.objects.create(
        name=name,
        reference=next_reference("H", at=at),
        slug=places.free_slug(Hub, name, suffix=facts["town"]),
        organisation=organisation,
        created_at=at,
        updated_at=at,
        **facts,
    )
    HubHours.objects.bulk_create(
        HubHours(hub=hub, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in hours
    )
    AccessFact.objects.bulk_create(
        AccessFact(hub=hub, kind=kind, text=text, checked_on=checked_on)
        for kind, text, checked_on in access
    )
    audit("hub added", by=by, at=at, subject=hub)
    return hub


@transaction.atomic
def edit(hub, *, by, seen, fields):
    """Save the named fields of an edited hub; raises InvalidMove if somebody saved it in the meantime."""
    at = timezone.now()
    current = Hub.objects.select_for_update().get(pk=hub.pk)
    if current.version != seen:
        raise InvalidMove(at=current.updated_at)
    hub.version, hub.updated_at = seen + 1, at
    hub.save(update_fields=[*fields, "version", "updated_at"])
    forget_pages()
    audit("hub edited", by=by, at=at, subject=hub, to=", ".join(sorted(fields)))


@transaction.atomic
def change_status(hub, status, *, by, seen, reason=""):
    """Open it, close it for now or for good, or say that it has moved; followers hear of it."""
    at = timezone.now()
    current = Hub.objects.select_for_update().get(pk=hub.pk)
    if current.version != seen or not current.can_become(status):
        last = current.history.select_related("by").order_by("-version").first()
        raise InvalidMove(decided_by=last and last.by, at=last and last.at)
    hub.status, hub.status_note = status, "" if status == Status.OPEN else reason
    hub.version, hub.updated_at = seen + 1, at
    hub.save(update_fields=["status", "status_note", "version", "updated_at"])
    forget_pages()
    change = hub.history.create(
        version=hub.version, old=current.status, new=status, by=by, at=at, reason=reason
    )
    notifications.record(notices.STATUS_CHANGED, change, by=by, at=at)
    return change


@transaction.atomic
def add_host(user, hub, *, by, role=HubRole.HOST, since=None):
    """Take a person into the hub; gives back the part they have already, if they have it."""
    at = timezone.now()
    membership, made = HubMembership.objects.get_or_create(
        hub=hub,
        user=user,
        role=role,
        ended_on=None,
        defaults={"started_on": since or timezone.localdate()},
    )
    if made:
        audit("host added", by=by, at=at, subject=hub, to=f"person {user.pk}, {role}")
    return membership


def find_place(facts):
    """Fill in the area and the point that were not given; an unknown place is for the caller to give."""
    if "area" in facts and "latitude" in facts:
        return
    postcode = places.locate(facts.get("postcode", ""))
    found = postcode if postcode and postcode.exact else places.locate(facts["town"]) or postcode
    if found:
        facts.setdefault("area", found.area)
        facts.setdefault("latitude", found.latitude)
        facts.setdefault("longitude", found.longitude)
