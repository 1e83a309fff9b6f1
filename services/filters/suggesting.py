"""What the search box offers while somebody types: kinds of service, what people call them, towns, names."""

from django.core.cache import cache
from django.db.models import Case, Q, Subquery, Value, When

from services.models import Category, Service, Synonym
from services.rules import suggesting
from services.rules.slugs import sort_key
from smartcounty.places.models import Locality

KEY, KEPT = "services:suggestions", 300
NAMED_FROM = 3  # letters; before that, half the county fits
MOST_NAMES = 4
MOST_BEGUN = 100


def suggest(text, *, user):
    """Pairs of words to search for and what they are; few, best first."""
    key = suggesting.begun(text)
    if not key:
        return []
    found = suggesting.best(_entries(), key)
    if len(key) < NAMED_FROM:
        return found
    names = _names(key, Service.objects.visible_to(user).listed())
    named = [(name, "Service") for name in dict.fromkeys(names)]
    return [*found[: suggesting.MOST - len(named)], *named]


def _names(key, services):
    """With a word that begins so: of the first that turn up, those that begin with it, then the best rated."""
    begins = Q(name_key__startswith=key)
    some = services.filter(begins | Q(name_key__contains=f" {key}")).values("pk")[:MOST_BEGUN]
    leads = Case(When(begins, then=Value(0)), default=Value(1))
    found = Service.objects.filter(pk__in=Subquery(some))
    found = found.order_by(leads, "-rating_ranked", "name_key", "pk")
    return found.values_list("name", flat=True)[:MOST_NAMES]


def _entries():
    entries = cache.get(KEY)
    if entries is None:
        entries = _read()
        cache.set(KEY, entries, KEPT)
    return entries


def _read():
    """In one question; what stands higher counts where two have the same words."""
    kinds = Category.objects.filter(service_links__service__is_listed=True)
    rows = (
        kinds.distinct()
        .values_list(Value(1), "name")
        .union(
            Synonym.objects.values_list(Value(2), "said"),
            Locality.objects.filter(outward=False).values_list(Value(3), "name"),
            all=True,
        )
    )
    what = {1: "Kind of service", 2: "Search", 3: "Town"}
    return [(sort_key(words), words, what[number]) for number, words in sorted(rows)]
