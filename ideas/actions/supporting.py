"""Backing an idea, and taking it back. The idea is locked first, so that no two people wait for each other."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ideas import rules
from ideas.actions.cards import refresh_card
from ideas.actions.moves import announce, lock, move
from ideas.lifecycle import InvalidMove, Status
from ideas.models import Support
from smartcounty.common import working_days
from smartcounty.common.templatetags.sc_tags import day
from smartcounty.notifications import actions as notifications
from smartcounty.places.models import Organisation

COUNTED = ("support_count", "recent_supports", "threshold", "threshold_reached_at", "hidden_at")


@transaction.atomic
def support(idea, *, by, follow=True, at=None):
    """Add one person's support; a second time changes nothing. Returns whether it was added.

    The supporter that reaches the mark sets the clock of the body that answers, if the county has exactly one.
    """
    at = at or timezone.now()
    lock(idea, *COUNTED)
    if not idea.is_supportable or idea.author_id == by.pk:
        raise InvalidMove()
    if follow:
        notifications.follow(by, "idea", idea.pk)
    if not _insert(idea, by, at):
        return False
    _count(idea, +1, recent=_is_recent(at), at=at)
    if has_come_to_its_mark(idea):
        reach_threshold(idea, at=at)
    refresh_card(idea)
    return True


@transaction.atomic
def withdraw_support(idea, *, by, at=None):
    """Take one's support back and hear no more of it; without support nothing changes. Returns whether it was there."""
    at = at or timezone.now()
    lock(idea, *COUNTED)
    notifications.unfollow(by, "idea", idea.pk)
    row = Support.objects.filter(idea=idea, person=by).first()
    if row is None:
        return False
    row.delete()
    _count(idea, -1, recent=_is_recent(row.at), at=at)
    refresh_card(idea)
    return True


@transaction.atomic
def load_supports(idea, *, given):
    """Take over supports that were given elsewhere, as (person, moment): a person counts once, and nobody follows.

    The mark is reached at the moment of the support that reached it.
    """
    lock(idea, *COUNTED)
    Support.objects.bulk_create(
        [Support(idea=idea, person=person, at=at) for person, at in given],
        ignore_conflicts=True,
    )
    moments = list(idea.supports.order_by("at", "pk").values_list("at", flat=True))
    idea.support_count = len(moments)
    idea.recent_supports = sum(_is_recent(moment) for moment in moments)
    idea.save(update_fields=["support_count", "recent_supports"])
    if has_come_to_its_mark(idea):
        reach_threshold(idea, at=moments[idea.threshold - 1])
    refresh_card(idea)


def _insert(idea, person, at):
    """The unique constraint decides who was first, whatever comes at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Support._meta.db_table} (idea_id, person_id, at) VALUES (%s, %s, %s)"
            " ON CONFLICT (idea_id, person_id) DO NOTHING RETURNING id",
            [idea.pk, person.pk, at],
        )
        return cursor.fetchone() is not None


def _is_recent(moment):
    return moment >= timezone.now() - timedelta(days=rules.RECENT_DAYS)


def _count(idea, step, *, recent, at):
    idea.support_count += step
    idea.recent_supports = max(0, idea.recent_supports + (step if recent else 0))
    idea.last_activity_at = at
    idea.save(update_fields=["support_count", "recent_supports", "last_activity_at"])


def has_come_to_its_mark(idea):
    """It has the supporters and nobody has noted it yet."""
    return idea.threshold_reached_at is None and idea.support_count >= idea.threshold


def reach_threshold(idea, *, at):
    """Once only: the mark stays reached when somebody takes support back."""
    idea.threshold_reached_at = at
    idea.save(update_fields=["threshold_reached_at"])
    body = _responding_body(timezone.localdate(at))
    if idea.status != Status.OPEN or body is None:
        return
    due_on = working_days.due_date(timezone.localdate(at), settings.RESPONSE_WORKING_DAYS)
    told = {
        "reason": f"{idea.support_count} people support it. {body} will answer by {day(due_on)}."
    }
    change = move(idea, Status.IN_REVIEW, by=None, at=at, owner=body, due_on=due_on, told=told)
    announce(change, by=None, at=at)


def _responding_body(today):
    """The one body that answers ideas here; None if there are several, when staff must say whose it is."""
    bodies = Organisation.objects.on(today).filter(is_responding_body=True).order_by("pk")[:2]
    return bodies[0] if len(bodies) == 1 else None
