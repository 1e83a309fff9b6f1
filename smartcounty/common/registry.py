"""What higher apps show on lower apps' pages, and what they let people search.

A panel is a template with a loader: the view calls the loader, the template only shows what it gave.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html_join

from smartcounty.common.parts import remember

DRAWN = "components/drawn.html"
_panels = defaultdict(list)
_sources = {}


@dataclass(frozen=True)
class Panel:
    place: str
    template: str
    load: Callable
    position: int = 100
    depends_on: Callable | None = None


def register_panel(place, *, template, load, position=100, depends_on=None):
    """Show `template` at `place` (such as "services.service") with what `load(thing, request)` returns.

    `depends_on(thing)` gives all that it shows to readers who are signed out depends on, so that it need not be drawn
    for each of them.
    """
    _panels[place].append(Panel(place, template, load, position, depends_on))
    _panels[place].sort(key=lambda panel: panel.position)


def panels(place, thing, request):
    """The panels of a place, loaded: a list of `{"template": ..., "data": ...}` in their order."""
    return [_shown(panel, thing, request) for panel in _panels[place]]


def drawn(place, thing, request):
    """The panels of a place as HTML, one after the other."""
    return format_html_join(
        "\n",
        "{}",
        (
            (panel["data"] if panel["template"] == DRAWN else _draw(**panel, request=request),)
            for panel in panels(place, thing, request)
        ),
    )


def _draw(template, data, request):
    return render_to_string(template, {"data": data}, request)


def _shown(panel, thing, request):
    """Loaded, or drawn already where it is the same for everybody: no person reads it, and at its plain address."""
    if panel.depends_on is None or request.user.is_authenticated or request.GET:
        return {"template": panel.template, "data": panel.load(thing, request)}

    def draw():
        return _draw(panel.template, panel.load(thing, request), request)

    key = (request.path, panel.depends_on(thing))
    return {"template": DRAWN, "data": remember(f"panel.{panel.template}", key, draw)}


@dataclass(frozen=True)
class Found:
    """What one kind has for a text: how many, some of them as its template wants them, and its own list, if it has
    one that can be searched. `meant` is the text with its slips put right, from whoever knows how."""

    total: int
    cards: list
    url: str = ""
    meant: str = ""


NOTHING = Found(0, [])


@dataclass(frozen=True)
class Source:
    """`words` name one and several; `find(words, request, start=, size=)` gives a Found for a `searching.Words`, in at
    most six questions."""

    kind: str
    words: tuple
    zone: str
    template: str
    find: Callable
    position: int = 100

    @property
    def title(self):
        return self.words[1].capitalize()


def register_source(kind, **details):
    """Let people search for this kind of thing; `template` shows what `find` gave as `cards`."""
    _sources[kind] = Source(kind, **details)


def sources():
    """By kind, in their order."""
    return dict(sorted(_sources.items(), key=lambda pair: (pair[1].position, pair[0])))
