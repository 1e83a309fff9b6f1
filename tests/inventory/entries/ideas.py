"""Ideas. What is not public is its author's alone; the staff read it on the staff pages."""

import uuid

from ideas.lifecycle import PUBLIC, Status
from tests.inventory.roles import AUTHOR, OTHER, SUSPENDED
from tests.inventory.state import (
    DONE,
    LOGIN,
    State,
    everyone,
    human,
    only,
    signed_in,
)


def _slug(name):
    return lambda world: [getattr(world, name).slug]


def written(world):
    """A whole idea, as the form sends it."""
    return human(
        title="A crossing at the mill",
        body="Cars come fast round the bend and the school is behind it.",
        summary="A safe way to school.",
        area=world.area.slug,
        topic=world.topic.slug,
        organisation="me",
        help_offered="maybe",
        rules="on",
        service="",
        hub="",
        key=str(uuid.UUID(int=77)),
    )


def _posted(world):
    return written(world) | {"post": "1"}


def _changed(world):
    changed = written(world) | {"seen": world.pending.version, "post": "1"}
    return {name: value for name, value in changed.items() if name not in ("key", "rules")}


def _finished(world):
    return written(world) | {"seen": world.draft.version, "save": "1"}


def _reworded(world):
    return human(
        title="A bench with a back",
        summary="Somewhere to lean.",
        body="A bench is good. A back is better.",
        seen=world.idea.version,
    )


def _withdrawn(name):
    return lambda world: {
        "seen": getattr(world, name).version,
        "reason_code": "done",
        "reason": "It is there now.",
    }


FOREIGN = {
    "organisation": lambda w: w.strangers.slug,
    "service": lambda w: w.hidden_service.slug,
    "hub": lambda w: w.hidden_hub.slug,
    "area": lambda w: "nowhere",
    "topic": lambda w: "nothing",
}
OWN = only(AUTHOR, others=404)
OWN_PAGE = only(AUTHOR, others=404, anonymous=LOGIN)
OWN_OF_PUBLIC = only(AUTHOR, others=403, anonymous=LOGIN)

READING = [
    State("ideas:list", "full", everyone(), reading=True),
    State("ideas:list", "found", everyone(), query="q=bench", reading=True),
    State("ideas:list", "misspelt", everyone(), query="q=bnech", reading=True),
    State("ideas:list", "nothing found", everyone(), query="q=xyzzyplugh", reading=True),
    State(
        "ideas:list",
        "filtered",
        everyone(),
        query="topic=getting-around&area=stafford&status=open&sort=newest",
        reading=True,
    ),
    State("ideas:list", "beyond the last page", everyone(404), query="page=999999"),
    State("ideas:detail", "full", everyone(), _slug("idea"), reading=True),
    State("ideas:detail", "of a group", everyone(), _slug("group_idea"), reading=True),
    *[
        State(
            "ideas:detail",
            status,
            everyone(),
            lambda w, s=status: [w.ideas[s].slug],
            reading=True,
        )
        for status in sorted(PUBLIC - {Status.OPEN})
    ],
    *[
        State("ideas:detail", name, OWN, _slug(name))
        for name in ("draft", "pending", "taken_back", "hidden", "idea_rejected")
    ],
    State(
        "ideas:detail", "what was joined is hidden", everyone(), _slug("other_idea"), reading=True
    ),
    State(
        "ideas:detail", "what it joined is hidden", everyone(), _slug("left_alone"), reading=True
    ),
    State("ideas:detail", "changed", everyone(), _slug("reworded"), reading=True),
    State("ideas:detail", "a change waits", everyone(), _slug("changing"), reading=True),
    State("ideas:changes", "full", everyone(), _slug("reworded"), reading=True),
    State("ideas:changes", "never changed", everyone(404), _slug("idea")),
    State("ideas:changes", "hidden", everyone(404), _slug("hidden")),
    State("ideas:changes", "removed", everyone(404), _slug("removed")),
    State("ideas:detail", "removed", everyone(410), _slug("removed")),
    State("ideas:detail", "unknown", everyone(404), lambda w: ["no-such-idea"]),
]

POSTING = [
    State("ideas:submit", "empty", everyone() | {SUSPENDED: 403}),
    State(
        "ideas:submit",
        "about a service",
        everyone() | {SUSPENDED: 403},
        query="service=long-table-lunch",
    ),
    State(
        "ideas:submit",
        "preview",
        signed_in() | {SUSPENDED: 403},
        method="POST",
        data=written,
    ),
    State(
        "ideas:submit",
        "success",
        signed_in(DONE) | {SUSPENDED: 403},
        method="POST",
        data=_posted,
        foreign=FOREIGN,
    ),
    State(
        "ideas:submit",
        "error",
        everyone() | {SUSPENDED: 403},
        method="POST",
        data=lambda w: human(title="", post="1"),
    ),
    State("ideas:posted", "waiting", OWN_PAGE, _slug("pending")),
    State("ideas:posted", "another's", OWN_OF_PUBLIC, _slug("idea")),
]

CHANGING = [
    State("ideas:edit", "waiting", OWN_PAGE, _slug("pending")),
    State("ideas:edit", "draft", OWN_PAGE, _slug("draft")),
    State(
        "ideas:edit",
        "answered",
        only(OTHER, found=409, others=403, anonymous=LOGIN),
        lambda w: [w.ideas[Status.TRIAL].slug],
        role=OTHER,
    ),
    State("ideas:edit", "public", OWN_OF_PUBLIC, _slug("idea")),
    State("ideas:edit", "a change waits", OWN_OF_PUBLIC, _slug("changing")),
    State(
        "ideas:edit",
        "public, changed",
        only(AUTHOR, found=DONE, others=403, anonymous=LOGIN),
        _slug("idea"),
        method="POST",
        data=_reworded,
    ),
    State(
        "ideas:edit",
        "change taken back",
        only(AUTHOR, found=DONE, others=403, anonymous=LOGIN),
        _slug("changing"),
        method="POST",
        data=lambda w: {"take_back": "1"},
    ),
    State(
        "ideas:edit",
        "public, error",
        OWN_OF_PUBLIC,
        _slug("idea"),
        method="POST",
        data=lambda w: _reworded(w) | {"title": ""},
    ),
    State(
        "ideas:edit",
        "success",
        only(AUTHOR, found=DONE, others=404, anonymous=LOGIN),
        _slug("pending"),
        method="POST",
        data=_changed,
        foreign=FOREIGN,
    ),
    State(
        "ideas:edit",
        "draft kept",
        only(AUTHOR, found=DONE, others=404, anonymous=LOGIN),
        _slug("draft"),
        method="POST",
        data=_finished,
        foreign=FOREIGN,
    ),
    State(
        "ideas:edit",
        "error",
        OWN_PAGE,
        _slug("pending"),
        method="POST",
        data=lambda w: _changed(w) | {"title": ""},
    ),
    State("ideas:withdraw", "public", OWN_OF_PUBLIC, _slug("idea")),
    State("ideas:withdraw", "draft", OWN_PAGE, _slug("draft")),
    State(
        "ideas:withdraw",
        "success",
        only(AUTHOR, found=DONE, others=403, anonymous=LOGIN),
        _slug("idea"),
        method="POST",
        data=_withdrawn("idea"),
    ),
    State(
        "ideas:withdraw",
        "draft withdrawn",
        only(AUTHOR, found=DONE, others=404, anonymous=LOGIN),
        _slug("draft"),
        method="POST",
        data=_withdrawn("draft"),
    ),
    State(
        "ideas:withdraw",
        "error",
        OWN_OF_PUBLIC,
        _slug("idea"),
        method="POST",
        data=lambda w: {"seen": w.idea.version},
    ),
]

SUPPORTING = [
    State("ideas:support", "full", signed_in(), _slug("other_idea")),
    State("ideas:support", "hidden", signed_in(404), _slug("hidden")),
    State(
        "ideas:support",
        "success",
        signed_in(DONE) | {AUTHOR: 403, SUSPENDED: 403},
        _slug("idea"),
        method="POST",
        data=lambda w: {"follow": "on"},
    ),
    State(
        "ideas:support",
        "taken back",
        signed_in(DONE) | {AUTHOR: 403, SUSPENDED: 403},
        _slug("idea"),
        method="POST",
        data=lambda w: {"action": "withdraw"},
    ),
    State("ideas:support", "hidden, posted", signed_in(404), _slug("hidden"), method="POST"),
]

STATES = READING + POSTING + CHANGING + SUPPORTING
