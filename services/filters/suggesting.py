"""What the search box offers while somebody types: kinds of service, what people call them, towns, names."""

from collections import defaultdict

from django.core.cache import cache
from django.db.models import Value

from services.models import Category, Service, Synonym
from services.rules import suggesting
from services.rules.slugs import sort_key
from smartcounty.common.parts import remember
from smartcounty.places.models import Locality

KEY, KEPT = "services:suggestions", 300
NAMED_FROM = 3  # letters; before that, half the county fits
MOST_NAMES = 4


def suggest(text):
    """Pairs of words to search for and what they are; few, best first. Many people begin with the same letters."""
    key = suggesting.begun(text)
    return remember("services.suggestions", key, lambda: _suggest(key)) if key else []


def _suggest(key):
    entries = _entries(key)
    found = suggesting.best(entries, key)
    if len(key) < NAMED_FROM:
        return found
    names = dict.fromkeys(Service.objects.names_begun(key, most=MOST_NAMES))
    found = [*found[: suggesting.MOST - len(names)], *((name, "Service") for name in names)]
    return found or suggesting.nearly(entries, key)


def _entries(key):
    """Those that have a word with these first letters; kept apart by them, so that few are carried at a time."""
    drawer = _address(key)
    kept = cache.get_many([KEY, drawer])
    if KEY not in kept:
        drawers = _read()
        cache.set_many({KEY: True, **drawers}, KEPT)
        kept = drawers
    return kept.get(drawer, [])


def _address(key):
    """Of ASCII alone, whatever was typed."""
    return f"{KEY}:{key[: suggesting.SHORTEST].encode().hex()}"


def _read():
    """In one question; what stands higher counts where two have the same words."""
    rows = (
        Category.objects.in_use()
        .values_list(Value(1), "name")
        .union(
            Synonym.objects.values_list(Value(2), "said"),
            Locality.objects.filter(outward=False).values_list(Value(3), "name"),
            all=True,
        )
    )
    what = {1: "Kind of service", 2: "Search", 3: "Town"}
    drawers = defaultdict(list)
    for number, words in sorted(rows):
        key = sort_key(words)
        for first in suggesting.beginnings(key):
            drawers[_address(first)].append((key, words, what[number]))
    return dict(drawers)
