from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ideas import actions
from ideas.forms import MOVES
from ideas.lifecycle import InvalidMove, NotEnough
from ideas.models import Idea
from ideas.permissions import bodies_answered_for, can_respond
from smartcounty.common.templatetags.sc_tags import moment

RECORDED = "Recorded. The author and everybody who follows it will be told."


@require_http_methods(["GET", "POST"])
def respond(request, model_admin, pk, word):
    """One move: load, may they, parse, one verb, answer."""
    idea = get_object_or_404(Idea.objects.public().select_related("owner", "area"), pk=pk)
    if not can_respond(request.user, idea):
        raise PermissionDenied
    if word not in MOVES:
        raise Http404
    form_class, _, old = MOVES[word]
    form = form_class(request.POST or None, idea=idea, bodies=bodies_answered_for(request.user))
    problem = "" if idea.status in old else "This is no longer possible. See its history."
    if not problem and form.is_valid():
        problem = problem_of(getattr(actions, form.verb), idea, by=request.user, **form.details)
        if not problem:
            messages.success(request, RECORDED)
            return redirect("admin:ideas_idea_change", idea.pk)
    return page(request, model_admin, idea, form, title=form.title, problem=problem)


def page(request, model_admin, idea, form, *, title, problem, **more):
    """The form of one move; what was typed stays on it if something went wrong."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "idea": idea,
        "form": form,
        "problem": problem,
        "alike": [],
        **more,
    }
    status = 409 if problem else 200
    return render(request, "admin/ideas/idea/respond.html", context, status=status)


def problem_of(verb, idea, **details):
    """Do it; the words of what went wrong, if something did."""
    try:
        verb(idea, **details)
    except InvalidMove as clash:
        if clash.at is None:
            return "It changed while you were writing. See its history, then try again."
        return f"Already decided by {clash.decided_by} on {moment(clash.at)}."
    except NotEnough as lack:
        return str(lack)
    return ""
