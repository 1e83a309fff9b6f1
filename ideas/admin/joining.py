from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ideas import actions
from ideas.admin.responding import RECORDED, page, problem_of
from ideas.forms import JoinForm, UndoJoinForm
from ideas.lifecycle import DISCUSSED, NEXT, Status
from ideas.models import Idea
from ideas.permissions import can_join

TITLES = {"join": "Join it with another idea", "undo_join": "Undo the joining"}
GONE = "This is no longer possible. See its history."


def possible(idea):
    """What can be done now, as the name of its page and its title; nothing for most."""
    if idea.status == Status.DUPLICATE:
        return "undo_join", TITLES["undo_join"]
    if idea.is_public and Status.DUPLICATE in NEXT[idea.status]:
        return "join", TITLES["join"]
    return "", ""


def ways(idea, user):
    """What a moderator may do now, as pairs of a title and an address."""
    name, title = possible(idea) if can_join(user, idea) else ("", "")
    return [(title, reverse(f"admin:ideas_idea_{name}", args=[idea.pk]))] if name else []


@require_http_methods(["GET", "POST"])
def join(request, model_admin, pk):
    idea = _idea(request, pk)
    form = JoinForm(request.POST or None, idea=idea, user=request.user)
    return _page(request, model_admin, idea, form, "join", alike=_alike(idea))


@require_http_methods(["GET", "POST"])
def undo_join(request, model_admin, pk):
    idea = _idea(request, pk)
    form = UndoJoinForm(request.POST or None, idea=idea)
    return _page(request, model_admin, idea, form, "undo_join")


def _idea(request, pk):
    ideas = Idea.objects.public().select_related("area", "survivor").defer("search")
    idea = get_object_or_404(ideas, pk=pk)
    if not can_join(request.user, idea):
        raise PermissionDenied
    return idea


def _page(request, model_admin, idea, form, name, **more):
    problem = "" if possible(idea)[0] == name else GONE
    if not problem and form.is_valid():
        problem = problem_of(getattr(actions, name), idea, by=request.user, **form.cleaned_data)
        if not problem:
            messages.success(request, RECORDED)
            return redirect("admin:ideas_idea_change", idea.pk)
    return page(request, model_admin, idea, form, title=TITLES[name], problem=problem, **more)


def _alike(idea):
    """Public ideas much like it that it could be joined with."""
    like = {"area": idea.area, "topic": idea.topic}
    ideas = Idea.objects.public().filter(status__in=DISCUSSED).exclude(pk=idea.pk)
    return ideas.close_to(idea.title, idea.body[:1000], **like).defer("search")
