"""Saying whether a review helped, and taking that back. The review is locked first: no two wait for each other."""

from django.db import transaction
from django.utils import timezone

from feedback.actions.moving import lock, refuse_flood
from feedback.lifecycle import InvalidMove
from feedback.models import HelpfulVote
from services.rules.ratings import wilson

FIGURES = ["helpful_up", "helpful_votes", "helpful_bound"]


@transaction.atomic
def vote(review, *, by, helpful, at=None):
    """Say that it helped, or that it did not; the last answer counts. Returns whether this changed anything."""
    at = at or timezone.now()
    lock(review)
    if not review.is_public or review.author_id == by.pk:
        raise InvalidMove
    found = review.votes.filter(person=by).first()
    if found and found.helpful == helpful:
        return False
    refuse_flood(HelpfulVote, by=by, at=at)
    before = _worth(found)
    found = found or HelpfulVote(review=review, person=by)
    found.helpful, found.counted, found.at = helpful, not by.is_suspended, at
    found.save()
    _count(review, before, _worth(found))
    return True


@transaction.atomic
def take_back(review, *, by):
    """As if one had never said; whatever has become of the review. Returns whether there was anything."""
    lock(review)
    found = review.votes.filter(person=by).first()
    if found is None:
        return False
    before = _worth(found)
    found.delete()
    _count(review, before, (0, 0))
    return True


@transaction.atomic
def load_votes(review, *, given):
    """Take over answers that were given elsewhere, as (person, helpful, moment): each counts once, its author never."""
    lock(review)
    HelpfulVote.objects.bulk_create(
        [
            HelpfulVote(review=review, person=person, helpful=helpful, at=at)
            for person, helpful, at in given
            if person.pk != review.author_id
        ],
        ignore_conflicts=True,
    )
    _reckon(review)


@transaction.atomic
def settle(vote):
    """See again whether it counts, as whoever gave it was suspended or no longer is."""
    review = vote.review
    lock(review)
    found = review.votes.filter(pk=vote.pk).select_related("person").first()
    if found is None:  # taken back meanwhile
        return
    before = _worth(found)
    found.counted = not found.person.is_suspended
    found.save(update_fields=["counted"])
    _count(review, before, _worth(found))


@transaction.atomic
def recount(review):
    """Bring its figures to what its votes say, whatever stands there."""
    lock(review)
    _reckon(review)


def _reckon(review):
    helped = review.votes.filter(counted=True).values_list("helpful", flat=True)
    helped = list(helped)
    _write(review, sum(helped), len(helped))


def _worth(vote):
    """What it adds to those whom the review helped, and to those who said."""
    return (int(vote.helpful), 1) if vote and vote.counted else (0, 0)


def _count(review, before, after):
    if before == after:
        return
    up, said = (new - old for old, new in zip(before, after, strict=True))
    _write(review, review.helpful_up + up, review.helpful_votes + said)


def _write(review, up, said):
    """The version stays: an author who has the form open is not told that the review changed."""
    review.helpful_up, review.helpful_votes = up, said
    review.helpful_bound = wilson(up, said)
    review.save(update_fields=FIGURES)
