from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from feedback import rules
from feedback.actions import comments as actions
from feedback.forms import CommentForm
from feedback.lifecycle import InvalidMove, TooMany
from feedback.models import Comment
from feedback.permissions import can_change, can_comment
from feedback.views import panels
from feedback.views.reviews import TOO_MANY
from ideas.models import Idea
from smartcounty.common import drafts
from smartcounty.common.caching import reading_page
from smartcounty.common.responses import gone
from smartcounty.moderation.models import SensitivePeriod

CLOSED = "This idea is closed, so it takes no more comments. You can copy what you wrote."


@require_http_methods(["GET", "POST"])
def comment(request, slug):
    """A visitor may write first and sign in afterwards: what they wrote is kept."""
    idea = get_object_or_404(Idea.objects.visible_to(request.user), slug=slug)
    return _post(request, idea)


@require_http_methods(["GET", "POST"])
def comment_reply(request, public_id):
    found = Comment.objects.visible_to(request.user).for_page().select_related("idea")
    parent = get_object_or_404(found, public_id=public_id, parent=None)
    return _post(request, parent.idea, parent)


def _post(request, idea, parent=None):
    if request.user.is_authenticated and not can_comment(request.user):
        raise PermissionDenied
    if request.method == "GET" and not panels.is_open(idea):
        return redirect(idea)
    form = CommentForm(request.POST or drafts.kept(request), user=request.user)
    areas = [idea.area] if idea.area else []
    periods = SensitivePeriod.objects.for_form("comment", areas, day=timezone.localdate())
    context = {"idea": idea, "parent": parent, "form": form, "periods": periods}
    status = 200
    if request.method == "POST" and form.is_valid():
        if not request.user.is_authenticated:
            drafts.keep(request)
            return redirect_to_login(request.path)
        try:
            said = actions.post(idea, by=request.user, parent=parent, **form.cleaned_data)
        except TooMany:
            form.add_error(None, TOO_MANY)
            status = 429
        except InvalidMove:
            form.add_error(None, CLOSED)
            status = 409
        else:
            drafts.forget(request)
            messages.success(request, "Thank you. Your comment is saved.")
            return redirect(said)
    return render(request, "feedback/comment.html", context, status=status)


@require_GET
@reading_page
def comment_detail(request, public_id):
    """One comment by itself, with the way to the talk it is part of."""
    comments = Comment.objects.for_page().select_related("idea").filter(public_id=public_id)
    found = comments.visible_to(request.user).first()
    if found is None:
        stub = comments.removed().filter(idea__in=Idea.objects.visible_to(request.user)).first()
        if stub is None:
            raise Http404
        reason = rules.why(stub.get_removed_because_display())
        return gone(request, title="This comment", reason=reason, at=stub.removed_at)
    context = {
        "comment": found,
        "mine": can_change(request.user, found),
        "talk": panels.talk_page(found),
    }
    return render(request, "feedback/comment_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def comment_withdraw(request, public_id):
    found = get_object_or_404(
        Comment.objects.by_author(request.user).select_related("idea"), public_id=public_id
    )
    if request.method == "POST":
        try:
            actions.withdraw(found, by=request.user)
        except InvalidMove:
            messages.error(request, "This comment can no longer be withdrawn.")
            return redirect(found)
        messages.success(request, "Your comment is withdrawn. Nobody else can see it.")
        return redirect("accounts:contributions")
    return render(request, "feedback/comment_withdraw.html", {"comment": found})
