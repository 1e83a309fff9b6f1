"""What an idea's figures and dates mean; no database."""

import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from ideas.choices import Stage
from ideas.lifecycle import Status
from smartcounty.common import working_days

RECENT_DAYS = 30
ANSWER_LEAST = 80
DAYS_TO_UNDO = 30  # a joining

STAGES = {
    Stage.OPEN: {Status.OPEN},
    Stage.IN_REVIEW: {Status.IN_REVIEW, Status.REFERRED},
    Stage.PLANNED: {Status.PLANNED, Status.IN_PROGRESS},
    Stage.TRIAL: {Status.TRIAL},
    Stage.DONE: {Status.DELIVERED, Status.EVALUATED},
    Stage.DECLINED: {Status.DECLINED},
    Stage.CLOSED: {Status.DUPLICATE, Status.WITHDRAWN, Status.EXPIRED},
}
# How a status looks: the kind and the drawing of its mark.
LOOKS = {
    Status.DRAFT: ("", "edit"),
    Status.SUBMITTED: ("look", "clock"),
    Status.REJECTED: ("no", "x"),
    Status.OPEN: ("gather", "hand"),
    Status.IN_REVIEW: ("look", "search"),
    Status.PLANNED: ("look", "calendar"),
    Status.TRIAL: ("trial", "spark"),
    Status.DECLINED: ("no", "x"),
    Status.REFERRED: ("look", "next"),
    Status.IN_PROGRESS: ("trial", "tools"),
    Status.DELIVERED: ("done", "tick"),
    Status.EVALUATED: ("done", "tick"),
    Status.DUPLICATE: ("no", "next"),
    Status.WITHDRAWN: ("no", "out"),
    Status.EXPIRED: ("no", "clock"),
    Status.REMOVED: ("no", "x"),
}
# The five steps on a card: which one a status stands at, and the words for it.
STEPS = 5
AT_STEP = {
    Status.OPEN: (2, "gathering support"),
    Status.IN_REVIEW: (3, "waiting for an answer"),
    Status.REFERRED: (3, "waiting for another body"),
    Status.PLANNED: (4, "planned"),
    Status.TRIAL: (4, "being tried"),
    Status.IN_PROGRESS: (5, "under way"),
    Status.DELIVERED: (5, "done, and did it work?"),
}
ENDED = {
    Status.DECLINED: "not going ahead",
    Status.DUPLICATE: "joined with another idea",
    Status.WITHDRAWN: "withdrawn",
    Status.EXPIRED: "closed",
}


@dataclass(frozen=True)
class Mark:
    """A status as it is shown: its words, and how it looks."""

    text: str
    kind: str
    icon: str


def threshold(adults, *, share, least):
    """Supporters needed before a body must look: a share of the area's adults, rounded up, `least` at the least."""
    needed = math.ceil(Fraction(str(share)) * (adults or 0))
    return max(needed, least)


def active_score(supports, commenters, hours):
    """How alive an idea is now: both counts of the last 30 days, each person once; hours since publication."""
    return (5 * supports + 3 * commenters - 1) / (hours + 2) ** 1.4


def mark(status, *, due_on=None, today=None, body="", until=None, other=""):
    """The words a reader sees for a status, with whom and by when where that is known."""
    status = Status(status)
    kind, icon = LOOKS[status]
    late = days_late(due_on, today) if status == Status.IN_REVIEW and due_on and today else 0
    if late:
        text = f"Answer late by {late} working day{'' if late == 1 else 's'}"
        return Mark(text, "late", "warn")
    text = str(status.label)
    if status == Status.REFERRED and body:
        text = f"Passed to {body}"
    elif status == Status.TRIAL and until:
        text = f"Being tried until {day_month(until)}"
    elif status == Status.DUPLICATE and other:
        text = f"Joined with {other}"
    return Mark(text, kind, icon)


def day_month(day):
    """30 April: the year is said on the idea's own page."""
    return f"{day.day} {day:%B}"


def days_late(due_on, today):
    """Working days since the day an answer was due; 0 while it is not late."""
    return working_days.working_days_between(due_on, today) if today > due_on else 0


def beads(status, *, came_from=""):
    """Five beads and their label. `came_from` is the status before, so that a refusal ends where it happened."""
    if status == Status.EVALUATED:
        return ["done"] * STEPS, "All 5 steps done"
    if status in ENDED:
        step, _ = AT_STEP.get(came_from, AT_STEP[Status.OPEN])
        line = ["done"] * (step - 1) + ["stop"] + ["never"] * (STEPS - step)
        return line, f"Ended at step {step} of {STEPS}: {ENDED[status]}"
    step, words = AT_STEP[status]
    line = ["done"] * (step - 1) + ["now"] + ["ahead"] * (STEPS - step)
    return line, f"Step {step} of {STEPS}: {words}"


def stage_of(status):
    return next((stage for stage, statuses in STAGES.items() if status in statuses), None)


def summary_of(body, most=300):
    """The beginning of what somebody wrote, for a list: whole sentences if the first fits, else whole words."""
    text = " ".join(re.sub(r"(?m)^[#>*\-\s]+|[*_`]", "", body).split())
    if len(text) <= most:
        return text
    cut = text[:most]
    ends = [found.end() for found in re.finditer(r"[.!?](?=\s)", cut)]
    if ends:
        return cut[: ends[-1]]
    return cut[: most - 3].rsplit(" ", 1)[0] + "..."


def lead(summary, body):
    """What stands under the title: the summary, unless it would only be said twice."""
    summary = summary or summary_of(body)
    return "" if summary == summary_of(body, most=len(body) + 1) else summary


def words_key(*texts):
    """Lower case without accents: what a misspelt search is compared with."""
    joined = unicodedata.normalize("NFKD", " ".join(texts).lower())
    return " ".join("".join(c for c in joined if not unicodedata.combining(c)).split())


def any_of(text, most=12):
    """A search for any of the words, for `websearch_to_tsquery`; the longest ones if there are many."""
    words = dict.fromkeys(re.findall(r"\w{3,}", words_key(text)))
    longest = sorted(words, key=len, reverse=True)[:most]
    return " or ".join(longest)
