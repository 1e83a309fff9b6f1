"""From writing a review to withdrawing it, with what moderators may do to it in between."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback import notices, rules
from feedback.actions.moving import apply, is_waited_for, lock, refuse_flood
from feedback.lifecycle import AlreadyReviewed, InvalidMove, ReviewState
from feedback.models import Review
from feedback.models.reviews import SAID
from services.actions.ratings import record_review
from services.rules.ratings import Mark
from smartcounty.common.references import next_reference
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.permissions import is_checked_first
from smartcounty.moderation.registry import Facts
from smartcounty.notifications import actions as notifications
from smartcounty.places.models import Area


@transaction.atomic
def submit(service, *, by, at=None, **said):
    """Say how it went: public at once, or as soon as a moderator has read it. Once for each person and service."""
    at = at or timezone.now()
    refuse_flood(Review, by=by, at=at)
    review = _insert(Review(service=service, author=by, **said), at)
    if _is_checked_first(review):
        moderation.open_check(review, at=at)
    else:
        _publish(review, by=by, at=at)
    return review


@transaction.atomic
def edit(review, *, by, seen, at=None, **said):
    """Put other words in place of one's own; what stood there is kept.

    Words that are checked first wait until they were read, and the public sees those that stood there; under a report
    that is open about them they are hidden. Gives whether they wait in this way.
    """
    at = at or timezone.now()
    lock(review, seen=seen)
    if not review.is_editable:
        raise InvalidMove
    changed = {name: value for name, value in said.items() if getattr(review, name) != value}
    if moderation.proposal_for(review):
        return _change_proposal(review, by=by, at=at, said=said, is_change=bool(changed))
    if not changed:
        return False
    if _waits(review, changed):
        moderation.propose(review, by=by, at=at, content=changed)
        return True
    review.edits.create(
        version=review.version, by=by, at=at, **{name: getattr(review, name) for name in SAID}
    )
    if review.published_at:
        changed["edited_at"] = at
    _check_again(review, by=by, at=at, changed=changed)
    return False


@transaction.atomic
def revise(review, *, by, at, content):
    """Put approved words in place of those that everybody saw; those are kept."""
    lock(review)
    if review.state != ReviewState.PUBLISHED:
        raise InvalidMove
    review.edits.create(
        version=review.version,
        by=review.author,
        at=at,
        **{name: getattr(review, name) for name in SAID},
    )
    _change(review, by=by, at=at, edited_at=at, **content)


def _waits(review, changed):
    """Whether new words must be read before they take the place of public ones."""
    if not review.is_public or not moderation.may_propose(review):
        return False
    return _is_checked_first(review, changed)


def _change_proposal(review, *, by, at, said, is_change):
    """What was sent takes the place of the change that waits; the public words again take it back."""
    if is_change:
        moderation.propose(review, by=by, at=at, content=said)
    else:
        moderation.take_back(review, by=by, at=at)
    return is_change


def _is_checked_first(review, changed=()):
    """Whether these words, or those that would take their place, must be read before they are public."""
    words = [dict(changed).get(name, getattr(review, name)) for name in ("title", "text")]
    return is_checked_first(review.author, "review", *words, areas=_areas(review))


def areas_of(service):
    """Where a service is delivered: none if that is the whole county, or not known."""
    if service.is_county_wide:
        return []
    return list(Area.objects.filter(slug__in=service.district_slugs).by_name())


def _areas(review):
    return [review.hub.area] if review.hub else areas_of(review.service)


def _check_again(review, *, by, at, changed):
    waited_for = is_waited_for(review)
    rejected = review.state == ReviewState.REJECTED
    if rejected and waited_for:  # an appeal is being looked at: its words must stand still
        raise InvalidMove
    if rejected or (review.is_public and _is_checked_first(review, changed)):
        if waited_for:
            changed["hidden_at"] = at
        else:
            _change(review, by=by, at=at, state=ReviewState.PENDING, **changed)
            moderation.open_check(review, at=at)
            return
    _change(review, by=by, at=at, **changed)
    moderation.recheck(review)


@transaction.atomic
def withdraw(review, *, by, at=None):
    """Take one's own review back; one may write another afterwards."""
    at = at or timezone.now()
    lock(review)
    _change(review, by=by, at=at, state=ReviewState.WITHDRAWN)
    moderation.close_check(review, by=by, at=at)


@transaction.atomic
def approve(review, *, by, at):
    """Public from now on. What was rejected or removed comes back by `restore` alone."""
    lock(review)
    if review.state != ReviewState.PENDING:
        raise InvalidMove
    _publish(review, by=by, at=at)


@transaction.atomic
def reject(review, *, by, at, reason):
    lock(review)
    _change(review, by=by, at=at, state=ReviewState.REJECTED, reason=reason)


@transaction.atomic
def hide(review, *, by, at):
    """Out of sight and out of the score until somebody has looked."""
    lock(review)
    if not review.is_public:
        raise InvalidMove
    _change(review, by=by, at=at, hidden_at=at)


@transaction.atomic
def restore(review, *, by, at):
    """Back in sight, or public after all when an appeal was upheld."""
    lock(review)
    if review.state in (ReviewState.REJECTED, ReviewState.REMOVED):
        _publish(review, by=by, at=at, hidden_at=None, removed_at=None, removed_because="")
    elif review.hidden_at:
        _change(review, by=by, at=at, hidden_at=None)
    else:
        raise InvalidMove


@transaction.atomic
def remove(review, *, by, at, reason):
    """For good, unless an appeal is upheld: a stub tells the day and the reason."""
    lock(review)
    _change(
        review,
        by=by,
        at=at,
        state=ReviewState.REMOVED,
        reason=reason,
        hidden_at=None,
        removed_at=at,
        removed_because=reason,
    )


@transaction.atomic
def settle(review, *, by, at):
    """See again whether it counts, as its author was suspended or no longer is."""
    lock(review)
    _change(review, by=by, at=at)


def describe(review):
    """For the moderators' queue. Nobody of the body it is about decides on it: providers have no say over reviews."""
    areas = _areas(review)
    return Facts(
        title=review.title,
        text=review.text,
        path=review.get_absolute_url(),
        author=review.author,
        organisation=review.about.organisation,
        area=areas[0] if len(areas) == 1 else None,
        in_its_name=False,
    )


def _insert(review, at):
    """The unique constraint decides who was first, whatever comes at once."""
    review.reference = next_reference("V", at=at)
    review.created_at = review.updated_at = at
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as error:
        if "review_once_of_" in str(error):
            raise AlreadyReviewed from error
        raise
    return review


def _publish(review, *, by, at, **fields):
    """The age of a review counts from the first time, and its provider hears of it that once."""
    first = review.published_at is None
    fields["published_at"] = review.published_at or at
    _change(review, by=by, at=at, state=ReviewState.PUBLISHED, **fields)
    if first:
        notifications.record(notices.REVIEWED, review, by=review.author, at=at)


def _change(review, *, by, at, state=None, reason="", **fields):
    """Change the row, and with it what it counts for in its service's figures."""
    before = _mark(review)
    coming = {"relationship": review.relationship, "hidden_at": review.hidden_at} | fields
    fields["counted"] = rules.counts(
        state or review.state,
        hidden=coming["hidden_at"] is not None,
        relationship=coming["relationship"],
        suspended=review.author.is_suspended,
    )
    apply(review, by=by, at=at, state=state, reason=reason, **fields)
    if review.service:
        record_review(review.service, old=before, new=_mark(review), at=at)


def _mark(review):
    if not review.is_public:
        return None
    return Mark(review.stars, timezone.localdate(review.published_at), review.counted)
