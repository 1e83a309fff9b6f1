"""What higher apps hook in here: who takes over what, when an area or a body gives way to another."""

from collections import defaultdict

AREA, ORGANISATION = "area", "organisation"
_takers = defaultdict(list)


def take_over_with(kind, take_over):
    """Call `take_over(old, heirs, at=...)` in the transaction in which heirs follow; the largest share is the first."""
    _takers[kind].append(take_over)


def takers(kind):
    return tuple(_takers[kind])
