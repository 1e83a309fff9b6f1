"""Two ideas become one, and can become two again: who supports, follows and talks moves, and goes back."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from ideas import registry, rules
from ideas.actions.cards import refresh_card
from ideas.actions.counting import recount_these
from ideas.actions.moves import announce, lock, move
from ideas.actions.supporting import has_come_to_its_mark, reach_threshold
from ideas.lifecycle import DISCUSSED, InvalidMove, NotEnough, Status
from ideas.models import MergeRecord, Support
from smartcounty.notifications import actions as notifications

COUNTED = ("support_count", "recent_supports", "threshold", "threshold_reached_at")
NEEDED = (*COUNTED, "hidden_at", "published_at")


@transaction.atomic
def join(idea, *, by, survivor, reason="", seen=None, at=None):
    """Close it as the same as another idea: who supports or follows it does so there from now on, each once, and what
    was said about it stands there too, with where it was said.

    What was said is locked first, then both in the order of their keys. Nobody loses the idea itself: support and
    following of it stay. Who comes may bring the survivor to its mark.
    """
    at = at or timezone.now()
    _lock_both(idea, survivor)
    if survivor.status not in DISCUSSED or not survivor.is_public or survivor.pk == idea.pk:
        raise NotEnough("Choose a public idea that is still open to join it with.")
    if idea.hidden_at:
        raise NotEnough("It was hidden meanwhile. What is hidden is not joined.")
    told = {"reason": reason}
    change = move(idea, Status.DUPLICATE, by=by, at=at, seen=seen, told=told, survivor=survivor)
    MergeRecord.objects.create(
        change=change,
        survivor=survivor,
        moved=_move_supporters(idea, survivor),
        followers=notifications.carry_followers("idea", old=idea.pk, new=survivor.pk, at=at),
        comments=registry.move_talk(idea, survivor, at=at),
    )
    recount_these([idea, survivor], at=at)
    announce(change, by=by, at=at)
    if survivor.is_supportable and has_come_to_its_mark(survivor):
        reach_threshold(survivor, at=at)
        refresh_card(survivor)
    return change


@transaction.atomic
def undo_join(idea, *, by, because, seen=None, at=None):
    """Give back what a joining took: the idea its status and its talk, the survivor who it had without it.

    Who has come to the survivor since stays, and replies go with what they reply to. Possible for a while only, and if
    the survivor was joined with another since, that must be undone first.
    """
    at = at or timezone.now()
    record = _joining(idea)
    survivor = record.survivor
    _lock_both(idea, survivor)
    if idea.status != Status.DUPLICATE:
        raise InvalidMove()
    if survivor.status == Status.DUPLICATE:
        raise NotEnough("The other idea was joined with a third one since. Undo that first.")
    if at - record.change.at > timedelta(days=rules.DAYS_TO_UNDO):
        raise NotEnough(f"A joining can be undone for {rules.DAYS_TO_UNDO} days.")
    old, told = record.change.old, {"reason": because}
    change = move(idea, old, by=by, at=at, seen=seen, back=True, told=told, survivor=None)
    record.undone_by, record.undone_at, record.undone_because = by, at, because
    record.save(update_fields=["undone_by", "undone_at", "undone_because"])
    _give_back(record, idea, at=at)
    recount_these([idea, survivor], at=at)
    announce(change, by=by, at=at)
    return change


def _lock_both(idea, survivor):
    registry.hold_talk([idea, survivor])
    for one in sorted((idea, survivor), key=lambda one: one.pk):
        lock(one, *NEEDED)


def _joining(idea):
    """The record of the last joining that nobody has undone."""
    records = MergeRecord.objects.select_for_update(of=("self",)).select_related(
        "change", "survivor"
    )
    record = records.filter(change__idea=idea, undone_at=None).order_by("-change__version").first()
    if record is None:
        raise InvalidMove()
    return record


def _move_supporters(idea, survivor):
    """Supporters of the joined idea who are not its survivor's author, once each, since the day they supported.
    Gives those who were new there."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Support._meta.db_table} (idea_id, person_id, at)"
            f" SELECT %s, person_id, at FROM {Support._meta.db_table}"
            " WHERE idea_id = %s AND person_id <> %s ON CONFLICT (idea_id, person_id) DO NOTHING"
            " RETURNING person_id",
            [survivor.pk, idea.pk, survivor.author_id],
        )
        return sorted(person for (person,) in cursor.fetchall())


def _give_back(record, idea, *, at):
    """What was moved and has not been moved since by the people themselves."""
    since = record.change.at
    moved = Support.objects.filter(idea=record.survivor, person__in=record.moved, at__lte=since)
    moved.delete()
    notifications.return_followers("idea", record.survivor_id, people=record.followers, since=since)
    registry.return_talk(record.comments, idea, at=at)
    if record.survivor.is_public:
        refresh_card(record.survivor)
