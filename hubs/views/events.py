from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hubs import rules
from hubs.filters import EventFilter, total
from hubs.lifecycle import EventStatus
from hubs.models import Event, Hub
from smartcounty.common import markdown
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.pagination import page_of
from smartcounty.common.responses import gone
from smartcounty.places.views import areas_of_today


@dataclass(frozen=True)
class Row:
    """What a list shows of an event, in local time."""

    event: Event
    starts_on: date
    times: str
    places: str


@require_GET
@reading_page
@not_endlessly
@areas_of_today
def event_list(request):
    """One simple list: weeks in which nothing is on are passed over."""
    at = timezone.now()
    is_past = request.GET.get("when") == "past"
    events = Event.objects.visible_to(request.user)
    timed = events.past(at) if is_past else events.upcoming(at)
    chosen = EventFilter(request.GET, queryset=timed)
    areas = chosen.areas()
    count = total(areas, chosen.chosen.get("area"))
    page = page_of(chosen.qs.for_list(), request.GET.get("page", "1"), total=count)
    context = {
        "page": page,
        "weeks": list(rules.in_weeks([row(event) for event in page], timezone.localdate(at))),
        "count": count,
        "areas": areas,
        "hub": _hub(request, chosen.chosen.get("hub")),
        "is_past": is_past,
        "chips": _chips(chosen, areas),
        "clear_url": chosen.without("area", "hub"),
    }
    return render(request, "hubs/event_list.html", context)


@require_GET
@reading_page
def event_detail(request, slug):
    event = Event.objects.visible_to(request.user).for_page().filter(slug=slug).first()
    if event is None:
        return _stub_or_404(request, slug)
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    context = {
        "event": event,
        "venue": event.venue,
        "dates": rules.dates_in_words(starts, ends),
        "places": row(event).places,
        "is_over": event.ends_at <= timezone.now(),
        "about": markdown.render(event.description),
    }
    return render(request, "hubs/event_detail.html", context)


def row(event):
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    words = rules.dates_in_words(starts, ends)
    same_day = starts.date() == ends.date()
    return Row(
        event=event,
        starts_on=starts.date(),
        times=words.partition(", ")[2] if same_day else words,
        places=_places(event),
    )


def _places(event):
    """How many may come; nothing where nobody can."""
    if event.status == EventStatus.CANCELLED:
        return ""
    return f"Room for {event.capacity}" if event.capacity else "Drop in"


def _hub(request, slug):
    """The hub that the list is narrowed to; what the reader may not see is nobody's hub."""
    return slug and Hub.objects.visible_to(request.user).filter(slug=slug).first()


def _chips(chosen, areas):
    """(words, address without it) for each filter that is on."""
    words = [area["label"] for area in areas if area["chosen"]]
    return [(label, chosen.without("area")) for label in words]


def _stub_or_404(request, slug):
    removed = Event.objects.removed().filter(slug=slug).first()
    if removed is None:
        raise Http404
    reason = f"of this: {removed.get_removed_because_display().lower()}"
    return gone(request, title="This event", reason=reason, at=removed.removed_at)
