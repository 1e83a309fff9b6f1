"""Whether a hub can be visited: planned, open, closed for now or for good, or moved. All of them stay public.

An event is public from its publication on; that it is over is a question of the clock.
"""

from django.db import models


class Status(models.TextChoices):
    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    PAUSED = "paused", "Closed for now"
    MOVED = "moved", "Moved"
    CLOSED = "closed", "Closed for good"


NEXT = {
    Status.PLANNED: {Status.OPEN, Status.CLOSED},
    Status.OPEN: {Status.PAUSED, Status.MOVED, Status.CLOSED},
    Status.PAUSED: {Status.OPEN, Status.MOVED, Status.CLOSED},
    Status.MOVED: {Status.OPEN, Status.CLOSED},
    Status.CLOSED: {Status.OPEN},
}


class EventStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Going ahead"
    POSTPONED = "postponed", "Postponed"
    CANCELLED = "cancelled", "Cancelled"


EVENT_NEXT = {
    EventStatus.DRAFT: {EventStatus.PUBLISHED},
    EventStatus.PUBLISHED: {EventStatus.POSTPONED, EventStatus.CANCELLED},
    EventStatus.POSTPONED: {EventStatus.PUBLISHED, EventStatus.CANCELLED},
    EventStatus.CANCELLED: set(),
}


class InvalidMove(Exception):
    """Somebody was first. Both are None if it was an edit, or no legal move at all."""

    def __init__(self, *, decided_by=None, at=None):
        super().__init__(decided_by, at)
        self.decided_by, self.at = decided_by, at
