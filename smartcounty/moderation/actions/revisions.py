"""Changes to public words that a person must read first; the public sees the last approved words meanwhile."""

from copy import copy
from datetime import date

from django.utils.text import capfirst

from smartcounty.common.templatetags.sc_tags import day
from smartcounty.moderation import registry
from smartcounty.moderation.actions.audit import audit
from smartcounty.moderation.actions.cases import move_case, open_case, reflag, weigh
from smartcounty.moderation.choices import Action, CaseKind
from smartcounty.moderation.lifecycle import CaseState, InvalidMove
from smartcounty.moderation.models import Case, Revision


def may_propose(target):
    """Whether nothing else about it waits to be decided; a change that waits already takes up another."""
    case = Case.objects.about(target).waiting().first()
    return case is None or case.kind == CaseKind.REVISION


def proposal_for(target):
    """The change of it that waits to be read, or None."""
    waiting = Case.objects.about(target).waiting().filter(kind=CaseKind.REVISION)
    return Revision.objects.filter(case__in=waiting).select_related("case").first()


def propose(target, *, by, at, content):
    """Keep new values, by field, until a moderator has read them; in the transaction that holds the target's lock.

    A second change joins the first. Raises InvalidMove while a report or an appeal is looked into.
    """
    case = Case.objects.about(target).waiting().select_for_update(of=("self",)).first()
    if case is None:
        facts = registry.for_target(target).describe(_changed(target, content))
        case = open_case(target, CaseKind.REVISION, at=at, facts=facts)
        audit("change proposed", by=by, at=at, subject=case)
        return Revision.objects.create(case=case, content=content, by=by, proposed_at=at)
    if case.kind != CaseKind.REVISION:
        raise InvalidMove
    revision = case.revision
    proposed = _changed(target, revision.values_for(target))
    if all(getattr(proposed, name) == value for name, value in content.items()):
        return revision  # nothing new, so nobody who is reading it is disturbed
    revision.content = revision.content | content
    revision.proposed_at = at
    revision.save(update_fields=["content", "proposed_at"])
    facts = registry.for_target(target).describe(_changed(target, revision.content))
    reflag(case, facts)
    weigh(case)
    return revision


def take_back(target, *, by, at):
    """The author no longer wants the change that waits; reports that joined it are still to be decided."""
    case = Case.objects.about(target).waiting().select_for_update(of=("self",)).first()
    if case is None or case.kind != CaseKind.REVISION:
        raise InvalidMove
    audit("change taken back", by=by, at=at, subject=case)
    if not case.reports.exists():
        move_case(case, CaseState.CLOSED)
        return
    case.revision.delete()
    case.kind = CaseKind.REPORT
    reflag(case, registry.for_target(target).describe(target))
    weigh(case)


def apply(revision, target, *, by, at):
    """Put the new values in place by the item's own action, and keep those that stood there."""
    values = revision.values_for(target)
    revision.replaced = {name: getattr(target, name) for name in values}
    revision.applied_at = at
    registry.for_target(target).revise(target, by=by, at=at, content=values)
    revision.save(update_fields=["replaced", "applied_at"])


def revision_of(case):
    """The change that a case is about: its own, or for an appeal the one that was refused; else None."""
    if case.kind == CaseKind.APPEAL:
        decision = case.appeal.decision
        return revision_of(decision.case) if decision.action == Action.REJECT else None
    return Revision.objects.filter(case=case).first()


def facts_of(case, target):
    """What a moderator reads: the words as they are, or as they would be."""
    revision = revision_of(case)
    shown = _changed(target, revision.values_for(target)) if revision else target
    return registry.for_target(target).describe(shown)


def changes_of(case, target):
    """What a change would put where: triples of a field's name, the text that stands or stood there, the new text."""
    revision = revision_of(case)
    if revision is None:
        return []
    stood = _changed(target, revision.values_for(target, revision.replaced or {}))
    comes = _changed(target, revision.values_for(target))
    fields = [field for field in target._meta.concrete_fields if field.name in revision.content]
    triples = [
        (capfirst(field.verbose_name), _in_words(stood, field.name), _in_words(comes, field.name))
        for field in fields
    ]
    return [(name, was, new) for name, was, new in triples if was != new]


def _in_words(target, field):
    value = getattr(target, field)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day(value)
    shown = getattr(target, f"get_{field}_display", None)
    return str(shown() if shown else value)


def _changed(target, content):
    """A copy that is never saved."""
    changed = copy(target)
    for name, value in content.items():
        setattr(changed, name, value)
    return changed
