from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET, require_http_methods

from smartcounty.common import tokens
from smartcounty.common.text import clean
from smartcounty.pages import actions
from smartcounty.pages.choices import Kind
from smartcounty.pages.filters import LONGEST_SEARCH
from smartcounty.pages.forms import ComplaintForm, ContactForm, EnquiryForm, ProblemForm


@dataclass(frozen=True)
class Ask:
    """One of the forms: what it is called, what it says first, and where it leads back to."""

    form: type[EnquiryForm]
    title: str
    lead: str
    button: str
    back: str
    back_words: str


ASK = {
    "problem": Ask(
        ProblemForm,
        "Report a problem with this site",
        "Tell us what does not work and we will put it right. You need no account.",
        "Send report",
        "pages:contact",
        "Contact us",
    ),
    "contact": Ask(
        ContactForm,
        "Write to us",
        "A person reads every message. We answer within 5 working days.",
        "Send message",
        "pages:contact",
        "Contact us",
    ),
    "complaint": Ask(
        ComplaintForm,
        "Make a complaint",
        "Somebody who was not part of it will look. You need no account.",
        "Send complaint",
        "pages:complaints",
        "Complaints",
    ),
}


@require_http_methods(["GET", "POST"])
def enquire(request, about):
    ask = ASK[about]
    form = ask.form(request.POST or None, initial=_known(request, ask))
    if form.is_valid():
        by = request.user if request.user.is_authenticated else None
        kept = actions.ask(by=by, **form.cleaned_data)
        told = bool(kept.email)
        token = tokens.make("enquiry", kept.reference, kept.kind, f"{kept.due_on}", told)
        return redirect("pages:enquiry_sent", token=token)
    return render(request, "pages/enquire.html", {"form": form, "ask": ask})


@require_GET
def enquiry_sent(request, token):
    """The token holds all that the page says, so that nobody can look up the messages of others."""
    try:
        reference, kind, due_on, told = tokens.read("enquiry", token)
    except tokens.BadToken as error:
        raise Http404 from error
    steps = _steps(Kind(kind), parse_date(due_on), told)
    return render(request, "pages/enquiry_sent.html", {"reference": reference, "steps": steps})


def _known(request, ask):
    """What need not be typed again."""
    initial = {"page": request.GET.get("page", "")[:500]}
    if words := " ".join(clean(request.GET.get("q", "")).split())[:LONGEST_SEARCH]:
        initial["message"] = f"I looked for “{words}” and did not find it.\n"
    if request.user.is_authenticated:
        initial |= {"name": request.user.full_name, "email": request.user.email}
    return initial


def _steps(kind, due_on, told):
    receipt = "We have sent you an e-mail with this number." if told else ""
    last = "You get our answer by e-mail." if told else "You left no address, so we cannot answer."
    answer = {"label": f"We answer by {due_on:%A} {due_on.day} {due_on:%B %Y}", "text": last}
    if not told:
        answer["label"] = "We put it right"
    return [
        {"label": "We have your message", "state": "did", "text": receipt},
        {"label": "A person reads it", "state": "now", "text": _READS[kind]},
        {**answer, "state": "ahead"},
    ]


_READS = {
    Kind.PROBLEM: "We look for the fault and mend it.",
    Kind.ACCESSIBILITY: "We look for the barrier, and for another way for you until it is gone.",
    Kind.CONTACT: "It goes to whoever knows most about it.",
    Kind.COMPLAINT: "Somebody who was not part of it looks at what happened.",
    Kind.DATA_PROTECTION: "Our data protection officer looks into it and keeps you informed.",
}
