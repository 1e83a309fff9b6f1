"""Calendars: one event to keep, or all of a hub or of the county to follow."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from hubs import exchange
from hubs.models import Event, Hub
from smartcounty.common.caching import reading_page

KEPT = timedelta(days=30)
MOST = 200


@require_GET
@reading_page
def event_calendar(request, slug):
    event = Event.objects.visible_to(request.user).for_page().filter(slug=slug).first()
    if event is None:
        raise Http404
    return _answer([event], name=event.title, file=event.slug)


@require_GET
@reading_page
def hub_calendar(request, slug):
    hub = get_object_or_404(Hub.objects.visible_to(request.user), slug=slug)
    return _answer(_lately(request, hub=hub), name=hub.full_name, file=hub.slug)


@require_GET
@reading_page
def events_calendar(request):
    name = f"Events in {settings.COUNTY['name']}"
    return _answer(_lately(request), name=name, file="events")


def _lately(request, **at):
    """What is on and what was on lately, so that a calendar hears of what was called off."""
    events = Event.objects.visible_to(request.user).filter(**at)
    return events.upcoming(timezone.now() - KEPT).for_page()[:MOST]


def _answer(events, *, name, file):
    content = exchange.calendar_of(events, name=name, site=settings.SITE_URL)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{file}.ics"'},
    )
