"""What can be reported and decided about. Higher apps register their models with their own actions."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What the queue shows of a target, copied to the case so that the list needs no further query.

    `in_its_name` is false where the organisation is what was written about, not whom the author wrote for.
    """

    title: str
    text: str
    path: str
    author: object = None
    organisation: object = None
    area: object = None
    in_its_name: bool = True


@dataclass(frozen=True)
class Moderatable:
    """`word` names the thing to people; `find(public_id, user)` gives what that user may see, or None.
    `revise(target, by=, at=, content=)` puts approved values in place; only where public words can be changed.
    `ways(target, user)` gives what else staff may do to it, as pairs of a title and an address.

    `hidden_by_reports` is false for what staff list: a report alone does not take a service or a place off the site.
    """

    model: type
    kind: str
    word: str
    find: Callable
    describe: Callable
    approve: Callable
    reject: Callable
    hide: Callable
    restore: Callable
    remove: Callable
    hidden_by_reports: bool = True
    revise: Callable | None = None
    ways: Callable | None = None


_by_model = {}
_by_kind = {}


def register(model, *, kind, **details):
    """Actions are called as `approve(target, by=..., at=...)`; `reject` and `remove` also get `reason=`."""
    entry = Moderatable(model=model, kind=kind, **details)
    _by_model[model] = _by_kind[kind] = entry


def for_target(target):
    return for_model(type(target))


def for_model(model):
    return _by_model[model]


def for_kind(kind):
    """The entry, or None for a kind nobody registered."""
    return _by_kind.get(kind)


def kinds():
    return sorted(_by_kind)
