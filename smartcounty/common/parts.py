"""Parts of pages that cost much and are the same for everybody: kept for a minute, or until something is hidden.

While one reader makes a part anew, the others get it for a second minute at the most.

Promises: a part is never kept past `forget_pages`, not even one that was being made meanwhile; a Redis that is down is
a miss. Only what depends on nothing but the given key may be kept here, and never anything of a person.

Each process also holds a few parts itself and asks Redis only whether they still hold: most of what a kept page costs
would be the way from there and the unpacking.
"""

import hashlib
import re
import threading
import time
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html

from smartcounty.common.page_cache import GENERATION, GENERATION_SECONDS, SECONDS

SECONDS_TO_WAIT = 2  # for what another one makes for the first time, before making it as well
SECONDS_TO_MAKE = 10  # whoever makes a part anew has so long before another one tries
HOLE = re.compile(rb"<!--hole (\w+)-->")
NEAR_PARTS = 32  # of some 30 kB each, in each process


@dataclass(frozen=True)
class Frame:
    """A page but for what is read anew each time: the same for all who ask the same.

    `head` stands in the page's head, `top` and `end` around what is read anew. Of a list, `rows` has the keys of its
    items and what only the question tells of each.
    """

    title: str
    is_for_search_engines: bool
    top: str
    end: str = ""
    head: str = ""
    canonical: str = ""
    rows: tuple | list = ()


@dataclass(frozen=True)
class Whole:
    """A whole page in pieces: every second one names what belongs there."""

    rows: tuple | list
    pieces: tuple

    def filled(self, **inside):
        """The answer, with the HTML of each hole by its name."""
        return HttpResponse(
            b"".join(
                inside[piece.decode()].encode() if number % 2 else piece
                for number, piece in enumerate(self.pieces)
            )
        )


@dataclass(frozen=True)
class Drawn:
    """The same around a frame that is not kept, or for somebody who has to be told something besides."""

    request: object
    template: str
    frame: Frame

    @property
    def rows(self):
        return self.frame.rows

    def filled(self, **inside):
        return render(self.request, self.template, {"frame": self.frame, **inside})


class Near:
    """The parts that this process holds itself, by their address: the newest, and only those nobody changes."""

    def __init__(self, most):
        self.most = most
        self.entries = {}
        self.lock = threading.Lock()

    def young(self, address):
        entry = self.entries.get(address)
        return entry if entry and _is_young(entry) else None

    def put(self, address, entry):
        if not isinstance(entry[-1], (str, Whole)):
            return  # a list or a dictionary would be shared by all threads; a frame is seldom asked for by itself
        with self.lock:
            self.entries.pop(address, None)
            while len(self.entries) >= self.most:
                del self.entries[next(iter(self.entries))]
            self.entries[address] = entry

    def clear(self):
        self.entries.clear()


near = Near(NEAR_PARTS)


def remember(name, key, make):
    """What `make()` gives, from here if it was made under the same name and key; `key` is anything with a true repr.

    One that has grown old is made anew by the first who asks; those who ask meanwhile get the old one. Where there is
    none yet they wait for the first a little, as eight who count the same at once take eight times as long.
    """
    if not settings.PARTS_CACHE:
        return make()
    address = f"part:{name}:{hashlib.sha256(repr(key).encode()).hexdigest()}"
    generation, kept = _find(address)
    if kept and (_is_young(kept) or not cache.add(f"{address}:anew", True, SECONDS_TO_MAKE)):
        return kept[-1]
    if not generation:
        part = make()
        cache.add(GENERATION, uuid.uuid4().hex, GENERATION_SECONDS)
        return part
    if not kept and (kept := _made_by_another(address, generation)):
        return kept[-1]
    try:
        kept = (generation, time.time(), make())
        cache.set(address, kept, SECONDS * 2)
        near.put(address, kept)
        return kept[-1]
    finally:
        cache.delete(_turn(address, generation))


def _turn(address, generation):
    return f"{address}:{generation}"


def _made_by_another(address, generation):
    """What somebody else is making just now; None for whoever came first, or if it takes too long."""
    if cache.add(_turn(address, generation), True, SECONDS_TO_MAKE):
        return None
    end = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < end and cache.get(_turn(address, generation)):
        time.sleep(0.05)
    return _find(address)[1]


def framed(request, template, name, key, make, *, holes=()):
    """A page whose frame is what `make()` gives, kept as by `remember`: to be `filled` with the HTML of its holes.

    The template gets `frame`, and each hole under its own name. All around the holes is kept: nothing there may depend
    on more than the name, the key, the address without its parameters, and whether somebody is signed in.
    """
    is_member = request.user.is_authenticated
    if is_member and len(get_messages(request)):
        return Drawn(request, template, remember(name, key, make))

    def draw():
        frame = remember(name, key, make)
        marked = {hole: format_html("<!--hole {}-->", hole) for hole in holes}
        page = render_to_string(template, {"frame": frame, **marked}, request)
        return Whole(frame.rows, tuple(HOLE.split(page.encode())))

    return remember(f"{name}.whole", (request.path, is_member, key), draw)


def _find(address):
    """The generation of now, and what is kept of it at the address: generation, when it was made, the part."""
    held = near.young(address)
    if held and cache.get(GENERATION) == held[0]:
        return held[0], held
    found = cache.get_many([GENERATION, address])
    generation, kept = found.get(GENERATION), found.get(address)
    if not (generation and kept and kept[0] == generation):
        return generation, None
    near.put(address, kept)
    return generation, kept


def _is_young(kept):
    return 0 <= time.time() - kept[1] < SECONDS
