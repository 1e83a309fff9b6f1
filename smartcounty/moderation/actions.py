"""Cases: opened by a submission or a report, claimed, decided once, appealed against.

Promises: two moderators never both decide; every decision has one audit row and at most one notice to the author; the
version that was read is the version that is published.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from smartcounty.common.references import next_reference
from smartcounty.moderation import notices, registry, rules
from smartcounty.moderation.choices import Action, CaseKind, ReportReason
from smartcounty.moderation.lifecycle import (
    CASE_NEXT,
    WAITING,
    AppealState,
    CaseState,
    InvalidMove,
    NotYours,
)
from smartcounty.moderation.models import Appeal, AuditEntry, Case, Decision, Report
from smartcounty.moderation.permissions import can_decide
from smartcounty.notifications import actions as notifications

HIDE_AT_ONCE = {ReportReason.DANGER, ReportReason.ILLEGAL, ReportReason.PERSONAL}


def audit(action, *, by, at, subject="", old="", to="", reason=""):
    """One append-only row; call it in the transaction of what it tells of."""
    return AuditEntry.objects.create(
        action=action,
        by=by if by and by.pk else None,
        at=at,
        subject=_subject(subject),
        old=str(old)[:200],
        new=str(to)[:200],
        reason=str(reason)[:500],
    )


def open_check(target, *, at):
    """Put something that waits to be published into the queue; in the caller's transaction."""
    return _open(target, CaseKind.CHECK, at=at)


def close_check(target, *, by, at):
    """The author withdrew it: nobody needs to look any more."""
    waiting = _waiting_for(target)
    for case in waiting.select_for_update():
        _move_case(case, CaseState.CLOSED)
        audit("case closed", by=by, at=at, subject=case, reason="withdrawn by its author")


def recheck(target):
    """The author changed what waits: a moderator who has read the earlier version must read again."""
    for case in _waiting_for(target).select_for_update():
        facts = registry.for_target(target).describe(target)
        case.title, case.target_version = facts.title[:200], target.version
        case.version += 1
        case.save(update_fields=["title", "target_version", "version"])


@transaction.atomic
def report(target, *, by, reason, details="", contact_email=""):
    """Record what somebody found wrong; joins the case that waits, if there is one.

    A person reports an item once; a second time gives back the first report.
    """
    at = timezone.now()
    reason = ReportReason(reason)
    case = _waiting_for(target).select_for_update().first()
    case = case or _open(target, CaseKind.REPORT, at=at, reasons=[reason])
    if by and (earlier := case.reports.filter(by=by).first()):
        return earlier
    made = case.reports.create(
        reference=next_reference("R", at=at),
        reason=reason,
        details=details,
        by=by,
        contact_email=contact_email,
        at=at,
    )
    _weigh(case, at=at)
    if case.kind == CaseKind.REPORT and reason in HIDE_AT_ONCE and reason != ReportReason.PERSONAL:
        registry.for_target(target).hide(target, by=None, at=at)
        audit("hidden until looked at", by=None, at=at, subject=case, reason=reason.label)
    return made


@transaction.atomic
def claim(case, *, by):
    """Take a case for a quarter of an hour, so that nobody reads the same thing twice; renewable by its holder."""
    at = timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _refuse_conflict(case, by)
    if case.state not in WAITING:
        raise _already_decided(case)
    if case.state == CaseState.CLAIMED and case.claimed_by_id != by.pk and case.claimed_until > at:
        raise InvalidMove(decided_by=case.claimed_by, at=None)
    case.state = CaseState.CLAIMED
    case.claimed_by, case.claimed_until = by, at + timedelta(minutes=settings.CLAIM_MINUTES)
    case.save(update_fields=["state", "claimed_by", "claimed_until"])
    return case


@transaction.atomic
def decide(
    case,
    *,
    by,
    seen,
    action,
    reason_code="",
    rule="",
    statement="",
    private_note="",
    role="Moderator",
):
    """Decide once. Raises InvalidMove if somebody was first or the author changed it, NotYours on a conflict."""
    at = timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _refuse_conflict(case, by)
    if case.state not in WAITING:
        raise _already_decided(case)
    if case.version != seen:
        raise InvalidMove()
    decision = Decision.objects.create(
        case=case,
        action=action,
        reason_code=reason_code,
        rule=rule,
        statement=statement,
        private_note=private_note,
        by=by,
        by_role=role,
        at=at,
    )
    _move_case(case, CaseState.DECIDED)
    _carry_out(decision, by=by, at=at)
    audit(
        f"decided: {action}", by=by, at=at, subject=case, to=action, reason=reason_code or statement
    )
    if action != Action.KEEP or case.kind == CaseKind.APPEAL:
        notifications.record(notices.DECIDED, decision, by=by, at=at)
    return decision


@transaction.atomic
def lodge_appeal(decision, *, by, words):
    """Ask for somebody else to look again; once for a decision, by the author."""
    at = timezone.now()
    case = Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    if case.state != CaseState.DECIDED:
        raise InvalidMove()
    second = _open(case.target, CaseKind.APPEAL, at=at)
    _move_case(case, CaseState.APPEALED)
    appeal = Appeal.objects.create(decision=decision, case=second, words=words, lodged_at=at)
    audit("appeal lodged", by=by, at=at, subject=case)
    return appeal


def erase_person(user, *, at):
    """Reports stay, without the address somebody gave and without the person."""
    Report.objects.filter(by=user).update(by=None, contact_email="")


def _open(target, kind, *, at, reasons=()):
    facts = registry.for_target(target).describe(target)
    score, because = rules.priority(reasons)
    return Case.objects.create(
        reference=next_reference("C", at=at),
        kind=kind,
        target=target,
        title=facts.title[:200],
        author=facts.author,
        organisation=facts.organisation,
        area=facts.area,
        priority=score,
        priority_because=because,
        opened_at=at,
        due_at=rules.due_at(kind, timezone.localtime(at), reasons),
        target_version=getattr(target, "version", 1),
    )


def _weigh(case, *, at):
    reasons = [ReportReason(reason) for reason in case.reports.values_list("reason", flat=True)]
    case.priority, case.priority_because = rules.priority(reasons)
    case.due_at = min(case.due_at, rules.due_at(case.kind, timezone.localtime(at), reasons))
    case.save(update_fields=["priority", "priority_because", "due_at"])


def _carry_out(decision, *, by, at):
    """Call the target's own action; an approval counts for its author, an upheld report against them."""
    case, target = decision.case, decision.case.target
    entry = registry.for_target(target)
    match decision.action:
        case Action.APPROVE:
            entry.approve(target, by=by, at=at)
            if case.author:
                accounts.record_approval(case.author, at=at)
        case Action.REJECT:
            entry.reject(target, by=by, at=at, reason=decision.reason_code)
        case Action.HIDE:
            entry.hide(target, by=by, at=at)
        case Action.REMOVE:
            entry.remove(target, by=by, at=at, reason=decision.reason_code)
            if case.author and case.kind == CaseKind.REPORT:
                accounts.record_upheld_report(case.author, at=at)
        case Action.RESTORE:
            entry.restore(target, by=by, at=at)
        case Action.KEEP if case.kind == CaseKind.REPORT and target.hidden_at:
            entry.restore(target, by=by, at=at)
    _settle_appeal(case, decision)


def _settle_appeal(case, decision):
    appeal = Appeal.objects.filter(case=case).first()
    if appeal:
        upheld = decision.action == Action.RESTORE
        appeal.state = AppealState.UPHELD if upheld else AppealState.DISMISSED
        appeal.save(update_fields=["state"])
        _move_case(appeal.decision.case, CaseState.CLOSED)


def _waiting_for(target):
    kind = ContentType.objects.get_for_model(target)
    return Case.objects.waiting().filter(target_type=kind, target_id=target.pk)


def _move_case(case, state):
    if state not in CASE_NEXT[case.state]:
        raise InvalidMove()
    case.state, case.version = state, case.version + 1
    case.claimed_by = case.claimed_until = None
    case.save(update_fields=["state", "version", "claimed_by", "claimed_until"])


def _refuse_conflict(case, by):
    if not can_decide(by, case):
        raise NotYours


def _already_decided(case):
    decision = Decision.objects.filter(case=case).select_related("by").first()
    return InvalidMove(decided_by=decision and decision.by_role, at=decision and decision.at)


def _subject(subject):
    if hasattr(subject, "reference"):
        return subject.reference
    if hasattr(subject, "public_id"):
        return f"{type(subject).__name__} {subject.public_id}"
    return str(subject)[:120]
