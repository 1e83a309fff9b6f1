"""Everything the decision page shows of one case."""

from django.utils import timezone

from smartcounty.common.differences import differences
from smartcounty.moderation import actions, registry, rules
from smartcounty.moderation.choices import CAN_BE_PUBLIC, Flag
from smartcounty.moderation.lifecycle import WAITING
from smartcounty.moderation.models import Appeal, Case, Decision, Report
from smartcounty.moderation.permissions import decidable_by

EARLIER = 5


def screen(case, *, user):
    """The context of the decision page; the same number of queries whatever the case."""
    now = timezone.now()
    item = case.target
    entry = registry.for_target(item)
    waiting = case.state in WAITING
    level, left = rules.time_left(case.due_at, now)
    held_until = case.claimed_until if case.claimed_until and case.claimed_until > now else None
    return {
        "case": case,
        "item": item,
        "reference": getattr(item, "reference", ""),
        "word": entry.word,
        "facts": actions.facts_of(case, item),
        "changes": [
            (label, differences(was, comes)) for label, was, comes in actions.changes_of(case, item)
        ],
        "waiting": waiting,
        "level": level,
        "left": left,
        "age": rules.span(now - case.opened_at),
        "flags": [Flag(flag).label for flag in case.flags.split(",") if flag],
        "reports": _reports(case),
        "appeal": Appeal.objects.select_related("decision__case").filter(case=case).first(),
        "decision": None if waiting else Decision.objects.filter(case=case).first(),
        "earlier": _earlier(case),
        "mine": bool(held_until) and case.claimed_by_id == user.pk,
        "held_until": held_until,
        "may_hide": waiting and case.kind in CAN_BE_PUBLIC and not item.hidden_at,
        "ways": entry.ways(item, user) if entry.ways else [],
        "may_pass_up": waiting and not case.passed_up_because,
        "previous_case": neighbours(user, now=now).before(case).first(),
        "next_case": neighbours(user, now=now).after(case).first(),
    }


def neighbours(user, *, now):
    """The cases that this moderator could decide next."""
    return decidable_by(user).waiting().not_held_by_others(user, at=now)


def _reports(case):
    """The reports with the record of whoever made them; who that was is of no use here, so it is not shown."""
    reports = list(case.reports.select_related("by").oldest_first())
    records = Report.objects.records([report.by_id for report in reports if report.by_id])
    return [(report, *records.get(report.by_id, (0, 0))) for report in reports]


def _earlier(case):
    """Titles with the newest decided cases about the same item and about the same author."""
    decided = Case.objects.decided().select_related("decision").exclude(pk=case.pk)
    same = decided.about(case.target)
    others = decided.filter(author__isnull=False, author=case.author).exclude(
        pk__in=same.values("pk")
    )
    return [
        ("Decided before about this", list(same.order_by("-pk")[:EARLIER])),
        ("Decided before about this author's words", list(others.order_by("-pk")[:EARLIER])),
    ]
