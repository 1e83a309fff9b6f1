"""Hubs and coming events when an area or a host body gives way to another."""

from hubs.models import Event, Hub
from smartcounty.places.actions import nearest_heir


def take_over_area(old, heirs, *, at):
    """Each hub lies in the heir whose middle is nearest; past events stay where they were."""
    for hub in Hub.objects.filter(area=old).order_by("pk"):
        Hub.objects.filter(pk=hub.pk).update(area=nearest_heir(hub, heirs))
    for event in _coming(at).filter(area=old).select_related("hub").order_by("pk"):
        Event.objects.filter(pk=event.pk).update(area=nearest_heir(event.hub or event, heirs))


def take_over_host(old, heirs, *, at):
    Hub.objects.filter(organisation=old).update(organisation=heirs[0])
    _coming(at).filter(organisation=old).update(organisation=heirs[0])


def _coming(at):
    return Event.objects.filter(ends_at__gte=at)
