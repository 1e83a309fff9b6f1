"""Tells those who follow a hub when it opens, closes or moves, and what is on there; nobody else.

It also tells moderators what a reported hub or event is.
"""

from django.utils import timezone

from hubs import rules
from hubs.models import Event, EventChange, Hub, StatusChange
from smartcounty.moderation.registry import Facts
from smartcounty.notifications import registry
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.registry import Story, Target


def _story(change_id):
    change = StatusChange.objects.select_related("hub").filter(pk=change_id).first()
    if change is None:
        return None
    hub = change.hub
    return Story(
        kicker=f"Hub, {hub.town}",
        title=f"{hub.name}: {change.get_new_display().lower()}",
        text=change.reason or hub.summary,
        path=hub.get_absolute_url(),
        visible=lambda user: Hub.objects.visible_to(user).filter(pk=hub.pk).exists(),
        action="See the hub",
    )


def describe(hub):
    """What the moderation queue shows of a hub; it has no author, as it is its organisation's page."""
    return Facts(
        title=hub.full_name,
        text=f"{hub.summary}\n\n{hub.description}".strip(),
        path=hub.get_absolute_url(),
        organisation=hub.organisation,
        area=hub.area,
    )


def _followed(change_id):
    hub = Hub.objects.filter(history=change_id).first()
    return [Target("hub", hub.pk, f"you follow {hub.name}")] if hub else []


STATUS_CHANGED = registry.declare(
    "hubs.status_changed", stream=Stream.FOLLOWING, story=_story, follows=_followed
)


def describe_event(event):
    """What the moderation queue shows of an event."""
    return Facts(
        title=event.title,
        text=f"{event.summary}\n\n{event.description}".strip(),
        path=event.get_absolute_url(),
        organisation=event.organisation,
        area=event.area,
    )


def _event_story(change_id):
    changes = EventChange.objects.select_related("event__hub")
    change = changes.filter(pk=change_id).first()
    if change is None:
        return None
    event = change.event
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    dates = rules.dates_in_words(starts, ends)
    return Story(
        kicker=f"Event, {event.venue.short}",
        title=event.title if change.old == "draft" else f"{event.title}: {_news(change)}",
        text=" ".join(filter(None, (change.reason, f"{dates}.", event.summary))),
        path=event.get_absolute_url(),
        visible=lambda user: Event.objects.visible_to(user).filter(pk=event.pk).exists(),
        action="See the event",
    )


def _news(change):
    return "changed" if change.old == change.new else change.get_new_display().lower()


def _followed_by_event(change_id):
    hub = Hub.objects.filter(events__history=change_id).first()
    return [Target("hub", hub.pk, f"you follow {hub.name}")] if hub else []


EVENT_CHANGED = registry.declare(
    "hubs.event_changed",
    stream=Stream.FOLLOWING,
    story=_event_story,
    follows=_followed_by_event,
)
