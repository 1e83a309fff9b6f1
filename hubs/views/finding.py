from django.db.models import Count, Window
from django.utils import timezone

from hubs.models import Event, Hub
from hubs.views.events import row
from hubs.views.places import card
from smartcounty.common.registry import NOTHING, Found
from smartcounty.common.searching import WHY


def found_hubs(words, request, *, start, size):
    """For the one search: hubs that hold the words; if none does, those that sound like them."""
    if words.chosen("topic") or words.chosen("status"):
        return NOTHING  # a hub is for all topics, and only ideas have a stage
    hubs = Hub.objects.visible_to(request.user)
    if areas := words.chosen("area"):
        hubs = hubs.in_areas(areas)
    for found in (hubs.search(words), hubs.sounding_like(words.rest)):
        rows = _some(found.order_by("-rank", "name", "pk").for_cards(), start, size)
        if rows:
            cards = [{**card(hub, words.place), "why": _why(hub)} for hub in rows]
            return Found(rows[0].total, cards)
    return NOTHING


def found_events(words, request, *, start, size):
    """The same for what is still to come, the next first where two fit as well."""
    if words.chosen("status"):
        return NOTHING
    events = Event.objects.visible_to(request.user).upcoming(timezone.now())
    if areas := words.chosen("area"):
        events = events.in_areas(areas)
    if topics := words.chosen("topic"):
        events = events.about(topics)
    for found in (events.search(words), events.sounding_like(words.rest)):
        rows = _some(found.order_by("-rank", "starts_at", "pk").for_list(), start, size)
        if rows:
            return Found(rows[0].total, [(row(event), _why(event)) for event in rows])
    return NOTHING


def _why(thing):
    """Where the words stand, if not in the name, which everybody sees."""
    return WHY.get(getattr(thing, "found_in", ""), "")


def _some(found, start, size):
    """Some rows, each with the number of all, in one question."""
    return list(found.annotate(total=Window(Count("pk")))[start : start + size])
