from django.db.models import Count, Window
from django.utils import timezone

from hubs.models import Event, Hub
from hubs.views.events import row
from hubs.views.places import card
from smartcounty.common.registry import NOTHING, Found


def found_hubs(text, request, *, start, size):
    """For the one search: hubs that hold the words; if none does, those that sound like them."""
    hubs = Hub.objects.visible_to(request.user)
    for found in (hubs.search(text), hubs.sounding_like(text)):
        rows = _some(found.order_by("-rank", "name", "pk").for_cards(), start, size)
        if rows:
            return Found(rows[0].total, [card(hub) for hub in rows])
    return NOTHING


def found_events(text, request, *, start, size):
    """The same for what is still to come, the next first where two fit as well."""
    events = Event.objects.visible_to(request.user).upcoming(timezone.now())
    for found in (events.search(text), events.sounding_like(text)):
        rows = _some(found.order_by("-rank", "starts_at", "pk").for_list(), start, size)
        if rows:
            return Found(rows[0].total, [row(event) for event in rows])
    return NOTHING


def _some(found, start, size):
    """Some rows, each with the number of all, in one question."""
    return list(found.annotate(total=Window(Count("pk")))[start : start + size])
