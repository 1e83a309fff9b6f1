"""What may be told, and what may be followed. Higher apps declare both; nothing here knows them.

A notice's audience, story and visibility are asked when sending, so that a closed account, a hidden page or a
changed mind is respected up to the last moment.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Story:
    """What a message says about one fact. `path` is the page it links to; `visible(user)` is asked at sending."""

    kicker: str
    title: str
    text: str
    path: str
    visible: Callable = field(default=lambda user: True)
    action: str = "Read more"


@dataclass(frozen=True)
class Target:
    """Something followed: `reason` completes the sentence "because you follow ..."."""

    kind: str
    pk: int
    reason: str


@dataclass(frozen=True)
class Notice:
    kind: str
    stream: str
    story: Callable
    audience: Callable | None
    follows: Callable | None
    template: str


@dataclass(frozen=True)
class Followable:
    """How to find what may be followed: `find(pk, user)` gives the thing or None; `name(thing)` names it.

    `listed(user)`, where there is one, is a queryset of all that the person may see, so that a list of many needs
    one query.
    """

    kind: str
    find: Callable
    name: Callable
    listed: Callable | None = None

    def find_all(self, pks, user):
        """The things with these keys that the person may see."""
        if self.listed:
            return list(self.listed(user).filter(pk__in=pks))
        return [thing for thing in (self.find(pk, user) for pk in pks) if thing]


_notices = {}
_followables = {}


def declare(
    kind,
    *,
    stream,
    story,
    audience=None,
    follows=None,
    template="notifications/emails/story",
):
    """Declare what may be told of a fact. `audience(subject_id)` gives people, `follows(subject_id)` Targets;
    `story(subject_id)` a Story, or None when the fact is gone. The fact's own author is told by `audience`."""
    if kind in _notices:
        raise ValueError(f"{kind} is declared twice")
    if (audience is None) == (follows is None):
        raise ValueError(f"{kind} needs an audience or follows, not both")
    _notices[kind] = Notice(kind, stream, story, audience, follows, template)
    return _notices[kind]


def notice(kind):
    return _notices[kind]


def notices():
    return dict(_notices)


def followable(kind, *, find, name, listed=None):
    """Let people follow things of this kind."""
    _followables[kind] = Followable(kind, find, name, listed)


def find_followable(kind):
    """The Followable, or None for a kind nobody declared."""
    return _followables.get(kind)
