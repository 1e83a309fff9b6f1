"""Events as calendars take them: iCalendar, in Greenwich or summer time as the clocks in the county have it."""

from datetime import datetime, timedelta

import icalendar
from django.utils import timezone

from hubs.lifecycle import EventStatus

ZONE = "Europe/London"
PRODUCT = "-//County innovation marketplace//Events//EN"
STATUS = {
    EventStatus.DRAFT: "TENTATIVE",
    EventStatus.PUBLISHED: "CONFIRMED",
    EventStatus.POSTPONED: "TENTATIVE",
    EventStatus.CANCELLED: "CANCELLED",
}
# (name, kind, first change by the clock before it, month, offset before, offset after); by law since 1996.
CHANGES = (
    ("BST", icalendar.TimezoneDaylight, datetime(1996, 3, 31, 1), 3, 0, 1),
    ("GMT", icalendar.TimezoneStandard, datetime(1996, 10, 27, 2), 10, 1, 0),
)


def calendar_of(events, *, name, site):
    """The bytes of a calendar; the addresses of its events begin with `site`."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_entry(event, site))
    return calendar.to_ical()


def _zone():
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for name, kind, first, month, before, after in CHANGES:
        change = kind()
        change.add("tzname", name)
        change.add("dtstart", first)
        change.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        change.add("tzoffsetfrom", timedelta(hours=before))
        change.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(change)
    return zone


def _entry(event, site):
    entry = icalendar.Event()
    url = f"{site}{event.get_absolute_url()}"
    entry.add("uid", str(event.public_id))
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("sequence", event.version - 1)
    entry.add("dtstart", timezone.localtime(event.starts_at))
    entry.add("dtend", timezone.localtime(event.ends_at))
    entry.add("summary", _title(event))
    entry.add("description", _description(event, url))
    entry.add("status", STATUS[event.status])
    entry.add("location", event.venue.whole)
    entry.add("url", url)
    if event.venue.latitude is not None:
        entry.add("geo", (event.venue.latitude, event.venue.longitude))
    return entry


def _title(event):
    """Calendars that do not show a status must not let people come for nothing."""
    if event.status in (EventStatus.POSTPONED, EventStatus.CANCELLED):
        return f"{event.get_status_display()}: {event.title}"
    return event.title


def _description(event, url):
    said = [event.status_note, event.summary, f"Organised by {event.organisation.name}."]
    joining = [f"Join online: {event.online_url}"] if event.online_url else []
    return "\n\n".join([line for line in said if line] + joining + [url])
