"""Asking for somebody else to look again."""

from django.db import transaction
from django.utils import timezone

from smartcounty.moderation.actions.audit import audit
from smartcounty.moderation.actions.cases import lock_item, move_appeal, move_case, open_case
from smartcounty.moderation.choices import Action, CaseKind
from smartcounty.moderation.lifecycle import AppealState, CaseState, InvalidMove
from smartcounty.moderation.models import Appeal, Case


@transaction.atomic
def lodge_appeal(decision, *, by, words):
    """Ask for somebody else to look again; once for a decision, by its author."""
    at = timezone.now()
    target = lock_item(decision.case)
    first = Case.objects.select_for_update(of=("self",)).get(pk=decision.case_id)
    if first.state != CaseState.DECIDED or Case.objects.about(target).waiting().exists():
        raise InvalidMove
    second = open_case(target, CaseKind.APPEAL, at=at)
    move_case(first, CaseState.APPEALED)
    appeal = Appeal.objects.create(decision=decision, case=second, words=words, lodged_at=at)
    audit("appeal lodged", by=by, at=at, subject=first)
    return appeal


def settle(case, decision, *, at):
    """Close the appeal and the case it was about, as the second decision says."""
    appeal = case.appeal
    first = Case.objects.select_for_update(of=("self",)).get(pk=appeal.decision.case_id)
    if appeal.state == AppealState.LODGED:
        move_appeal(case, AppealState.ASSIGNED, at=at)
    move_appeal(case, _outcome(decision, appeal.decision), at=at)
    move_case(first, CaseState.CLOSED)


def _outcome(decision, first):
    if decision.action == Action.RESTORE:
        return AppealState.UPHELD
    changed = decision.reason_code not in ("", first.reason_code)
    return AppealState.VARIED if changed else AppealState.DISMISSED
