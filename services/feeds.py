"""What a service gives to other programs: its sessions for a calendar, its address for a camera."""

from datetime import UTC
from io import BytesIO
from uuid import uuid5
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from icalendar import Calendar, Event, vRecur

from services.choices import Status
from services.models import Location, Service
from services.rules import page, sessions
from smartcounty.common.caching import reading_page

MAKER = "-//County innovation marketplace//Services//EN"


@require_GET
@reading_page
def service_calendar(request, slug):
    """Its hours as repeating events, in the county's own time: right whenever the clocks change."""
    services = Service.objects.visible_to(request.user)
    service = get_object_or_404(services.select_related("organisation"), slug=slug)
    coming = _coming(service, at=timezone.now())
    if not coming:
        raise Http404("No hours known")

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", service.name)
    places = list(Location.objects.for_service(service)[:2])
    only = places[0] if len(places) == 1 else None
    for session in coming:
        calendar.add_component(_event(service, session, place=session.schedule.location or only))
    calendar.add_missing_timezones()
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{service.slug}.ics"'
    return answer


@require_GET
@cache_control(public=True, max_age=86400)
def service_qr(request, slug):
    """The address of the page as a square that a telephone's camera reads."""
    service = get_object_or_404(Service.objects.visible_to(request.user).only("slug"), slug=slug)
    drawing = BytesIO()
    code = segno.make(settings.SITE_URL + service.get_absolute_url(), error="m", micro=False)
    code.save(drawing, kind="svg", scale=6, light="#fff", xmldecl=False)
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _coming(service, *, at):
    """None of a service that does not run, or is closed until nobody knows when."""
    if not service.is_running:
        return []
    if service.status == Status.CLOSED_FOR_NOW and service.closed_until is None:
        return []
    today = timezone.localdate(at)
    return sessions.sessions(
        service.schedules.select_related("location").order_by("pk"),
        today=max(today, service.closed_until or today),
        zone=ZoneInfo(settings.TIME_ZONE),
    )


def _event(service, session, *, place):
    schedule, url = session.schedule, settings.SITE_URL + service.get_absolute_url()
    event = Event()
    key = f"{schedule.frequency} {schedule.by_day} {schedule.by_month_day} {schedule.location_id}"
    event.add("uid", str(uuid5(service.public_id, f"{key} {schedule.opens_at} {schedule.pk}")))
    event.add("dtstamp", service.updated_at.astimezone(UTC))
    event.add("summary", service.name)
    event.add("dtstart", session.starts)
    event.add("dtend", session.ends)
    if session.rule:
        event.add("rrule", vRecur(session.rule))
    if session.rule and session.left_out:
        event.add("exdate", session.left_out)
    event.add("location", page.where(service, place))
    event.add("url", url)
    notes = [schedule.description, "Hours may differ on bank holidays. Check before you go.", url]
    event.add("description", "\n".join(filter(None, notes)))
    return event
