"""The order of the queue, its clocks, and what a word list notices; no database."""

import re
from datetime import timedelta

from smartcounty.common import working_days
from smartcounty.moderation.choices import HOURS_TO_LOOK, RISKS, WEIGHTS, CaseKind, Flag

APPEAL_WORKING_DAYS = 5
END_OF_DAY = {"hour": 17, "minute": 0, "second": 0, "microsecond": 0}
SOON = timedelta(hours=2)
PLACEHOLDER = r"\{[^{}]*\}"

_HARM = re.compile(
    r"\b(suicid\w*|kill(ed|ing)? (my|him|her|your|them)sel(f|ves)|self[- ]?harm\w*|end(ing)? my life|want to die|"
    r"groomed|molest\w*|rap(ed|ist)|child abuse|(sexually )?abus(ed|ing) (me|him|her|a child|children)|"
    r"(beat|beats|beating|hit|hits|hitting) (me|him|her|a child|the child\w*)|stabb(ed|ing)|"
    r"(i|we) (will|ll|am going to|are going to) (kill|hurt|burn|stab|shoot)\b.{0,40})\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\+44|\b0)[\d ()-]{8,}\d")
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


def flags(text):
    """What the word lists noticed in a text, gravest first."""
    found = {
        Flag.HARM: _HARM.search(text),
        Flag.CONTACT: _CONTACT.search(text),
        Flag.LINKS: len(_LINK.findall(text)) > 2,
    }
    return [flag for flag, hit in found.items() if hit]


def priority(reports, noticed=()):
    """The score, and the sum in words: over reports 1 + weight of the reason + accuracy of the reporter; plus risks.

    `reports` are pairs of a reason and an accuracy.
    """
    reports = list(reports)
    parts = [_part(reason, reports) for reason in dict.fromkeys(reason for reason, _ in reports)]
    parts.append(("the reporters' record", sum(accuracy for _, accuracy in reports)))
    parts += [(f"the text {flag.label}", RISKS[flag]) for flag in noticed]
    parts = [(words, points) for words, points in parts if points]
    because = "".join(f"{' - ' if n < 0 else ' + '}{words} {abs(n):.1f}" for words, n in parts)
    return round(sum(points for _, points in parts), 2), because.removeprefix(" + ")


def _part(reason, reports):
    count = sum(1 for other, _ in reports if other == reason)
    label = f"{reason.label[0].lower()}{reason.label[1:]}"
    return f"{label} ({count} reports)" if count > 1 else label, count * (1 + WEIGHTS[reason])


def accuracy(upheld, decided):
    """How far a person's earlier reports were right, from -0.5 to +0.5; 0 for somebody who never reported."""
    return round((upheld + 1) / (decided + 2) - 0.5, 2)


def due_at(kind, opened_at, reasons=()):
    """When somebody must have looked, in working time; local, aware time in and out."""
    hours = [HOURS_TO_LOOK[reason] for reason in reasons if reason in HOURS_TO_LOOK]
    if hours:
        return working_days.add_working_hours(opened_at, min(hours))
    days = APPEAL_WORKING_DAYS if kind == CaseKind.APPEAL else 1
    day = working_days.due_date(opened_at.date(), days)
    return opened_at.replace(year=day.year, month=day.month, day=day.day, **END_OF_DAY)


def time_left(due, now):
    """How urgent it is (late, soon, fine), and the words that say so."""
    if due < now:
        return "late", f"Late by {span(now - due)}"
    return ("soon" if due - now <= SOON else "fine"), f"{span(due - now)} left"


def span(length):
    """About how long: 3 days, 5 hours, 40 minutes."""
    minutes = int(length.total_seconds() // 60)
    for size, word in ((1440, "day"), (60, "hour")):
        if minutes >= 2 * size or (word == "hour" and minutes >= size):
            count = minutes // size
            return f"{count} {word}{'' if count == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def unfilled(text):
    """The parts of a template that nobody has filled in."""
    return re.findall(PLACEHOLDER, text)
