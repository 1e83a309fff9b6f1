from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

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
    chosen = [kinds[asked.kind]] if asked.kind else list(kinds.values())
    size = PAGE_SIZE if asked.kind else SHOWN
    start = (_number(asked.page) - 1) * size if asked.kind else 0
    groups = list(_groups(chosen, asked, request, start, size)) if asked.text else []
    total = sum(group["total"] for group in groups)
    context = {
        "asked": asked,
        "groups": [group for group in groups if group["total"]],
        "total": total,
        "meant": next((group["meant"] for group in groups if group["meant"]), ""),
        "tabs": _tabs(asked, groups, total),
        "page": _page(asked, groups[0]) if asked.kind and groups else None,
        "ways": _ways(asked),
    }
    return render(request, "pages/search.html", context)


def _groups(chosen, asked, request, start, size):
    """What each kind has; where that is nothing, what it has for the text as an earlier kind put it right."""
    meant = ""
    for source in chosen:
        text, found = asked.text, source.find(asked.text, request, start=start, size=size)
        meant = meant or found.meant
        if meant and not found.total and not found.meant:
            text, found = meant, source.find(meant, request, start=start, size=size)
        yield _group(source, found, asked.address(source.kind, text), size)


def _group(source, found, address, size):
    more = address if found.total > size else ""
    return {
        "source": source,
        "total": found.total,
        "cards": found.cards,
        "address": address,
        "more": bool(more),
        "url": found.url or more,
        "words": f"{found.total:,} {source.words[found.total != 1]}",
        "meant": found.meant,
    }


def _tabs(asked, groups, total):
    """From one kind the way leads back to all; among all, to each kind that has something."""
    if asked.kind:
        return [("All kinds", asked.address(), None, False)] + [
            (group["source"].title, group["address"], group["total"], True) for group in groups
        ]
    return [("All", asked.address(), total, True)] + [
        (group["source"].title, group["address"], group["total"], False)
        for group in groups
        if group["total"]
    ]


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
