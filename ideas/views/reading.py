from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ideas import permissions, rules
from ideas.lifecycle import ANSWERED, CLOSED, Status
from ideas.models import Idea
from ideas.views.answers import shown
from ideas.views.thread import thread
from smartcounty.common import markdown
from smartcounty.common.caching import reading_page
from smartcounty.common.parts import Drawn, Frame, framed
from smartcounty.common.registry import drawn
from smartcounty.common.responses import gone
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.models import Case

LIKE_THIS = 2
PAGE = "ideas/idea_detail.html"


@reading_page
@require_GET
def idea_detail(request, slug):
    ideas = Idea.objects.visible_to(request.user).filter(slug=slug)
    idea = ideas.for_panels().with_reader(request.user).first()
    if idea is None or idea.status == Status.REMOVED:
        return _gone(request, slug)
    is_author = permissions.is_author(request.user, idea)
    if is_author or not idea.is_public:
        page = Drawn(request, PAGE, _frame(request, idea, is_author=is_author))
    else:
        state = (idea.as_told, idea.supported, idea.is_followed, timezone.localdate())
        page = framed(
            request,
            PAGE,
            "ideas.page",
            state,
            lambda: _frame(request, idea, is_author=False),
            holes=["panels"],
        )
    return page.filled(panels=drawn("ideas.idea", idea, request) if idea.is_public else "")


def _frame(request, found, *, is_author):
    """`found` says what the reader has to do with the idea."""
    idea = Idea.objects.visible_to(request.user).for_page().filter(pk=found.pk).first()
    if idea is None:
        raise Http404("Gone a moment ago")
    context = _shown(idea) | (_public(idea) if idea.is_public else _private(idea))
    context |= {
        "is_author": is_author,
        "supported": found.supported,
        "follows": found.is_followed,
        "change": Case.objects.changes_to(Idea, [idea.pk]).get(idea.pk) if is_author else None,
    }
    return Frame(
        title=f"{idea.title}, an idea for {idea.area}" if idea.area else idea.title,
        is_for_search_engines=idea.is_public,
        top=render_to_string("ideas/_page_top.html", context, request),
        end=render_to_string("ideas/_page_end.html", context, request),
    )


def _gone(request, slug):
    """What was public and is removed leaves a stub; of anything else nobody learns that it is there."""
    idea = Idea.objects.filter(slug=slug, status=Status.REMOVED).first()
    if idea is None:
        raise Http404
    removed = idea.history.filter(new=Status.REMOVED).order_by("-version").first()
    reason = ReasonCode(removed.reason_code).label.lower() if removed else "of the community rules"
    at = removed.at if removed else idea.updated_at
    return gone(request, title="This idea", reason=f"of this: {reason}", at=at)


def _shown(idea):
    today = timezone.localdate()
    history = list(idea.history.order_by("version"))
    answers, trial = [], None
    if any(change.new in ANSWERED for change in history):
        answers = list(idea.answers.select_related("body").order_by("-version"))
        trial = idea.trials.order_by("-pk").first()
    return {
        "idea": idea,
        "tied_to": idea.tied_to,
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
        "like_this": [],
        "joined": [],
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


def _public(idea):
    like_this = Idea.objects.public().filter(topic=idea.topic).exclude(pk=idea.pk)
    like_this = like_this.select_related("area").order_by("-support_count", "-pk")
    return {
        "joined": idea.has_joined and list(Idea.objects.joined_with(idea).defer("search")),
        "like_this": [(other, other.mark()) for other in like_this.defer("search")[:LIKE_THIS]],
    }


def _private(idea):
    """For the author alone: the decision that keeps it from the public, if there is one."""
    case = Case.objects.about(idea).decided().order_by("-opened_at", "-pk").first()
    return {"decision": case}
