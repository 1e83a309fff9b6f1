"""Where an idea has got to, as steps of one thread: what happened, where it stands, what lies ahead."""

from django.conf import settings
from django.utils import timezone

from ideas import rules
from ideas.lifecycle import ANSWERS, CLOSED, PRIVATE, Status
from smartcounty.common import working_days
from smartcounty.common.templatetags.sc_tags import day

ENDS = CLOSED | {Status.EVALUATED, Status.DECLINED}
SIDEWAYS = {Status.REMOVED, Status.REJECTED, Status.SUBMITTED, Status.DRAFT}


def thread(idea, history, trial, *, today):
    """Steps for components/thread.html."""
    if idea.published_at is None:
        return _before_publication(idea)
    steps = [{"state": "said", "label": "Posted", "when": day(idea.published_at), "text": ""}]
    moves = [(change.at, _step(change, idea, trial)) for change in history if _tells(change)]
    if idea.threshold_reached_at:  # first, as the move it sets off comes at the same moment
        moves.insert(0, (idea.threshold_reached_at, _reached(idea)))
    steps += [step for _, step in sorted(moves, key=lambda pair: pair[0])]
    if idea.status == Status.OPEN:
        steps.append(_gathering(idea))
    elif idea.status not in ENDS:
        steps[-1]["state"] = "now"
    return steps + [_ahead(label, when) for label, when in _to_come(idea, trial)]


def _tells(change):
    """Moves that mean something to a reader: not how it was checked, nor what was undone."""
    return change.new not in SIDEWAYS | {Status.OPEN} and change.old not in {
        Status.REMOVED,
        Status.DUPLICATE,
    }


def _step(change, idea, trial):
    label, when, text = change.get_new_display(), day(change.at), ""
    if change.new in ANSWERS:
        label = f"Answered: {label.lower()}"
        if change.new == Status.TRIAL and trial:
            when = f"{when}. Until {day(trial.ends_on)}"
        elif idea.due_on and change.at == idea.answered_at:
            when = f"{when}, {_punctual(timezone.localdate(change.at), idea.due_on)}"
    elif change.new != Status.IN_REVIEW:
        text = change.reason
    if change.new == Status.WITHDRAWN and not text:
        text = change.get_reason_code_display()
    return {"state": "did", "label": label, "when": when, "text": text}


def _punctual(answered, due):
    if answered > due:
        return _days(working_days.working_days_between(due, answered), "late")
    return _days(working_days.working_days_between(answered, due), "early")


def _days(number, word):
    if not number:
        return "on the day it was due"
    return f"{number} working day{'' if number == 1 else 's'} {word}"


def _reached(idea):
    start = timezone.localdate(idea.published_at)
    end = timezone.localdate(idea.threshold_reached_at)
    days = (end - start).days
    took = f", in {days} day{'' if days == 1 else 's'}" if days else ", on the first day"
    label = f"{idea.threshold} supporters reached"
    return {"state": "", "label": label, "when": f"{day(end)}{took}", "text": ""}


def _gathering(idea):
    left = idea.support_left
    when = f"{left} more to be looked at" if left else "Waits for a body to take it on"
    return {"state": "now", "label": "Gathering support", "when": when, "text": ""}


def _to_come(idea, trial):
    match idea.status:
        case Status.OPEN:
            when = f"within {settings.RESPONSE_WORKING_DAYS} working days"
            return [("A named body answers", when), ("Did it work?", "")]
        case Status.IN_REVIEW:
            late = rules.days_late(idea.due_on, timezone.localdate())
            word = "was due" if late else "by"
            return [("Answer", f"{idea.owner}, {word} {day(idea.due_on)}"), ("Did it work?", "")]
        case Status.REFERRED:
            return [("A date for an answer", f"{idea.owner} must say when"), ("Did it work?", "")]
        case Status.PLANNED:
            return [("Under way", ""), ("Done", ""), ("Did it work?", "")]
        case Status.TRIAL:
            when = f"{idea.owner}, after {day(trial.ends_on)}" if trial else ""
            return [("Decision", when), ("Did it work?", "")]
        case Status.IN_PROGRESS:
            return [("Done", ""), ("Did it work?", "")]
        case Status.DELIVERED:
            return [("Did it work?", "")]
        case _:
            return []


def _before_publication(idea):
    states = {
        Status.DRAFT: ("You write it", "Only you can see it"),
        Status.SUBMITTED: ("Being checked", "usually within 1 working day"),
        Status.REJECTED: ("Not published", ""),
        Status.WITHDRAWN: ("Withdrawn", ""),
    }
    label, when = states[Status(idea.status)]
    steps = [{"state": "now", "label": label, "when": when, "text": ""}]
    if idea.status in PRIVATE - {Status.REJECTED}:
        steps += next_steps(idea.area)[1 if idea.status == Status.DRAFT else 2 :]
    return steps


def next_steps(area):
    """What happens to something posted, before anybody has seen it."""
    return [
        {"state": "now", "label": "You post it", "when": "", "text": ""},
        _ahead("We check it", "usually within 1 working day"),
        _ahead("People support it", _needed(area)),
        _ahead("A named body answers", f"within {settings.RESPONSE_WORKING_DAYS} working days"),
    ]


def _needed(area):
    least = settings.SUPPORT_THRESHOLD_LEAST
    if not area:
        return f"{least} people at the least"
    share = settings.SUPPORT_THRESHOLD_SHARE
    number = rules.threshold(area.adult_population, share=share, least=least)
    return f"{number} people for {area}"


def _ahead(label, when):
    return {"state": "ahead", "label": label, "when": when, "text": ""}
