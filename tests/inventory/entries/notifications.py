"""Following, how often one hears, and the way out of an e-mail."""

from smartcounty.notifications.choices import Stream
from smartcounty.notifications.notices import unsubscribe_link
from tests.inventory.roles import CITIZEN, HOST
from tests.inventory.state import DONE, State, everyone, only, signed_in

KINDS = ("idea", "service", "hub", "area", "topic", "organisation")


def _followed(kind):
    return lambda world: [kind, world.followed()[kind].pk]


def token(world):
    link = unsubscribe_link(world.people[CITIZEN], [Stream.FOLLOWING])
    return [link.rstrip("/").rpartition("/")[2]]


FREQUENCIES = {"answers": "daily", "replies": "weekly", "following": "off", "area": "daily"}
STATES = [
    State("notifications:settings", "full", signed_in(), role=CITIZEN),
    State(
        "notifications:settings",
        "success",
        signed_in(DONE),
        method="POST",
        data=lambda w: FREQUENCIES,
    ),
    State(
        "notifications:settings",
        "error",
        signed_in(),
        method="POST",
        data=lambda w: FREQUENCIES | {"area": "hourly"},
    ),
    *[State("notifications:follow", kind, signed_in(), _followed(kind)) for kind in KINDS],
    State(
        "notifications:follow",
        "success",
        signed_in(DONE),
        _followed("idea"),
        method="POST",
    ),
    State(
        "notifications:follow",
        "stopped",
        signed_in(DONE),
        _followed("idea"),
        method="POST",
        data=lambda w: {"action": "unfollow"},
    ),
    State("notifications:follow", "unknown kind", signed_in(404), lambda w: ["nothing", 1]),
    State("notifications:follow", "hidden idea", signed_in(404), lambda w: ["idea", w.hidden.pk]),
    State(
        "notifications:follow",
        "hidden idea, posted",
        signed_in(404),
        lambda w: ["idea", w.hidden.pk],
        method="POST",
    ),
    State(
        "notifications:follow",
        "hidden service",
        signed_in(404),
        lambda w: ["service", w.hidden_service.pk],
    ),
    State(
        "notifications:follow",
        "hidden hub",
        only(HOST, others=404, anonymous="sign in first"),
        lambda w: ["hub", w.hidden_hub.pk],
    ),
    State("notifications:unsubscribe", "full", everyone(), token),
    State("notifications:unsubscribe", "success", everyone(), token, method="POST"),
    State("notifications:unsubscribe", "altered", everyone(400), lambda w: ["altered"]),
    State(
        "notifications:unsubscribe",
        "altered, posted",
        everyone(400),
        lambda w: ["altered"],
        method="POST",
    ),
]
