"""What the body that answers does, and the moves the clock makes between statuses."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ideas import rules
from ideas.actions.moves import announce, lock, move
from ideas.lifecycle import NotEnough, Status
from smartcounty.common.templatetags.sc_tags import day


@transaction.atomic
def start_review(idea, *, by, owner, due_on, seen=None, at=None):
    """A body says that it will answer, and by when."""
    at = at or timezone.now()
    return _review(idea, by=by, owner=owner, due_on=due_on, seen=seen, at=at)


@transaction.atomic
def accept(idea, *, by, due_on, seen=None, at=None):
    """The body an idea was passed to takes it on, with a new date."""
    at = at or timezone.now()
    return _review(idea, by=by, owner=idea.owner, due_on=due_on, seen=seen, at=at)


@transaction.atomic
def reopen(idea, *, by, text, due_on, seen=None, at=None):
    """Look again at something refused or delivered, because there is new evidence."""
    at = at or timezone.now()
    _refuse_if_short(text)
    return _review(idea, by=by, owner=idea.owner, due_on=due_on, seen=seen, at=at, reason=text)


@transaction.atomic
def plan(idea, *, by, seen=None, at=None, note="", **words):
    """Answer that it will be done."""
    at = at or timezone.now()
    return _answer(idea, Status.PLANNED, by=by, seen=seen, at=at, note=note, words=words)


@transaction.atomic
def answer_trial(idea, *, by, trial, seen=None, at=None, note="", **words):
    """Answer that it will be tried out. `trial` holds the fields of a Trial: what is thought, counted, until when."""
    at = at or timezone.now()
    if not (trial.get("hypothesis") and trial.get("measure") and trial.get("ends_on")):
        raise NotEnough("A trial needs what you think, what you count and when it ends.")
    idea.trials.create(**({"starts_on": timezone.localdate(at)} | trial))
    return _answer(idea, Status.TRIAL, by=by, seen=seen, at=at, note=note, words=words)


@transaction.atomic
def decline(idea, *, by, reason_code, would_change, seen=None, at=None, note="", **words):
    """Answer that it will not go ahead, why, and what would change that."""
    at = at or timezone.now()
    if not (reason_code and would_change):
        raise NotEnough("A refusal needs its reason, and what would change it.")
    words["would_change"] = would_change
    return _answer(
        idea,
        Status.DECLINED,
        by=by,
        seen=seen,
        at=at,
        note=note,
        words=words,
        reason_code=reason_code,
    )


@transaction.atomic
def refer(idea, *, by, to, seen=None, at=None, note="", **words):
    """Pass it to the body that can do it, which must accept it."""
    at = at or timezone.now()
    words.setdefault("body", idea.owner)
    return _answer(idea, Status.REFERRED, by=by, seen=seen, at=at, note=note, words=words, owner=to)


@transaction.atomic
def start_work(idea, *, by, text, seen=None, at=None, note=""):
    """Say that it is under way."""
    at = at or timezone.now()
    return _progress(idea, Status.IN_PROGRESS, by=by, text=text, seen=seen, at=at, note=note)


@transaction.atomic
def deliver(idea, *, by, text, seen=None, at=None, note=""):
    """Say that it is done, and where people can see it."""
    at = at or timezone.now()
    return _progress(idea, Status.DELIVERED, by=by, text=text, seen=seen, at=at, note=note)


@transaction.atomic
def evaluate(idea, *, by, text, seen=None, at=None, note=""):
    """Close it with what people said about whether it worked."""
    at = at or timezone.now()
    return _progress(idea, Status.EVALUATED, by=by, text=text, seen=seen, at=at, note=note)


@transaction.atomic
def expire(idea, *, by=None, at=None):
    """Close an idea that nobody has touched for a year."""
    at = at or timezone.now()
    change = move(idea, Status.EXPIRED, by=by, at=at)
    announce(change, by=by, at=at)
    return change


def _review(idea, *, by, owner, due_on, seen, at, reason=""):
    told = {"reason": reason or f"{owner} will answer by {day(due_on)}."}
    changed = {"owner": owner, "due_on": due_on}
    change = move(idea, Status.IN_REVIEW, by=by, at=at, seen=seen, told=told, **changed)
    announce(change, by=by, at=at)
    return change


def _answer(idea, status, *, by, seen, at, note, words, reason_code="", **changed):
    """Write the official answer and make its move. The answer comes first, as the card shows words of it.

    `words` are its title, text and role; the body is the one that owns the idea, unless they name it.
    """
    _refuse_if_short(words["text"])
    lock(idea)
    latest = idea.answers.aggregate(version=Max("version"))["version"] or 0
    words = {"body": idea.owner} | words
    idea.answers.create(version=latest + 1, by=by, at=at, **words)
    told = {"reason": words["text"], "reason_code": reason_code, "private_note": note}
    changed["answered_at"] = at
    change = move(idea, status, by=by, at=at, seen=seen, told=told, **changed)
    announce(change, by=by, at=at)
    return change


def _progress(idea, status, *, by, text, seen, at, note):
    _refuse_if_short(text, least=1)
    told = {"reason": text, "private_note": note}
    change = move(idea, status, by=by, at=at, seen=seen, told=told)
    announce(change, by=by, at=at)
    return change


def _refuse_if_short(text, least=rules.ANSWER_LEAST):
    if len(text.strip()) < least:
        raise NotEnough(f"Write at least {least} characters that everybody can read.")
