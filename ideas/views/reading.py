from django.db.models import Value
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ideas import permissions, rules
from ideas.choices import Sort
from ideas.filters import IdeaFilter
from ideas.forms import AREA_KINDS
from ideas.lifecycle import ANSWERED, CLOSED, Status
from ideas.models import Idea, Support
from ideas.views.answers import shown
from ideas.views.thread import thread
from smartcounty.common import markdown
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.pagination import page_of
from smartcounty.common.parts import remember
from smartcounty.common.registry import panels
from smartcounty.common.responses import gone
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.models import Case
from smartcounty.notifications import actions as notifications
from smartcounty.places.models import Area, Topic

LIKE_THIS = 2


@reading_page
@require_GET
@not_endlessly
def idea_list(request):
    at = timezone.localtime()
    chosen = IdeaFilter(request.GET, remember("ideas.names", "", _names))
    found, nearly = _found(chosen)
    ideas = chosen.narrow(found).in_order(chosen.sort, at=at).for_cards()
    page = page_of(ideas, request.GET.get("page", "1"), total=chosen.total)
    mine = Support.objects.of(request.user, [idea.pk for idea in page])
    context = {
        "filter": chosen,
        "page": page,
        "cards": [(idea, idea.pk in mine) for idea in page],
        "nearly": nearly,
        "panel": _panel(chosen),
        "today": at.date(),
        "title": _title(chosen),
        "kept": {
            "by_search": chosen.kept("topic", "area", "status"),
            "by_sort": chosen.kept("q", "topic", "area", "status"),
        },
        "ways": [
            ("See all ideas", reverse("ideas:list")),
            ("Post an idea", reverse("ideas:submit")),
        ],
    }
    return render(request, "ideas/idea_list.html", context)


def _panel(chosen):
    """The filters, drawn once for all who ask the same."""

    def draw():
        kept = chosen.kept("q", "status", "sort")
        context = {"kept": kept, "topics": chosen.facet("topic"), "areas": chosen.facet("area")}
        return render_to_string("ideas/_filters.html", context)

    return remember("ideas.panel", (chosen.query(), chosen.open_facet), draw)


def _names():
    """The words of both facets by key, in one query."""
    topics = Topic.objects.order_by().values_list(Value("topic"), "pk", "slug", "name")
    areas = Area.objects.order_by().filter(kind__in=AREA_KINDS)
    areas = areas.values_list(Value("area"), "pk", "slug", "name")
    names = {"topic": {}, "area": {}}
    for kind, pk, slug, name in topics.union(areas, all=True):
        names[kind][pk] = (slug, name)
    return names


def _found(chosen):
    """Ideas that hold the words, counted; if none does, those that sound like them, and True."""
    ideas = Idea.objects.public()
    if not chosen.q:
        chosen.count(remember("ideas.counts", "", lambda: list(ideas.counted())))
        return ideas, False
    found = ideas.search(chosen.q)
    chosen.count(found.counted())
    if chosen.counts:
        return found, False
    found = ideas.sounding_like(chosen.q)
    chosen.count(found.counted())
    return found, bool(chosen.counts)


def _title(chosen):
    words = dict(chosen.sorts())[chosen.sort]
    number = f"{chosen.total} idea{'' if chosen.total == 1 else 's'}"
    return number if chosen.sort == Sort.RANDOM else f"{number}, {words.lower()} first"


@reading_page
@require_GET
def idea_detail(request, slug):
    idea = Idea.objects.visible_to(request.user).for_page(request.user).filter(slug=slug).first()
    if idea is None or idea.status == Status.REMOVED:
        return _gone(request, slug)
    context = _shown(idea, request) | (_public(idea, request) if idea.is_public else _private(idea))
    return render(request, "ideas/idea_detail.html", context)


def _gone(request, slug):
    """What was public and is removed leaves a stub; of anything else nobody learns that it is there."""
    idea = Idea.objects.filter(slug=slug, status=Status.REMOVED).first()
    if idea is None:
        raise Http404
    removed = idea.history.filter(new=Status.REMOVED).order_by("-version").first()
    reason = ReasonCode(removed.reason_code).label.lower() if removed else "of the community rules"
    at = removed.at if removed else idea.updated_at
    return gone(request, title="This idea", reason=f"of this: {reason}", at=at)


def _shown(idea, request):
    today = timezone.localdate()
    history = list(idea.history.order_by("version"))
    answers, trial = [], None
    if any(change.new in ANSWERED for change in history):
        answers = list(idea.answers.select_related("body").order_by("-version"))
        trial = idea.trials.order_by("-pk").first()
    return {
        "idea": idea,
        "body": markdown.render(idea.body),
        "lead": rules.lead(idea.summary, idea.body),
        "mark": idea.mark(today=today, until=trial and trial.ends_on),
        "steps": thread(idea, history, trial, today=today),
        "answers": [shown(answer, history) for answer in answers],
        "trial": trial,
        "people": _people(idea),
        "already": _already(idea),
        "gathering": idea.status == Status.OPEN,
        "looked_at": _looked_at(idea),
        "needed": f"{idea.support_count} of {idea.threshold}",
        "rest": f"{idea.support_left} to go" if idea.support_left else "Mark reached",
        "topic_url": idea.topic and f"{reverse('ideas:list')}?topic={idea.topic.slug}",
        "is_author": permissions.is_author(request.user, idea),
        "supported": idea.supported,
        "follows": False,
        "panels": [],
        "like_this": [],
        "decision": None,
    }


def _people(idea):
    return (
        "1 person supports" if idea.support_count == 1 else f"{idea.support_count} people support"
    )


def _looked_at(idea):
    """What the mark meant for an idea that no longer gathers support."""
    if idea.status not in CLOSED and idea.threshold_reached_at is None:
        return f"A body took it up before it reached {idea.threshold}."
    return f"It needed {idea.threshold} to be looked at."


def _already(idea):
    match idea.support_count:
        case 0:
            return "Be the first"
        case 1:
            return "1 person already does"
        case number:
            return f"{number} people already do"


def _public(idea, request):
    like_this = Idea.objects.public().filter(topic=idea.topic).exclude(pk=idea.pk)
    like_this = like_this.select_related("area").order_by("-support_count", "-pk")
    return {
        "follows": notifications.follows(request.user, "idea", idea.pk),
        "panels": panels("ideas.idea", idea, request),
        "like_this": [(other, other.mark()) for other in like_this.defer("search")[:LIKE_THIS]],
    }


def _private(idea):
    """For the author alone: the decision that keeps it from the public, if there is one."""
    case = Case.objects.about(idea).decided().order_by("-opened_at", "-pk").first()
    return {"decision": case}
