"""What reviews and comments add up to: reckoned anew each night, and asked for by `manage.py recount_ratings`."""

import time as clock

from django.db import transaction
from django.utils import timezone

from feedback.actions import reviews, votes
from feedback.models import HelpfulVote, Review
from services.actions import ratings
from services.models import Service
from services.rules.ratings import Mark, wilson

CHUNK = 100
LONGEST_SECONDS = 40


def recount_ratings(*, at):
    """Bring every service's figures to the weights of the day; True if there is more to do than fits in one task.

    The day a row was last reckoned is the cursor, so a run that was cut short goes on where it stopped.
    """
    end = clock.monotonic() + LONGEST_SECONDS
    settle_counted(at=at)
    settle_votes(at=at)
    if not ratings.freeze_priors(until=end):
        return True
    while clock.monotonic() < end:
        if not _recount_chunk(Service.objects.exclude(rating_as_of=timezone.localdate(at)), at):
            return False
    return True


def settle_counted(*, at):
    """Take out of the score those whose author was suspended since, and put back those whose suspension is over."""
    wrong = Review.objects.wrongly_counted(at).order_by("pk").values_list("pk", flat=True)
    for pk in list(wrong):
        reviews.settle(Review.objects.get(pk=pk), by=None, at=at)


def settle_votes(*, at):
    """The same for answers to whether a review helped."""
    for vote in list(HelpfulVote.objects.wrongly_counted(at).select_related("review")):
        votes.settle(vote)


def drifted_votes():
    """Reviews whose figures about votes a recount would change; changes nothing."""
    for pk, *stored, up, said in Review.objects.vote_figures().iterator(CHUNK):
        if stored != [up, said, wilson(up, said)]:
            yield Review.objects.get(pk=pk)


def drifted():
    """Pairs of a service and the names of its columns that a recount would change; changes nothing."""
    for service in Service.objects.order_by("pk").iterator(CHUNK):
        if names := ratings.drift(service, _marks([service])[service.pk]):
            yield service, names


def repair(service, *, at):
    """Reckon one service anew, whatever its figures say."""
    _recount_chunk(Service.objects.filter(pk=service.pk), at, only_reviewed=False)


@transaction.atomic
def _recount_chunk(services, at, *, only_reviewed=True):
    """Lock, then read: a review that is being changed meanwhile adds its difference after this."""
    if only_reviewed:
        services = services.filter(pk__in=Review.objects.listed().values("service"))
    due = services.select_for_update(of=("self",), no_key=True).order_by("pk")[:CHUNK]
    due = list(due)
    marks = _marks(due)
    for service in due:
        ratings.recount(service, marks[service.pk], as_of=timezone.localdate(at))
    return len(due)


def _marks(services):
    marks = {service.pk: [] for service in services}
    rows = Review.objects.listed().filter(service__in=marks)
    for pk, stars, moment, counted in rows.values_list(
        "service", "stars", "published_at", "counted"
    ):
        marks[pk].append(Mark(stars, timezone.localdate(moment), counted))
    return marks
