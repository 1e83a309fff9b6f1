from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from feedback.actions import votes as actions
from feedback.choices import Answer
from feedback.forms import HelpfulForm
from feedback.lifecycle import InvalidMove, TooMany
from feedback.models import Review
from feedback.permissions import can_change, can_vote

TOO_MANY = "You have answered for a lot of reviews in the last hour. Wait a while, then try again."
THANKS = {
    Answer.YES: "Thank you. You found this review helpful.",
    Answer.NO: "Thank you. You did not find this review helpful.",
    Answer.NONE: "Your answer is taken back.",
}


@login_required
@require_http_methods(["GET", "POST"])
def review_helpful(request, public_id):
    """A page with the question; the same page changes the answer or takes it back."""
    reviews = Review.objects.public().for_page().with_vote_of(request.user)
    review = get_object_or_404(reviews, public_id=public_id)
    may = can_vote(request.user, review)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = HelpfulForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, review, form, may=may)
    try:
        _answer(review, request.user, form.cleaned_data["answer"])
    except TooMany:
        form.add_error(None, TOO_MANY)
        return _page(request, review, form, may=may, status=429)
    except InvalidMove:
        messages.error(request, "This review is no longer public.")
        return redirect(review.about)
    messages.success(request, THANKS[form.cleaned_data["answer"]])
    return redirect(review)


def _answer(review, person, answer):
    if answer == Answer.NONE:
        actions.take_back(review, by=person)
    else:
        actions.vote(review, by=person, helpful=answer == Answer.YES)


def _page(request, review, form, *, may, status=200):
    mine = can_change(request.user, review)
    context = {"review": review, "form": form, "mine": mine, "may": may}
    return render(request, "feedback/review_helpful.html", context, status=status)
