"""Reports, which everybody may send, and decisions, which only whoever they are about may read."""

from smartcounty.common import tokens
from tests.inventory.roles import AUTHOR
from tests.inventory.state import DONE, LOGIN, State, everyone, human, only


def _report(kind, name):
    return lambda world: [kind, getattr(world, name).public_id]


def _reference(name):
    return lambda world: [getattr(world, name).case.reference]


def _grounds(world):
    return human(reason="abuse", details="It calls him names.", contact_email="", key="")


PUBLIC = {"idea": "idea", "review": "review", "comment": "comment", "hub": "hub", "event": "event"}
NOT_PUBLIC = {
    "idea": ("hidden", "draft", "pending", "removed", "idea_rejected"),
    "review": ("hidden_review", "pending_review", "removed_review"),
    "comment": ("hidden_comment", "pending_comment", "removed_comment"),
    "hub": ("hidden_hub", "removed_hub"),
    "event": ("hidden_event", "removed_event", "event_at_hidden_hub"),
}
OWN = only(AUTHOR, others=404, anonymous=LOGIN)

REPORTING = [
    *[
        State("moderation:report", kind, everyone(), _report(kind, name))
        for kind, name in PUBLIC.items()
    ],
    *[
        State("moderation:report", name.replace("_", " "), everyone(404), _report(kind, name))
        for kind, names in NOT_PUBLIC.items()
        for name in names
    ],
    State("moderation:report", "unknown kind", everyone(404), _report("nothing", "idea")),
    State(
        "moderation:report",
        "success",
        everyone(DONE),
        _report("idea", "idea"),
        method="POST",
        data=_grounds,
    ),
    State(
        "moderation:report",
        "error",
        everyone(),
        _report("idea", "idea"),
        method="POST",
        data=lambda w: human(reason="", details="No reason."),
    ),
    State(
        "moderation:report",
        "hidden, posted",
        everyone(404),
        _report("idea", "hidden"),
        method="POST",
        data=_grounds,
    ),
    State(
        "moderation:reported",
        "waiting",
        everyone(),
        lambda w: [tokens.make("report", w.report.reference)],
    ),
    State(
        "moderation:reported",
        "decided",
        everyone(),
        lambda w: [tokens.make("report", w.settled.reference)],
    ),
    State("moderation:reported", "altered", everyone(404), lambda w: ["altered"]),
]

DECISIONS = [
    State("moderation:decision", "full", OWN, _reference("decision")),
    State("moderation:decision", "appealed", OWN, _reference("appealed")),
    State("moderation:appeal", "empty", OWN, _reference("decision")),
    State(
        "moderation:appeal",
        "already appealed",
        only(AUTHOR, found=DONE, others=404, anonymous=LOGIN),
        _reference("appealed"),
    ),
    State(
        "moderation:appeal",
        "success",
        only(AUTHOR, found=DONE, others=404, anonymous=LOGIN),
        _reference("decision"),
        method="POST",
        data=lambda w: {"words": "I only said what he did."},
    ),
    State(
        "moderation:appeal",
        "error",
        OWN,
        _reference("decision"),
        method="POST",
        data=lambda w: {"words": ""},
    ),
]

STATES = REPORTING + DECISIONS
