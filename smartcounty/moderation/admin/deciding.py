"""The page where one case is decided, and the buttons beside the decision. Nothing happens on GET."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from smartcounty.common.templatetags.sc_tags import clock, day
from smartcounty.moderation import actions
from smartcounty.moderation.admin.screen import neighbours, screen
from smartcounty.moderation.choices import RULE_OF, STATEMENTS
from smartcounty.moderation.forms import DecisionForm, PassUpForm
from smartcounty.moderation.lifecycle import WAITING, Held, InvalidMove, NotYours
from smartcounty.moderation.permissions import can_decide, can_moderate, in_reach_of

CHANGED = (
    "Somebody changed or reported this since you opened it. Read it again, then decide."
    " What you typed is still here."
)


@require_http_methods(["GET", "POST"])
def decide(request, model_admin, pk):
    case = _case(request.user, pk)
    if not can_decide(request.user, case):
        return _not_yours(model_admin, request, case)
    if "start" in request.POST:
        return _page(model_admin, request, case, _form(case, typed=_started(request.POST)))

    form = _form(case, request.POST or None)
    if form.is_valid():
        try:
            actions.decide(case, by=request.user, **form.cleaned_data)
        except InvalidMove as clash:
            return _clash(model_admin, request, pk, clash)
        except NotYours:
            return _not_yours(model_admin, request, case)
        messages.success(
            request, f"Decision recorded for {case.reference}. Whoever it concerns will be told."
        )
        return _onward(request.user, case)
    return _page(model_admin, request, case, form)


@require_POST
def do(request, model_admin, pk, verb):
    """Take the case, put it back, hide the item meanwhile, or pass the case up."""
    case = _case(request.user, pk)
    try:
        done = _do(case, request, verb)
    except InvalidMove as clash:
        messages.error(request, _in_words(clash))
    except NotYours:
        return _not_yours(model_admin, request, case)
    else:
        messages.success(request, done)
        if verb in ("release", "pass-up"):
            return _onward(request.user, case)
    return redirect("admin:moderation_case_decide", pk)


def _do(case, request, verb):
    match verb:
        case "claim":
            until = actions.claim(case, by=request.user).claimed_until
            return f"It is yours until {clock(until)}."
        case "release":
            actions.release(case, by=request.user)
            return "Put back for somebody else."
        case "hide":
            actions.hide(case, by=request.user)
            return "Hidden. Its author and moderators alone can see it until it is decided."
        case "pass-up":
            form = PassUpForm(request.POST)
            if not form.is_valid():
                return " ".join(form.errors["because"])
            actions.pass_up(case, by=request.user, **form.cleaned_data)
            return "Passed up to those who moderate the whole county."
    raise Http404


def _case(user, pk):
    if not can_moderate(user):
        raise PermissionDenied
    return get_object_or_404(in_reach_of(user).for_queue(), pk=pk)


def _form(case, data=None, *, typed=None):
    """The form with the versions that are on the screen, as they were sent or as they are now."""
    initial = {**(typed or {}), **_versions(case)}
    return DecisionForm(data, case=case, hidden=bool(case.target.hidden_at), initial=initial)


def _versions(case):
    return {"seen": case.version, "read": case.target.version}


def _page(model_admin, request, case, form, *, status=200, problem="", typed=""):
    context = {
        **model_admin.admin_site.each_context(request),
        **screen(case, user=request.user),
        "title": f"Decide on {case.reference}" if case.state in WAITING else case.reference,
        "opts": model_admin.opts,
        "form": form,
        "pass_up_form": PassUpForm(),
        "problem": problem,
        "typed": typed,
    }
    return render(request, "admin/moderation/case/decide.html", context, status=status)


def _not_yours(model_admin, request, case):
    """Neither reports nor words: somebody with an interest gets to know that there is a case, and no more."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "This one is not yours to decide",
        "opts": model_admin.opts,
        "reference": case.reference,
    }
    return render(request, "admin/moderation/case/not_yours.html", context, status=403)


def _clash(model_admin, request, pk, clash):
    """The page as it is now, with what was typed: to be sent again, or to be copied if it is too late."""
    case = _case(request.user, pk)
    data = request.POST.copy()
    for name, value in _versions(case).items():
        data[name] = value
    typed = data.get("statement", "")
    return _page(
        model_admin,
        request,
        case,
        _form(case, data),
        status=409,
        problem=_in_words(clash),
        typed=typed,
    )


def _in_words(clash):
    if isinstance(clash, Held):
        return f"{clash.decided_by} has taken this until {clock(clash.at)}."
    if not clash.at:
        return CHANGED
    when = clock(clash.at)
    if day(clash.at) != day(timezone.now()):
        when = f"{when} on {day(clash.at)}"
    return f"Already decided by {clash.decided_by} at {when}."


def _started(posted):
    """What was typed so far, with the words and the rule that fit the chosen reason."""
    typed = posted.dict()
    reason = typed.get("reason_code", "")
    started = {**typed, "rule": typed.get("rule") or RULE_OF.get(reason, "")}
    if not typed.get("statement") or typed["statement"] in STATEMENTS.values():
        started["statement"] = STATEMENTS.get(reason, "")
    return started


def _onward(user, case):
    """To the next case; at the end of the queue to whatever is left, else to the empty list."""
    waiting = neighbours(user, now=timezone.now()).exclude(pk=case.pk)
    following = waiting.after(case).first() or waiting.most_pressing_first().first()
    if following:
        return redirect("admin:moderation_case_decide", following.pk)
    return redirect("admin:moderation_case_changelist")
