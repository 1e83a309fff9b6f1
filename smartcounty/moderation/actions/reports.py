"""What people find wrong with an item."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from smartcounty.common.references import next_reference
from smartcounty.moderation import notices, registry
from smartcounty.moderation.actions.cases import answer_by_mail, hide_item, open_case, weigh
from smartcounty.moderation.choices import ALARMING, CAN_BE_PUBLIC, WEIGHTS, CaseKind, ReportReason
from smartcounty.moderation.lifecycle import WAITING
from smartcounty.moderation.models import Appeal, Case, Decision, Report, Revision
from smartcounty.notifications import actions as notifications


@transaction.atomic
def report(target, *, by, reason, details="", contact_email="", key=None, may_hide=True):
    """Record what somebody found wrong; joins the case that waits, if there is one.

    A person reports an item once: a second time gives back the first report, with the graver reason of the two.
    What was looked at and has not changed is not looked at again for the same reason: the report gets that answer.
    """
    at = timezone.now()
    reason = ReportReason(reason)
    target = _lock(target)
    cases = Case.objects.about(target)
    case = cases.waiting().select_for_update().first() or cases.settled(target, reason)
    case = case or open_case(target, CaseKind.REPORT, at=at)
    made = case.reports.from_the_same(by, key).first()
    if made is None:
        made = case.reports.create(
            reference=next_reference("R", at=at),
            reason=reason,
            details=details,
            by=by,
            contact_email=contact_email,
            key=key,
            at=at,
        )
    elif WEIGHTS[reason] > WEIGHTS[made.reason]:
        made.reason, made.details = reason, f"{made.details}\n\n{details}".strip()[:2000]
        made.save(update_fields=["reason", "details"])
    else:  # nothing new, so nobody who is reading it is disturbed
        return made
    _follow_up(made, case, target, at=at, may_hide=may_hide)
    return made


def erase_person(user, *, at):
    """Reports and appeals stay as facts, without the person, the address somebody gave, or anything they wrote."""
    Report.objects.filter(by=user).update(by=None, contact_email="", details="")
    Appeal.objects.filter(decision__case__author=user).update(words="")
    Decision.objects.filter(case__author=user).update(words="")
    theirs = Revision.objects.filter(by=user)
    theirs.filter(applied_at__isnull=False).update(replaced={})
    theirs.update(by=None, content={"erased": True})


def _follow_up(made, case, target, *, at, may_hide):
    made.case = case  # one object, so that the caller sees what becomes of it here
    if case.state in WAITING:
        weigh(case)
        _protect(case, target, at=at, may_hide=may_hide)
    else:
        answer_by_mail(made)


def _protect(case, target, *, at, may_hide):
    """Alarm the moderators at the first grave report, and hide what is gravely or widely reported."""
    reports = list(case.reports.select_related("by").oldest_first())
    grave = [report for report in reports if report.reason in ALARMING]
    if grave and not case.alarmed_at:
        case.alarmed_at = at
        case.save(update_fields=["alarmed_at"])
        notifications.record(notices.ALARM, case, by=None, at=at)
    hideable = registry.for_target(target).hidden_by_reports and not target.hidden_at
    if case.kind not in CAN_BE_PUBLIC or not hideable:
        return
    if grave and may_hide:
        because = ReportReason(grave[0].reason).label
        hide_item(case, target, by=None, at=at, because=because)
    elif _voices(reports) >= settings.REPORTS_TO_HIDE:
        hide_item(case, target, by=None, at=at, because=f"{len(reports)} reports")


def _voices(reports):
    """Independent ones: each member counts, all others together count as one, as they are cheap to make up."""
    members = sum(1 for report in reports if report.by and report.by.is_trusted)
    return members + (1 if len(reports) > members else 0)


def _lock(target):
    return type(target)._default_manager.select_for_update(no_key=True).get(pk=target.pk)
