from tests.inventory.roles import HOST
from tests.inventory.state import State, everyone, only


def _detail(label, find, expect, **more):
    return State("hubs:detail", label, expect, lambda w: [find(w).slug], **more)


def _event(label, find, expect, name="hubs:event", **more):
    return State(name, label, expect, lambda w: [find(w).slug], **more)


EVENTS = [
    State("hubs:events", "full", everyone(), reading=True),
    State("hubs:events", "filtered", everyone(), query="area=stafford", reading=True),
    State("hubs:events", "of a hub", everyone(), query="hub=wharf-workshop", reading=True),
    State("hubs:events", "of a hidden hub", everyone(), query="hub=hidden-hub", reading=True),
    State("hubs:events", "past", everyone(), query="when=past", reading=True),
    State("hubs:events", "nothing found", everyone(), query="area=nowhere", reading=True),
    State("hubs:events", "beyond the last page", everyone(404), query="page=999999"),
    State("hubs:events_calendar", "full", everyone(), reading=True),
    _event("full", lambda w: w.event, everyone(), reading=True),
    _event("cancelled", lambda w: w.cancelled_event, everyone(), reading=True),
    _event("over", lambda w: w.past_event, everyone(), reading=True),
    _event("online", lambda w: w.online_event, everyone(), reading=True),
    _event("draft", lambda w: w.draft_event, only(HOST, others=404)),
    _event("hidden", lambda w: w.hidden_event, only(HOST, others=404)),
    _event("at a hidden hub", lambda w: w.event_at_hidden_hub, only(HOST, others=404)),
    _event("removed", lambda w: w.removed_event, everyone(410)),
    State("hubs:event", "unknown", everyone(404), lambda w: ["no-such-event"]),
    _event("full", lambda w: w.event, everyone(), "hubs:event_calendar", reading=True),
    _event("hidden", lambda w: w.hidden_event, only(HOST, others=404), "hubs:event_calendar"),
    _event("removed", lambda w: w.removed_event, everyone(404), "hubs:event_calendar"),
    _event("full", lambda w: w.hub, everyone(), "hubs:calendar", reading=True),
    _event("hidden", lambda w: w.hidden_hub, only(HOST, others=404), "hubs:calendar"),
]
STATES = [
    *EVENTS,
    State("hubs:list", "full", everyone(), reading=True),
    State("hubs:list", "filtered", everyone(), query="area=stafford&open=now", reading=True),
    State("hubs:list", "near", everyone(), query="postcode=ST16+2LH", reading=True),
    State("hubs:list", "nothing found", everyone(), query="area=lichfield&open=now", reading=True),
    State("hubs:list", "beyond the last page", everyone(404), query="page=999999"),
    _detail("full", lambda w: w.hub, everyone(), reading=True),
    _detail("closed for now", lambda w: w.quiet_hub, everyone(), reading=True),
    _detail("hidden", lambda w: w.hidden_hub, only(HOST, others=404)),
    _detail("removed", lambda w: w.removed_hub, everyone(410)),
    State("hubs:detail", "unknown", everyone(404), lambda w: ["no-such-hub"]),
]
