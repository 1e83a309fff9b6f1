from hubs.views.events import event_detail, event_list
from hubs.views.places import card, hub_detail, hub_list

__all__ = ["card", "event_detail", "event_list", "hub_detail", "hub_list"]
