"""Everything that changes a hub or an event: added, edited, moved on, hidden and removed.

Promises: each change of status has one history row and tells followers once; what is removed says when and why.
"""

from hubs.actions.events import add_event, change_event_status, edit_event
from hubs.actions.places import add, add_host, change_status, edit
from hubs.actions.showing import hide, remove, restore

__all__ = [
    "add",
    "add_event",
    "add_host",
    "change_event_status",
    "change_status",
    "edit",
    "edit_event",
    "hide",
    "remove",
    "restore",
]
