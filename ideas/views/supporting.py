from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ideas import actions
from ideas.forms import SupportForm
from ideas.lifecycle import InvalidMove
from ideas.models import Idea
from ideas.permissions import can_support, is_author


@login_required
@require_http_methods(["GET", "POST"])
def idea_support(request, slug):
    """A page with one button; the same page takes support back."""
    idea = get_object_or_404(Idea.objects.public().for_page().with_reader(request.user), slug=slug)
    if request.method == "GET":
        return _page(request, idea)
    if not can_support(request.user, idea):
        raise PermissionDenied
    if request.POST.get("action") == "withdraw":
        actions.withdraw_support(idea, by=request.user)
        messages.success(request, "You no longer support this idea.")
        return redirect(idea)
    return _support(request, idea)


def _support(request, idea):
    form = SupportForm(request.POST)
    form.is_valid()
    try:
        actions.support(idea, by=request.user, follow=form.cleaned_data["follow"])
    except InvalidMove:
        messages.error(request, "This idea no longer gathers support.")
    else:
        messages.success(request, _thanks(idea))
    return redirect(idea)


def _thanks(idea):
    people = (
        "1 person supports" if idea.support_count == 1 else f"{idea.support_count} people support"
    )
    left = idea.support_left
    more = f" {left} more and a body must look at it." if left else ""
    return f"Thank you. {people} this idea.{more}"


def _page(request, idea):
    context = {
        "idea": idea,
        "form": SupportForm(),
        "supported": idea.supported,
        "is_author": is_author(request.user, idea),
        "can_support": can_support(request.user, idea),
    }
    return render(request, "ideas/idea_support.html", context)
