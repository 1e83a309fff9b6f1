"""The one decision of a case, and what follows from it."""

from django.db import transaction
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from smartcounty.common.page_cache import forget_pages
from smartcounty.moderation import notices, registry
from smartcounty.moderation.actions.appeals import settle
from smartcounty.moderation.actions.audit import audit
from smartcounty.moderation.actions.cases import answer_reporters, lock, lock_item, move_case
from smartcounty.moderation.actions.revisions import apply, facts_of, revision_of
from smartcounty.moderation.choices import ACTIONS_FOR, NEEDS_STATEMENT, RULE_OF, Action, CaseKind
from smartcounty.moderation.lifecycle import CaseState, InvalidMove
from smartcounty.moderation.models import Decision
from smartcounty.moderation.permissions import role_of
from smartcounty.notifications import actions as notifications


@transaction.atomic
def decide(case, *, by, seen, action, read=None, **why):
    """Decide once. `seen` is the version of the case on screen, `read` that of the item; `why` is what there is of
    reason_code, rule, statement and private_note.

    Raises InvalidMove if somebody was first or something changed since, NotYours on a conflict of interest.
    """
    at = timezone.now()
    target = lock_item(case)
    case = lock(case, by=by, at=at)
    if case.version != seen or read not in (None, target.version):
        raise InvalidMove
    if action not in ACTIONS_FOR[case.kind]:
        raise InvalidMove
    decision = _write(case, target, action, by=by, at=at, **why)
    old = case.state
    move_case(case, CaseState.DECIDED)
    _carry_out(decision, target, by=by, at=at)
    forget_pages()
    _remember_version(case, target)
    reason = decision.reason_code
    audit(f"decided: {action}", by=by, at=at, subject=case, old=old, to=action, reason=reason)
    notifications.record(notices.DECIDED, decision, by=by, at=at)
    answer_reporters(case, by=by, at=at)
    return decision


def _write(case, target, action, *, by, at, reason_code="", rule="", statement="", private_note=""):
    """The row of the decision, with the words as they were read; a reason only where it is held against the author."""
    if action not in NEEDS_STATEMENT:
        reason_code = rule = ""
    facts = facts_of(case, target)
    return Decision.objects.create(
        case=case,
        action=action,
        reason_code=reason_code,
        rule=rule or RULE_OF.get(reason_code, ""),
        statement=statement,
        private_note=private_note,
        machine_flag=case.flags,
        words=f"{facts.title}\n\n{facts.text}".strip(),
        by=by,
        by_role=role_of(by),
        at=at,
    )


def _carry_out(decision, target, *, by, at):
    """Call the item's own action; an approval counts for its author, an upheld report against them."""
    case, entry = decision.case, registry.for_target(target)
    match decision.action:
        case Action.APPROVE if case.kind == CaseKind.REVISION:
            apply(case.revision, target, by=by, at=at)
            _show_again(target, by=by, at=at)
        case Action.REJECT if case.kind == CaseKind.REVISION:
            _show_again(target, by=by, at=at)
        case Action.APPROVE:
            entry.approve(target, by=by, at=at)
            _count(accounts.record_approval, case, at=at)
        case Action.REJECT:
            entry.reject(target, by=by, at=at, reason=decision.reason_code)
        case Action.KEEP if target.hidden_at:
            entry.restore(target, by=by, at=at)
        case Action.REMOVE:
            entry.remove(target, by=by, at=at, reason=decision.reason_code)
            _count(accounts.record_upheld_report, case, at=at)
        case Action.RESTORE if revision := revision_of(case):
            apply(revision, target, by=by, at=at)
        case Action.RESTORE:
            entry.restore(target, by=by, at=at)
            _count(_making_good(case.appeal.decision.case), case, at=at)
    if case.kind == CaseKind.APPEAL:
        settle(case, decision, at=at)


def _show_again(target, *, by, at):
    """What was hidden while a change of it was looked into; its public words were not the matter."""
    if target.hidden_at:
        registry.for_target(target).restore(target, by=by, at=at)


def _making_good(first):
    """What an upheld appeal does for its author: as if the first decision had been the other way."""
    if first.kind == CaseKind.CHECK:
        return accounts.record_approval
    return accounts.record_overturned_report


def _count(record, case, *, at):
    if case.author:
        record(case.author, at=at)


def _remember_version(case, target):
    """Which version was decided about, after what the decision itself changed."""
    target.refresh_from_db(fields=["version"])
    case.target_version = target.version
    case.save(update_fields=["target_version"])
