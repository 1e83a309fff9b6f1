"""Figures set again from their rows: after talk, at night, and on demand."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from ideas import registry, rules
from ideas.actions.cards import refresh_card
from ideas.actions.moves import lock
from ideas.models import Idea, Support

CHUNK = 500
TALK = ("comment_count", "commenter_count", "recent_commenters")
LASTING = ("support_count", "comment_count", "commenter_count")
COUNTERS = ("support_count", "recent_supports", *TALK)


@transaction.atomic
def recount_talk(idea, *, at=None):
    """Count the idea's comments again, under its lock; call it in the transaction that changed them."""
    at = at or timezone.now()
    lock(idea, *TALK)
    counts = registry.talk([idea.pk], since=_since(timezone.now()))[idea.pk]
    grew = counts[0] > idea.comment_count
    _set(idea, dict(zip(TALK, counts, strict=True)))
    if grew:
        idea.last_activity_at = at
    idea.save(update_fields=[*TALK, "last_activity_at"])
    refresh_card(idea)


def recount(*, at):
    """Set every counter from its rows; returns the drift, what had been wrong, as lines of text."""
    drift, last = [], 0
    while last is not None:
        lines, last = recount_after(last, at=at)
        drift += lines
    return drift


def recount_after(pk, *, at):
    """The same of the next few after that one; the drift, and the last of them, or None at the end.

    Only the recent counts change by themselves, as days pass; they are set and not reported.
    """
    chunk = _chunk_after(pk)
    if not chunk:
        return [], None
    return _recount_chunk(chunk, at=at, write=True), chunk[-1]


def recount_these(ideas, *, at):
    """Set the counters of some ideas, after their supporters and comments moved; in the caller's transaction."""
    _recount_chunk([idea.pk for idea in ideas], at=at, write=True)
    for idea in ideas:
        idea.refresh_from_db(fields=COUNTERS)


def check(*, at):
    """What `recount` would report, changing nothing."""
    drift, last = [], 0
    while chunk := _chunk_after(last):
        drift += _recount_chunk(chunk, at=at, write=False)
        last = chunk[-1]
    return drift


def _chunk_after(pk):
    ids = Idea.objects.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True)
    return list(ids[:CHUNK])


@transaction.atomic
def _recount_chunk(ids, *, at, write):
    ideas = Idea.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    counted, talk = _supports(ids, at), registry.talk(ids, since=_since(at))
    drift = []
    for idea in ideas:
        values = (*counted.get(idea.pk, (0, 0)), *talk[idea.pk])
        wanted = dict(zip(COUNTERS, values, strict=True))
        wrong = {name: value for name, value in wanted.items() if getattr(idea, name) != value}
        drift += [
            f"{idea.reference} {name}: {getattr(idea, name)} should be {wrong[name]}"
            for name in LASTING
            if name in wrong
        ]
        if wrong and write:
            _set(idea, wrong)
            idea.save(update_fields=list(wrong))
            if idea.is_public and set(wrong) & set(LASTING):
                refresh_card(idea)
    return drift


def _supports(ids, at):
    rows = Support.objects.filter(idea__in=ids).order_by().values_list("idea")
    rows = rows.annotate(n=Count("pk"), recent=Count("pk", filter=Q(at__gte=_since(at))))
    return {pk: (n, recent) for pk, n, recent in rows}


def _since(at):
    return at - timedelta(days=rules.RECENT_DAYS)


def _set(idea, values):
    for name, value in values.items():
        setattr(idea, name, value)
