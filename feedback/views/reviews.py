from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from feedback import rules
from feedback.actions import reviews as actions
from feedback.forms import ReviewEditForm, ReviewForm
from feedback.lifecycle import AlreadyReviewed, InvalidMove, TooMany
from feedback.models import Review
from feedback.models.reviews import SAID
from feedback.permissions import can_change, can_review
from services.models import Service
from smartcounty.common import drafts
from smartcounty.common.caching import reading_page
from smartcounty.common.responses import gone
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case, SensitivePeriod

TOO_MANY = "You have posted a lot in the last hour. Wait a while, then post this again."
WAITS = "Your changes are saved. We check them first; until then people see what you wrote before."
CHANGED = "This review changed while you had it open. Read it again, then save."


@require_http_methods(["GET", "POST"])
def review_service(request, slug):
    """A visitor may write first and sign in afterwards: what they wrote is kept."""
    service = get_object_or_404(Service.objects.visible_to(request.user), slug=slug)
    if request.user.is_authenticated and not can_review(request.user):
        raise PermissionDenied
    if request.method == "GET" and (mine := _mine(request.user, service)):
        messages.info(request, f"You have already reviewed {service}. You can change your review.")
        return (
            redirect("feedback:review_edit", mine.public_id) if mine.is_editable else redirect(mine)
        )

    form = ReviewForm(request.POST or drafts.kept(request))
    if request.method == "POST" and form.is_valid():
        if not request.user.is_authenticated:
            drafts.keep(request)
            return redirect_to_login(request.path)
        return _submit(request, service, form)
    return _form_page(request, service, form)


def _submit(request, service, form):
    try:
        review = actions.submit(service, by=request.user, **form.cleaned_data)
    except AlreadyReviewed:
        form.add_error(None, f"You have already reviewed {service}")
        mine = _mine(request.user, service)
        return _form_page(request, service, form, mine=mine, status=409)
    except TooMany:
        form.add_error(None, TOO_MANY)
        return _form_page(request, service, form, status=429)
    drafts.forget(request)
    messages.success(request, "Thank you. Your review is saved.")
    return redirect(review)


def _mine(user, service):
    if not user.is_authenticated:
        return None
    return Review.objects.by_author(user).current().filter(service=service).first()


def _form_page(request, service, form, *, mine=None, status=200):
    periods = SensitivePeriod.objects.for_form(
        "review", actions.areas_of(service), day=timezone.localdate()
    )
    context = {"service": service, "form": form, "mine": mine, "periods": periods}
    return render(request, "feedback/review_service.html", context, status=status)


@require_GET
@reading_page
def review_detail(request, public_id):
    """For the author with its state and what happens next; for everybody, once it is public."""
    reviews = Review.objects.for_page().with_vote_of(request.user).filter(public_id=public_id)
    review = reviews.visible_to(request.user).first()
    if review is None:
        stub = reviews.removed().first()
        if stub is None:
            raise Http404
        return gone(
            request,
            title="This review",
            reason=rules.why(stub.get_removed_because_display()),
            at=stub.removed_at,
        )
    mine = can_change(request.user, review)
    changes = Case.objects.changes_to(Review, [review.pk]) if mine else {}
    context = {"review": review, "mine": mine, "change": changes.get(review.pk)}
    return render(request, "feedback/review_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def review_edit(request, public_id):
    review = get_object_or_404(Review.objects.by_author(request.user), public_id=public_id)
    if not can_review(request.user):
        raise PermissionDenied
    if not review.is_editable:
        messages.info(request, "This review can no longer be changed.")
        return redirect(review)

    said = {name: getattr(review, name) for name in SAID}
    proposal = moderation.proposal_for(review)
    if proposal:
        said |= proposal.values_for(review)
    form = ReviewEditForm(request.POST or None, initial=said | {"seen": review.version})
    if form.is_valid():
        try:
            waits = actions.edit(review, by=request.user, **form.cleaned_data)
        except InvalidMove:
            return _changed_meanwhile(request, review, form)
        messages.success(request, WAITS if waits else "Your changes are saved.")
        return redirect(review)
    return _edit_page(request, review, form, waits=proposal is not None)


def _edit_page(request, review, form, *, waits=False, status=200):
    context = {"review": review, "form": form, "waits": waits}
    return render(request, "feedback/review_edit.html", context, status=status)


def _changed_meanwhile(request, review, form):
    """If it may still be changed, what was typed is shown on top of the version that stands now."""
    if not review.is_editable or form.cleaned_data["seen"] == review.version:
        messages.error(request, "This review cannot be changed now: somebody is looking at it.")
        return redirect(review)
    form.data = form.data.copy()
    form.data["seen"] = review.version
    form.add_error(None, CHANGED)
    return _edit_page(request, review, form, status=409)


@login_required
@require_http_methods(["GET", "POST"])
def review_withdraw(request, public_id):
    review = get_object_or_404(Review.objects.by_author(request.user), public_id=public_id)
    if request.method == "POST":
        try:
            actions.withdraw(review, by=request.user)
        except InvalidMove:
            messages.error(request, "This review can no longer be withdrawn.")
            return redirect(review)
        messages.success(request, "Your review is withdrawn. Nobody else can see it.")
        return redirect("accounts:contributions")
    return render(request, "feedback/review_withdraw.html", {"review": review})
