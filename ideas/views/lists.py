from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ideas.choices import Sort
from ideas.filters import IdeaFilter
from ideas.forms import AREA_KINDS
from ideas.models import Idea, Support
from ideas.templatetags.ideas_tags import card_list
from services.filters import words_in
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.page_cache import known
from smartcounty.common.pagination import page_numbered, rows_of
from smartcounty.common.parts import Frame, framed, remember
from smartcounty.places.actions import moved_areas
from smartcounty.places.models import Area, Topic
from smartcounty.places.views import areas_of_today


@reading_page
@require_GET
@not_endlessly
@areas_of_today
def idea_list(request):
    at = timezone.localtime()
    request.GET = known(request.GET)
    page = framed(
        request,
        "ideas/idea_list.html",
        "ideas.list",
        request.GET.urlencode(),
        lambda: _frame(request, at),
        holes=["cards"],
    )
    ideas = {idea.pk: idea for idea in Idea.objects.cards_of(page.rows)}
    mine = Support.objects.of(request.user, page.rows)
    cards = [(ideas[key], key in mine) for key in page.rows if key in ideas]
    return page.filled(cards=card_list(cards, at.date()))


def _frame(request, at):
    chosen = IdeaFilter(request.GET, facet_names())
    found, nearly = _found(chosen)
    page = page_numbered(request.GET.get("page", "1"), total=chosen.total)
    ideas = chosen.narrow(found).in_order(chosen.sort, at=at)
    path = reverse("ideas:list")
    context = {
        "filter": chosen,
        "page": page,
        "nearly": nearly,
        "panel": _panel(chosen),
        "title": _title(chosen),
        "kept": {
            "by_search": chosen.kept("topic", "area", "status"),
            "by_sort": chosen.kept("q", "topic", "area", "status"),
        },
        "ways": [("See all ideas", path), ("Post an idea", reverse("ideas:submit"))],
    }
    return Frame(
        title=_page_title(page, chosen),
        canonical=path if page.number == 1 else f"{path}?page={page.number}",
        is_for_search_engines=not chosen.query(),
        top=render_to_string("ideas/_list_top.html", context, request),
        end=render_to_string("ideas/_list_end.html", context, request),
        rows=list(ideas.values_list("pk", flat=True)[rows_of(page)]),
    )


def _page_title(page, chosen):
    """Ideas about “bus stops”, page 2"""
    about = f"Ideas about “{chosen.q}”" if chosen.q else "Ideas"
    return about if page.number == 1 else f"{about}, page {page.number}"


def _panel(chosen):
    """The filters, drawn once for all who ask the same."""

    def draw():
        kept = chosen.kept("q", "status", "sort")
        context = {"kept": kept, "topics": chosen.facet("topic"), "areas": chosen.facet("area")}
        return render_to_string("ideas/_filters.html", context)

    return remember("ideas.panel", (chosen.query(), chosen.open_facet), draw)


def facet_names():
    return remember("ideas.facet_names", "", _names)


def _names():
    """The words of both facets by key, in one query while no area has ended.

    One that has bears the words of each area that took over from it.
    """
    ended = Q(valid_to__lte=timezone.localdate())
    topics = Topic.objects.order_by().values_list(
        Value("topic"), "pk", "slug", "name", Value(False)
    )
    areas = Area.objects.order_by().filter(kind__in=AREA_KINDS)
    areas = areas.values_list(Value("area"), "pk", "slug", "name", Coalesce(ended, False))
    rows = list(topics.union(areas, all=True))
    moved = moved_areas() if any(has_ended for *_, has_ended in rows) else {}
    names = {"topic": {}, "area": {}}
    for kind, pk, slug, name, has_ended in rows:
        heirs = moved.get(slug, ()) if has_ended else ()
        names[kind][pk] = list(heirs) or [(slug, name)]
    return names


def _found(chosen):
    """Ideas that hold the words, counted; if none does, those that sound like them, and True."""
    ideas = Idea.objects.public()
    if not chosen.q:
        chosen.count(remember("ideas.counts", "", lambda: list(ideas.counted())))
        return ideas, False
    words = words_in(chosen.q)
    found = ideas.search(words)
    chosen.count(found.counted())
    if chosen.counts:
        return found, False
    found = ideas.sounding_like(words.rest)
    chosen.count(found.counted())
    return found, bool(chosen.counts)


def _title(chosen):
    words = dict(chosen.sorts())[chosen.sort]
    number = f"{chosen.total} idea{'' if chosen.total == 1 else 's'}"
    return number if chosen.sort == Sort.RANDOM else f"{number}, {words.lower()} first"
