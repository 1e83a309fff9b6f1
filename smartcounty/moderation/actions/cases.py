"""What happens to a case until it is decided."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from smartcounty.common.page_cache import forget_pages
from smartcounty.common.references import next_reference
from smartcounty.moderation import notices, registry, rules
from smartcounty.moderation.actions.audit import audit
from smartcounty.moderation.choices import CAN_BE_PUBLIC, CaseKind, Flag, ReportReason
from smartcounty.moderation.lifecycle import (
    APPEAL_NEXT,
    CASE_NEXT,
    WAITING,
    AppealState,
    CaseState,
    Held,
    InvalidMove,
    NotYours,
)
from smartcounty.moderation.models import Appeal, Case, Decision, Report
from smartcounty.moderation.permissions import can_decide
from smartcounty.notifications import actions as notifications


def open_check(target, *, at):
    """Put something that waits to be published into the queue; in the caller's transaction."""
    return open_case(target, CaseKind.CHECK, at=at)


def close_check(target, *, by, at):
    """The author withdrew it: nobody needs to look any more."""
    for case in Case.objects.about(target).waiting().select_for_update():
        move_case(case, CaseState.CLOSED)
        answer_reporters(case, by=by, at=at)
        audit("case closed", by=by, at=at, subject=case, reason="withdrawn by its author")


def recheck(target):
    """The author changed it: a moderator who has read the earlier version must read again."""
    for case in Case.objects.about(target).waiting().select_for_update():
        case.target_version = target.version
        if case.kind != CaseKind.REVISION:  # whose words are those that are proposed
            reflag(case, registry.for_target(target).describe(target))
        weigh(case)


def reflag(case, facts):
    """Its title and flags by what a moderator is to read; the caller saves."""
    case.title, case.flags = facts.title[:200], _flags(facts)


@transaction.atomic
def claim(case, *, by):
    """Take a case for a quarter of an hour, so that nobody reads the same thing twice; renewable by its holder."""
    at = timezone.now()
    case = lock(case, by=by, at=at)
    if case.state != CaseState.CLAIMED:
        move_appeal(case, AppealState.ASSIGNED, at=at)
        _step(case, CaseState.CLAIMED)
    if case.claimed_by_id != by.pk:
        audit("case taken", by=by, at=at, subject=case)
    case.claimed_by, case.claimed_until = by, at + timedelta(minutes=settings.CLAIM_MINUTES)
    case.save(update_fields=["state", "claimed_by", "claimed_until"])
    return case


@transaction.atomic
def release(case, *, by):
    """Put a case back that one has taken and will not decide."""
    at = timezone.now()
    case = lock(case, by=by, at=at)
    if case.state != CaseState.CLAIMED:
        raise InvalidMove
    audit("case put back", by=by, at=at, subject=case)
    move_appeal(case, AppealState.LODGED, at=at)
    _step(case, CaseState.OPEN)
    if case.passed_up_because:
        _step(case, CaseState.ESCALATED)
    case.claimed_by = case.claimed_until = None
    case.save(update_fields=["state", "claimed_by", "claimed_until"])
    return case


@transaction.atomic
def pass_up(case, *, by, because):
    """Leave a case to those who moderate the whole county."""
    at = timezone.now()
    case = lock(case, by=by, at=at)
    move_case(case, CaseState.ESCALATED)
    case.passed_up_because = because[:500]
    case.save(update_fields=["passed_up_because"])
    audit("case passed up", by=by, at=at, subject=case)
    return case


@transaction.atomic
def hide(case, *, by):
    """Take a reported item out of sight while it is looked into; the case goes on waiting."""
    at = timezone.now()
    target = lock_item(case)
    case = lock(case, by=by, at=at)
    if case.kind not in CAN_BE_PUBLIC or target.hidden_at:
        raise InvalidMove
    hide_item(case, target, by=by, at=at, because="by a moderator, until looked into")


def hide_item(case, target, *, by, at, because):
    """Hide it in the caller's transaction and tell its author; at most once for a case."""
    registry.for_target(target).hide(target, by=by, at=at)
    forget_pages()
    case.hidden_at = at
    case.save(update_fields=["hidden_at"])
    audit("hidden until looked at", by=by, at=at, subject=case, reason=because)
    notifications.record(notices.HIDDEN, case, by=by, at=at)


def open_case(target, kind, *, at, facts=None):
    """A new case about an item nobody has to decide about yet; in the caller's transaction."""
    facts = facts or registry.for_target(target).describe(target)
    case = Case(
        reference=next_reference("C", at=at),
        kind=kind,
        target=target,
        title=facts.title[:200],
        author=facts.author,
        organisation=facts.organisation,
        area=facts.area,
        flags=_flags(facts),
        opened_at=at,
        target_version=target.version,
        version=0,
    )
    weigh(case)
    return case


def weigh(case):
    """Work out anew how pressing it is, and save; whoever has the case on screen must look again."""
    reports = list(case.reports.oldest_first()) if case.pk else []
    records = Report.objects.records([report.by_id for report in reports if report.by_id])
    noticed = [Flag(flag) for flag in case.flags.split(",") if flag]
    case.priority, case.priority_because = rules.priority(
        [
            (ReportReason(report.reason), rules.accuracy(*records.get(report.by_id, (0, 0))))
            for report in reports
        ],
        noticed,
    )
    opened = rules.due_at(case.kind, timezone.localtime(case.opened_at))
    case.due_at = min(
        [opened]
        + [
            rules.due_at(case.kind, timezone.localtime(report.at), [report.reason])
            for report in reports
        ]
    )
    case.version += 1
    case.save()


def answer_reporters(case, *, by, at):
    """Tell those who reported it what came of it: by their account, or by an address, which is then erased."""
    reports = list(case.reports.oldest_first())
    if reports:
        notifications.record(notices.REPORT_ANSWERED, case, by=by, at=at)
    for report in reports:
        answer_by_mail(report)


def answer_by_mail(report):
    """Answer a report at the address it came with, once."""
    if report.contact_email:
        subject, text = notices.answer_to(report)
        notifications.write_to(report.contact_email, subject=subject, text=text)
        report.contact_email = ""
        report.save(update_fields=["contact_email"])


def lock(case, *, by, at):
    """The case, locked; refused to whoever may not decide it now."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not can_decide(by, case):
        raise NotYours
    if case.state not in WAITING:
        first = Decision.objects.filter(case=case).first()
        raise InvalidMove(decided_by=first and first.by_role, at=first and first.at)
    if case.claimed_by_id not in (None, by.pk) and case.claimed_until > at:
        raise Held(decided_by=case.claimed_by.public_name, at=case.claimed_until)
    return case


def lock_item(case):
    """The item of a case, locked; always before the case itself."""
    model = case.target_type.model_class()
    return model._default_manager.select_for_update(no_key=True).get(pk=case.target_id)


def move_case(case, state):
    """Move and let go of it; everybody who has it on screen is behind from here on."""
    _step(case, state)
    case.version += 1
    case.claimed_by = case.claimed_until = None
    case.save(update_fields=["state", "version", "claimed_by", "claimed_until"])


def move_appeal(case, state, *, at):
    """Move the appeal that this case is about; other cases are about none."""
    appeal = Appeal.objects.filter(case=case).first()
    if appeal is None:
        return
    if state not in APPEAL_NEXT[appeal.state]:
        raise InvalidMove
    appeal.state = state
    appeal.settled_at = None if APPEAL_NEXT[state] else at
    appeal.save(update_fields=["state", "settled_at"])


def _step(case, state):
    if state not in CASE_NEXT[case.state]:
        raise InvalidMove
    case.state = state


def _flags(facts):
    return ",".join(rules.flags(f"{facts.title}\n{facts.text}"))
