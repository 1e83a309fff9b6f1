"""What higher apps show on lower apps' pages, and what they let people search.

A panel is a template with a loader: the view calls the loader, the template only shows what it gave.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

_panels = defaultdict(list)


@dataclass(frozen=True)
class Panel:
    place: str
    template: str
    load: Callable
    position: int = 100


def register_panel(place, *, template, load, position=100):
    """Show `template` at `place` (such as "services.service") with what `load(thing, request)` returns."""
    _panels[place].append(Panel(place, template, load, position))
    _panels[place].sort(key=lambda panel: panel.position)


def panels(place, thing, request):
    """The panels of a place, loaded: a list of `{"template": ..., "data": ...}` in their order."""
    return [
        {"template": panel.template, "data": panel.load(thing, request)} for panel in _panels[place]
    ]
