from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hubs import rules
from hubs.filters import HubFilter, total
from hubs.models import Event, Hub
from hubs.views.events import row
from smartcounty.common import markdown
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.maps import map_page
from smartcounty.common.pagination import page_of
from smartcounty.common.registry import panels
from smartcounty.common.responses import gone
from smartcounty.notifications import actions as notifications
from smartcounty.places import actions as places
from smartcounty.places.forms import ask_back
from smartcounty.places.rules import METRES_A_MILE, distance_miles
from smartcounty.places.views import areas_of_today

SHOWN = 5


@require_GET
@reading_page
@not_endlessly
@areas_of_today
@map_page
def hub_list(request):
    chosen = HubFilter(request.GET, queryset=Hub.objects.visible_to(request.user))
    areas = chosen.areas()
    place = places.locate(chosen.near) if chosen.near else None
    found = (
        chosen.qs.nearest_first(place.latitude, place.longitude) if place else chosen.qs.by_name()
    )

    count = total(areas, chosen.chosen.get("area"))
    page = page_of(found.for_cards(), request.GET.get("page", "1"), total=count)
    context = {
        "page": page,
        "cards": [card(hub, place) for hub in page],
        "count": count,
        "areas": areas,
        "chips": chosen.chips(areas),
        "open_now": chosen.chosen.get("open") == "now",
        "near": chosen.near,
        "place": place,
        "asked_back": ask_back(chosen.near) if chosen.near and not place else None,
    }
    return render(request, "hubs/hub_list.html", context)


@require_GET
@reading_page
def hub_detail(request, slug):
    hub = Hub.objects.visible_to(request.user).for_page().filter(slug=slug).first()
    if hub is None:
        return _stub_or_404(request, slug)
    now = timezone.localtime()
    events = Event.objects.visible_to(request.user).filter(hub=hub).upcoming(now)
    context = {
        "hub": hub,
        "events": [row(event) for event in events.for_list()[:SHOWN]],
        "about": markdown.render(hub.description),
        "opening": rules.opening(hub.week, now, hub.status),
        "days": rules.table(hub.week, now.date()),
        "exceptions": rules.exceptions_in_words(hub.week, now.date()),
        "access": rules.access_table(hub.access_facts.all()),
        "checked_on": rules.checked_together(hub.access_facts.all()),
        "following": notifications.follows(request.user, "hub", hub.pk),
        "panels": panels("hubs.hub", hub, request),
    }
    return render(request, "hubs/hub_detail.html", context)


def card(hub, place=None):
    """What a card shows of a hub: what depends on the moment and on the reader's place stands beside the row."""
    metres = None
    if place and hub.latitude is not None:
        miles = distance_miles(place.latitude, place.longitude, hub.latitude, hub.longitude)
        metres = miles * METRES_A_MILE
    opening = rules.opening(hub.week, timezone.localtime(), hub.status)
    return {"hub": hub, "opening": opening, "metres": metres}


def _stub_or_404(request, slug):
    removed = Hub.objects.removed().filter(slug=slug).first()
    if removed is None:
        raise Http404
    reason = f"of this: {removed.get_removed_because_display().lower()}"
    return gone(request, title="This hub", reason=reason, at=removed.removed_at)
