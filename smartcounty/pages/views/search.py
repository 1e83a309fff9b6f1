from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from services.filters import words_in
from smartcounty.common.caching import reading_page
from smartcounty.common.pagination import LAST_PAGE, PAGE_SIZE
from smartcounty.common.registry import sources
from smartcounty.pages.filters import Asked

SHOWN = 3


@require_GET
@reading_page
def search(request):
    """One box over everything: the first of each kind, or all of one kind, page by page."""
    kinds = sources()
    asked = Asked.read(request.GET, kinds)
    groups = list(_groups(kinds.values(), asked, request)) if asked.text else []
    chosen = [group for group in groups if asked.kind in ("", group["source"].kind)]
    context = {
        "asked": asked,
        "groups": [group for group in chosen if group["total"]],
        "total": sum(group["total"] for group in chosen),
        "meant": next((group["meant"] for group in groups if group["meant"]), ""),
        "place": groups[0]["place"] if groups else "",
        "tabs": _tabs(asked, groups),
        "page": _page(asked, chosen[0]) if asked.kind and groups else None,
        "ways": _ways(asked),
    }
    return render(request, "pages/search.html", context)


def _groups(kinds, asked, request):
    """What each kind has; where that is nothing, what it has for the text as an earlier kind put it right.

    Of the kinds beside a chosen one only the number is shown.
    """
    words, meant = words_in(asked.text), ""
    for source in kinds:
        start, size = _part(source, asked)
        used, found = words, source.find(words, request, start=start, size=size)
        meant = meant or found.meant
        if meant and not found.total and not found.meant:
            used = words_in(meant)
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


def _ways(asked):
    """What an empty answer offers."""
    ways = [("Search everything", asked.address())] if asked.kind else []
    return [
        *ways,
        ("See all services", reverse("services:list")),
        ("See what is being worked on", reverse("ideas:list")),
        ("Find a hub", reverse("hubs:list")),
        ("Post what you need as an idea", reverse("ideas:submit")),
    ]
