from django.http import Http404
from django.shortcuts import render
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
from smartcounty.common.registry import panels
from smartcounty.common.responses import gone
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.models import Case
from smartcounty.notifications import actions as notifications

LIKE_THIS = 2


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
        "change": None,
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
    change = None
    if permissions.is_author(request.user, idea):
        change = Case.objects.changes_to(Idea, [idea.pk]).get(idea.pk)
    return {
        "change": change,
        "follows": notifications.follows(request.user, "idea", idea.pk),
        "panels": panels("ideas.idea", idea, request),
        "like_this": [(other, other.mark()) for other in like_this.defer("search")[:LIKE_THIS]],
    }


def _private(idea):
    """For the author alone: the decision that keeps it from the public, if there is one."""
    case = Case.objects.about(idea).decided().order_by("-opened_at", "-pk").first()
    return {"decision": case}
