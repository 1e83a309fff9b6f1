from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Value
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ideas.choices import Stage
from services.filters import words_in
from services.models import Category
from smartcounty.common.caching import reading_page
from smartcounty.common.pagination import LAST_PAGE, PAGE_SIZE
from smartcounty.common.parts import remember
from smartcounty.common.registry import sources
from smartcounty.pages.filters import Asked
from smartcounty.places.models import Area, Topic
from smartcounty.places.views import areas_of_today

SHOWN, RELATED = 3, 3
FACET_WORDS = {
    "area": ("Where", "Everywhere"),
    "topic": ("About", "Every topic"),
    "status": ("Stage of an idea", "Every stage"),
}


@require_GET
@reading_page
@areas_of_today
def search(request):
    """One box over everything: the first of each kind, or all of one kind, page by page."""
    kinds = sources()
    asked = Asked.read(request.GET, kinds)
    choices = remember("pages.search_choices", "", _choices) if asked.text else []
    asked = asked.narrowed(choices)
    groups = list(_groups(kinds.values(), asked, request)) if asked.text else []
    chosen = [group for group in groups if asked.kind in ("", group["source"].kind)]
    context = {
        "asked": asked,
        "groups": [group for group in chosen if group["total"]],
        "total": sum(group["total"] for group in chosen),
        "meant": next((group["meant"] for group in groups if group["meant"]), ""),
        "place": groups[0]["place"] if groups else "",
        "tabs": _tabs(asked, groups),
        "facets": _facets(asked, choices),
        "chips": _chips(asked, choices),
        "page": _page(asked, chosen[0]) if asked.kind and groups else None,
        "ways": [] if any(group["total"] for group in chosen) else _ways(asked, groups),
    }
    return render(request, "pages/search.html", context)


def _groups(kinds, asked, request):
    """What each kind has; where that is nothing, what it has for the text as an earlier kind put it right.

    Of the kinds beside a chosen one only the number is shown.
    """
    words, meant = words_in(asked.text, asked.narrowing), ""
    for source in kinds:
        start, size = _part(source, asked)
        used, found = words, source.find(words, request, start=start, size=size)
        meant = meant or found.meant
        if meant and not found.total and not found.meant:
            used = words_in(meant, asked.narrowing)
            found = source.find(used, request, start=start, size=size)
        yield _group(source, found, asked.address(source.kind, used.text), size, words.place)


def _part(source, asked):
    """From which of what is found, and how many."""
    if source.kind == asked.kind:
        return (_number(asked.page) - 1) * PAGE_SIZE, PAGE_SIZE
    return 0, 1 if asked.kind else SHOWN


def _group(source, found, address, size, place):
    more = address if found.total > size else ""
    return {
        "source": source,
        "place": place.label if place else "",
        "total": found.total,
        "cards": found.cards,
        "address": address,
        "more": bool(more),
        "url": found.url or more,
        "words": f"{found.total:,} {source.words[found.total != 1]}",
        "meant": found.meant,
    }


def _tabs(asked, groups):
    """All, and each kind that has something or is chosen."""
    total = sum(group["total"] for group in groups)
    if not total:
        return []
    tabs = [("All", asked.address(), total, not asked.kind)]
    for group in groups:
        is_chosen = group["source"].kind == asked.kind
        if group["total"] or is_chosen:
            tabs.append((group["source"].title, group["address"], group["total"], is_chosen))
    return tabs


def _choices():
    """Rows of facet, slug and name: the districts of today, the topics, and how far ideas are, in that order."""
    districts = Area.objects.on(timezone.localdate()).districts()
    topics = Topic.objects.values_list(Value("topic"), "slug", "name")
    named = sorted(
        districts.values_list(Value("area"), "slug", "name").union(topics, all=True),
        key=lambda row: (row[0], row[2]),
    )
    return [*named, *(("status", stage.value, stage.label) for stage in Stage)]


def _facets(asked, choices):
    """For a choice in each: its parameter, title, what leaves it open, and options of slug, name and whether chosen."""
    return [
        (name, title, everything, _options(name, asked, choices))
        for name, (title, everything) in FACET_WORDS.items()
        if any(row[0] == name for row in choices)
    ]


def _options(name, asked, choices):
    return [
        (slug, words, (name, slug) in asked.narrowing)
        for one, slug, words in choices
        if one == name
    ]


def _chips(asked, choices):
    names = {(name, slug): words for name, slug, words in choices}
    return [(names[pair], asked.but_for(pair[0]).address(asked.kind)) for pair in asked.narrowing]


def _page(asked, group):
    paginator = Paginator(group["cards"], PAGE_SIZE)
    paginator.count = group["total"]
    paginator.num_pages = min(paginator.num_pages, LAST_PAGE)
    number = _number(asked.page)
    if number > paginator.num_pages:
        raise Http404("Narrow your search")
    return Page(group["cards"], number, paginator)


def _number(text):
    """A page number as it is written in addresses of ours; anything else is no page."""
    if not (text.isascii() and text.isdigit()) or text != str(int(text[:4])):
        raise Http404("Narrow your search")
    if not 1 <= int(text) <= LAST_PAGE:
        raise Http404("Narrow your search")
    return int(text)


def _ways(asked, groups):
    """What an empty answer offers: other kinds, a wider area, related services, what there is, a person to ask."""
    if not asked.text:
        return []
    words, services = words_in(asked.text), reverse("services:list")
    ways = []
    if asked.kind and any(group["total"] for group in groups):
        ways.append(("Search everything", asked.address()))
    if asked.narrowing:
        ways.append(("Search in all areas and topics", asked.wide))
    if words.place and words.groups:
        wider = asked.address(asked.kind, words.rest)
        ways.append((f"Look for “{words.rest}” in the whole county", wider))
    terms = [term for group in words.groups for term in group]
    for slug, name in Category.objects.related_to(terms)[:RELATED]:
        ways.append((f"Services under {name}", f"{services}?{urlencode({'category': slug})}"))
    return [
        *ways,
        ("See all services", services),
        ("See what is being worked on", reverse("ideas:list")),
        ("Find a hub", reverse("hubs:list")),
        ("Post what you need as an idea", reverse("ideas:submit")),
        ("Ask us a question", f"{reverse('pages:write')}?{urlencode({'q': asked.text})}"),
    ]
