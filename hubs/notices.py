"""Tells those who follow a hub when it opens, closes or moves, nobody else; and moderators what a reported hub is."""

from hubs.models import Hub, StatusChange
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
