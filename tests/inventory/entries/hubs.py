from tests.inventory.roles import HOST
from tests.inventory.state import State, everyone, only


def _detail(label, find, expect, **more):
    return State("hubs:detail", label, expect, lambda w: [find(w).slug], **more)


STATES = [
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
