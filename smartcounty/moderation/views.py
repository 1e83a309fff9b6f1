from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from smartcounty.common import limits, tokens
from smartcounty.moderation import actions, notices, registry
from smartcounty.moderation.choices import ALARMING
from smartcounty.moderation.forms import AppealForm, ReportForm
from smartcounty.moderation.lifecycle import WAITING, InvalidMove
from smartcounty.moderation.models import Decision, Report
from smartcounty.moderation.permissions import can_appeal

REPORTS_AN_HOUR = {True: 40, False: 20}  # by whether somebody is signed in
ALARMS_AN_HOUR = 3
ALREADY = "Somebody is looking at this again already."
EVERYBODY = AnonymousUser()  # only what all can see is reported here


@require_http_methods(["GET", "POST"])
def report(request, kind, public_id):
    entry = registry.for_kind(kind)
    item = entry and entry.find(public_id, EVERYBODY)
    if item is None:
        raise Http404
    signed_in = request.user.is_authenticated
    form = ReportForm(request.POST or None, signed_in=signed_in)
    context = {"form": form, "entry": entry, "facts": entry.describe(item)}
    if not form.is_valid():
        return render(request, "moderation/report.html", context)

    if not limits.allow("reports", limits.who(request), most=REPORTS_AN_HOUR[signed_in]):
        form.add_error(
            None, "You have sent many reports within an hour. Please send this one later."
        )
        return render(request, "moderation/report.html", context, status=429)
    try:
        made = actions.report(
            item,
            by=request.user if signed_in else None,
            may_hide=_may_hide(request, form.cleaned_data["reason"]),
            **form.cleaned_data,
        )
    except InvalidMove as gone:  # taken down while the form was open
        raise Http404 from gone
    return redirect("moderation:reported", tokens.make("report", made.reference))


@require_GET
def reported(request, token):
    """What happens next, for whoever holds the signed address that came back from the form."""
    try:
        (reference,) = tokens.read("report", token)
    except tokens.BadToken as bad:
        raise Http404 from bad
    found = get_object_or_404(Report.objects.select_related("case"), reference=reference)
    waiting = found.case.state in WAITING
    context = {
        "report": found,
        "waiting": waiting,
        "outcome": "" if waiting else notices.outcome(found.case),
    }
    return render(request, "moderation/reported.html", context)


@login_required
@require_GET
def decision(request, reference):
    made = _own_decision(request.user, reference)
    context = {
        "decision": made,
        "case": made.case,
        "kicker": notices.headline(made),
        "who": notices.who_decided(made),
        "machine": notices.machine(made),
        "rule": notices.rule_of(made),
        "appeal": getattr(made, "appeal", None),
        "may_appeal": can_appeal(request.user, made),
    }
    return render(request, "moderation/decision.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def appeal(request, reference):
    made = _own_decision(request.user, reference)
    if not can_appeal(request.user, made):
        messages.info(request, ALREADY)
        return redirect("moderation:decision", reference)

    form = AppealForm(request.POST or None)
    if form.is_valid():
        try:
            actions.lodge_appeal(made, by=request.user, **form.cleaned_data)
        except InvalidMove:
            messages.info(request, ALREADY)
        else:
            messages.success(request, "Somebody else will look again. We will write to you.")
        return redirect("moderation:decision", reference)
    return render(request, "moderation/appeal.html", {"form": form, "decision": made})


def _may_hide(request, reason):
    """A grave report hides what it is about; not so the fourth within an hour from one place."""
    return reason not in ALARMING or limits.allow(
        "alarms", limits.who(request), most=ALARMS_AN_HOUR
    )


def _own_decision(user, reference):
    """The author's alone: for everybody else there is no such page."""
    decisions = Decision.objects.select_related("case__target_type", "appeal__case")
    return get_object_or_404(decisions, case__reference=reference, case__author=user)
