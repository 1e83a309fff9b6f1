"""What is on in the demonstration: counted in days from the day of loading, so that there is always something."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from hubs import actions as hubs
from smartcounty.pages.management.demo import read
from smartcounty.places.models import Topic


def make_events(organisations, places, *, by, at):
    """`places` are the hubs by key."""
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    for row in read("events"):
        starts, ends = _span(row, at)
        facts = {key: row[key] for key in FACTS if key in row}
        event = hubs.add_event(
            row["title"],
            organisation=organisations[row["organisation"]],
            by=by,
            topics=[topics[slug] for slug in row["topics"]],
            at=at - timedelta(days=30),
            hub=places.get(row.get("hub")),
            starts_at=starts,
            ends_at=ends,
            **facts,
        )
        if row.get("status") == "draft":
            continue
        hubs.change_event_status(event, "published", by=by, seen=event.version)
        if "status" in row:
            reason = row["reason"]
            hubs.change_event_status(event, row["status"], by=by, seen=event.version, reason=reason)


FACTS = (
    "summary",
    "description",
    "lead",
    "email",
    "place",
    "address",
    "town",
    "postcode",
    "online_url",
    "capacity",
    "cost",
    "access",
)


def _span(row, at):
    """From `in_days = 3` and `times = "17:00-20:00"`, on the clocks of the county."""
    day = timezone.localdate(at) + timedelta(days=row["in_days"])
    zone = timezone.get_default_timezone()
    opens, closes = (time.fromisoformat(end) for end in row["times"].split("-"))
    return datetime.combine(day, opens, tzinfo=zone), datetime.combine(day, closes, tzinfo=zone)
