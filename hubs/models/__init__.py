from hubs.models.events import Event, EventChange
from hubs.models.places import (
    AccessFact,
    Hub,
    HubException,
    HubHours,
    HubMembership,
    MinutesRange,
    StatusChange,
)

__all__ = [
    "AccessFact",
    "Event",
    "EventChange",
    "Hub",
    "HubException",
    "HubHours",
    "HubMembership",
    "MinutesRange",
    "StatusChange",
]
