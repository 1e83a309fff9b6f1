"""Tells authors what happened to their words, reporters what came of their report, and moderators of an alarm.

Nobody else hears of it, and no author learns who reported.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse

from smartcounty.common.templatetags.sc_tags import moment
from smartcounty.moderation import registry as items
from smartcounty.moderation.choices import NEEDS_REASON, Action, CaseKind, Rule
from smartcounty.moderation.models import Case, Decision
from smartcounty.moderation.querysets import deciders
from smartcounty.notifications import registry
from smartcounty.notifications.choices import Stream
from smartcounty.notifications.registry import Story

REASONS = "Read the reasons and how to appeal"
DECIDED_KICKERS = {
    Action.APPROVE: "Your {word} is published",
    Action.REJECT: "Your {word} was not published",
    Action.KEEP: "Your {word} is back",
    Action.REMOVE: "Your {word} was removed",
    Action.RESTORE: "Your appeal was upheld: your {word} is published",
    Action.DISMISS: "Your appeal was looked at: the decision stands",
}
DECIDED_TEXTS = {
    Action.APPROVE: "Thank you. Everybody can read it now.",
    Action.KEEP: "We hid it while we looked into a report. It keeps to our rules, so everybody can read it again.",
    Action.RESTORE: "Somebody else looked at it again and decided in your favour.",
}
PUBLIC = {Action.APPROVE, Action.KEEP, Action.RESTORE}


def _people(ids):
    return get_user_model().objects.filter(pk__in=ids)


def _author(decision_id):
    """Nothing to tell the author of what was reported, never hidden, and left as it is."""
    told = Decision.objects.filter(pk=decision_id).exclude(action=Action.KEEP, case__hidden_at=None)
    return _people(told.values("case__author"))


def _decision_story(decision_id):
    decisions = Decision.objects.select_related("case__target_type")
    decision = decisions.filter(pk=decision_id).first()
    if decision is None or decision.case.target is None:
        return None
    case, target = decision.case, decision.case.target
    word = items.for_target(target).word
    public = decision.action in PUBLIC
    page = reverse("moderation:decision", args=[case.reference])
    return Story(
        kicker=f"A decision on your {word}",
        title=f"{headline(decision)}: {case.title}",
        text=decision.statement or DECIDED_TEXTS[decision.action] if public else reasons(decision),
        path=items.for_target(target).describe(target).path if public else page,
        action="See it" if public else REASONS,
        visible=lambda user: user.pk == case.author_id,
    )


def headline(decision):
    """What was decided, in the words its author reads."""
    entry = items.for_model(decision.case.target_type.model_class())
    changed = decision.case.kind == CaseKind.REVISION and decision.action != Action.REMOVE
    kicker = DECIDED_KICKERS[decision.action].format(word=entry.word)
    return kicker.replace("Your ", "The change to your ") if changed else kicker


def rule_of(decision):
    return Rule(decision.rule) if decision.rule else None


def reasons(decision):
    """The statement of reasons in words: why, by which rule, who decided, and what can be done about it."""
    parts = [decision.statement]
    if rule := rule_of(decision):
        parts.append(f"It breaks {rule.quoted}.")
    parts.append(f"{who_decided(decision)} {machine(decision)}")
    if decision.action in NEEDS_REASON:
        parts.append("If you think this is wrong, you can ask for somebody else to look again.")
    else:
        parts.append(
            "That is the end of the appeal. Our complaints page says what else you can do."
        )
    return "\n\n".join(parts)


def who_decided(decision):
    return (
        f"A person decided this: a {decision.by_role.lower()}, reference {decision.case.reference}."
    )


def machine(decision):
    if decision.machine_flag:
        return "A word list had pointed it out to them; that decides nothing by itself."
    return "No automatic check played a part."


def _hidden_author(case_id):
    return _people(Case.objects.filter(pk=case_id).values("author"))


def _hidden_story(case_id):
    case = Case.objects.filter(pk=case_id, decision=None).first()
    if case is None or case.target is None:
        return None
    entry = items.for_target(case.target)
    return Story(
        kicker=f"About your {entry.word}",
        title=f"Your {entry.word} is hidden for now: {case.title}",
        text="It was reported, and we hide such things until a person has looked. You need do nothing. We will write to"
        " you when it is decided, and say why.",
        path=entry.describe(case.target).path,
        action="See it",
        visible=lambda user: user.pk == case.author_id,
    )


def _reporters(case_id):
    return get_user_model().objects.filter(reports_made__case=case_id)


def _answer_story(case_id):
    case = Case.objects.select_related("decision").filter(pk=case_id).first()
    if case is None:
        return None
    return Story(
        kicker="What you reported",
        title=f"We have looked at what you reported: {case.title}",
        text=outcome(case),
        path=reverse("pages:community_rules"),
        action="Read our rules",
        visible=lambda user: case.reports.filter(by=user).exists(),
    )


def outcome(case):
    """What came of a report, for whoever made it."""
    decision = Decision.objects.filter(case=case).first()
    if decision is None:
        return "Its author has taken it down."
    if decision.action in NEEDS_REASON:
        rule = rule_of(decision)
        broken = rule.quoted if rule else "our rules"
        return f"You were right to tell us: it breaks {broken}, so it was removed. Thank you."
    return (
        "A person looked at it. It keeps to our rules, so it stays. If you think that is wrong,"
        " our complaints page says what you can do."
    )


def answer_to(report):
    """Subject and text of the answer to an address that somebody left with a report."""
    context = {
        "report": report,
        "outcome": outcome(report.case),
        "rules": settings.SITE_URL + reverse("pages:community_rules"),
        "complaints": settings.SITE_URL + reverse("pages:complaints"),
        "county": settings.COUNTY,
    }
    text = render_to_string("moderation/emails/report_answered.txt", context)
    return f"Your report {report.reference}: what we did", text


def _alarmed(case_id):
    case = Case.objects.filter(pk=case_id).first()
    return deciders(case) if case else get_user_model().objects.none()


def _alarm_story(case_id):
    case = Case.objects.waiting().filter(pk=case_id).first()
    if case is None:
        return None
    hidden = "It is hidden until somebody has looked." if case.hidden_at else "It is still public."
    return Story(
        kicker="Alarm",
        title=f"Look at once: {case.title}",
        text=f"Reported: {case.priority_because}. {hidden} Decide by {moment(case.due_at)}.",
        path=reverse("admin:moderation_case_decide", args=[case.pk]),
        action="Open the case",
        visible=lambda user: deciders(case).filter(pk=user.pk).exists(),
    )


DECIDED = registry.declare(
    "moderation.decided", stream=Stream.MODERATION, story=_decision_story, audience=_author
)
HIDDEN = registry.declare(
    "moderation.hidden", stream=Stream.MODERATION, story=_hidden_story, audience=_hidden_author
)
REPORT_ANSWERED = registry.declare(
    "moderation.report_answered",
    stream=Stream.MODERATION,
    story=_answer_story,
    audience=_reporters,
)
ALARM = registry.declare(
    "moderation.alarm", stream=Stream.ALARM, story=_alarm_story, audience=_alarmed
)
