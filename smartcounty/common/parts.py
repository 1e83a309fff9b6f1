"""Parts of pages that cost much and are the same for everybody: kept for a minute, or until something is hidden.

While one reader makes a part anew, the others get it for a second minute at the most.

Promises: a part is never kept past `forget_pages`, not even one that was being made meanwhile; a Redis that is down is
a miss. Only what depends on nothing but the given key may be kept here, and never anything of a person.
"""

import hashlib
import time
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from smartcounty.common.page_cache import GENERATION, GENERATION_SECONDS, SECONDS

SECONDS_TO_MAKE = 10  # whoever makes a part anew has so long before another one tries


@dataclass(frozen=True)
class Frame:
    """The page of a list but for its items, the same for all who ask the same, and which items those are.

    The items are read anew each time, so `rows` has their keys and what only the question tells of each.
    """

    title: str
    canonical: str
    is_for_search_engines: bool
    top: str
    end: str
    rows: list


@dataclass(frozen=True)
class PageFrame:
    """The page of one thing but for the panels of other apps: the same for all who find it in the same state.

    `head` stands in the page's head; `top` and `end` stand before and after the panels.
    """

    title: str
    is_for_search_engines: bool
    head: str
    top: str
    end: str


def remember(name, key, make):
    """What `make()` gives, from here if it was made under the same name and key; `key` is anything with a true repr.

    One that has grown old is made anew by the first who asks; those who ask meanwhile get the old one.
    """
    if not settings.PARTS_CACHE:
        return make()
    address = f"part:{name}:{hashlib.sha256(repr(key).encode()).hexdigest()}"
    found = cache.get_many([GENERATION, address])
    generation, kept = found.get(GENERATION), found.get(address)
    if generation and kept and kept[0] == generation:
        _, made_at, part = kept
        is_old = not 0 <= time.time() - made_at < SECONDS
        if not (is_old and cache.add(f"{address}:anew", True, SECONDS_TO_MAKE)):
            return part
    part = make()
    if generation:
        cache.set(address, (generation, time.time(), part), SECONDS * 2)
    else:
        cache.add(GENERATION, uuid.uuid4().hex, GENERATION_SECONDS)
    return part
