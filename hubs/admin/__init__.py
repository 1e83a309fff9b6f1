from hubs.admin.events import EventAdmin
from hubs.admin.places import HubAdmin

__all__ = ["EventAdmin", "HubAdmin"]
