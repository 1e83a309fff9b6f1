from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from ideas import actions, rules
from ideas.choices import Help
from ideas.forms import EditForm, IdeaForm, WithdrawForm, initial_of
from ideas.lifecycle import NEXT, InvalidMove, Status
from ideas.models import Idea
from ideas.permissions import can_edit, can_post, can_withdraw
from ideas.views.rewording import reword
from ideas.views.thread import next_steps
from smartcounty.common import drafts, markdown
from smartcounty.common.templatetags.sc_tags import moment
from smartcounty.moderation.models import SensitivePeriod

MOST_A_DAY = 10
CONSENT = "Community rules, November 2026"


@require_http_methods(["GET", "POST"])
def idea_submit(request):
    """Anybody may write; whoever presses the button must be signed in, and finds their words again afterwards."""
    if request.user.is_authenticated and not can_post(request.user):
        raise PermissionDenied
    if request.method == "GET":
        return _form_page(request, _fresh_form(request))
    form = IdeaForm(request.POST, user=request.user, is_draft="save" in request.POST)
    if "again" in request.POST or not form.is_valid():
        return _form_page(request, form)
    if not request.user.is_authenticated:
        drafts.keep(request)
        return redirect_to_login(request.get_full_path())
    if _too_many(request.user):
        form.add_error(None, "You have posted ten ideas today. Keep this one and post it tomorrow.")
        return _form_page(request, form)
    return _post(request, form)


def _post(request, form):
    if "post" not in request.POST and "save" not in request.POST:
        return _preview_page(request, form)
    idea = actions.draft(
        by=request.user,
        key=form.cleaned_data["key"],
        consent_noted=CONSENT,
        **form.content,
    )
    drafts.forget(request)
    if "save" in request.POST:
        messages.success(request, "Saved for later. Only you can see it.")
        return redirect(idea)
    return _hand_in(request, idea)


def _hand_in(request, idea):
    """A second press finds it handed in already, which is what was wanted."""
    if idea.status == Status.DRAFT:
        actions.submit(idea, by=request.user)
    return redirect("ideas:posted", idea.slug)


@login_required
@require_http_methods(["GET", "POST"])
def idea_edit(request, slug):
    idea = _own(request, slug, can_edit)
    if idea.is_rewordable:
        return reword(request, idea)
    if not idea.is_editable:
        return render(request, "ideas/idea_fixed.html", {"idea": idea}, status=409)
    draft = idea.status == Status.DRAFT
    details = {"user": request.user, "idea": idea, "is_draft": "save" in request.POST}
    if request.method == "GET":
        return _form_page(request, EditForm(initial=initial_of(idea), **details), idea)
    form = EditForm(request.POST, **details)
    if "again" in request.POST or not form.is_valid():
        return _form_page(request, form, idea)
    if draft and "post" not in request.POST and "save" not in request.POST:
        return _preview_page(request, form, idea)
    return _change(request, form, idea)


def _change(request, form, idea):
    try:
        actions.edit(idea, by=request.user, seen=form.cleaned_data["seen"], **form.content)
        if "post" in request.POST:
            return _hand_in(request, idea)
    except InvalidMove as clash:
        form.add_error(None, _clash(clash))
        return _form_page(request, form, idea)
    messages.success(request, "Your changes are saved.")
    return redirect(idea)


@login_required
@require_GET
def idea_posted(request, slug):
    idea = _own(request, slug, can_withdraw)
    return render(
        request, "ideas/idea_posted.html", {"idea": idea, "steps": next_steps(idea.area)[1:]}
    )


@login_required
@require_http_methods(["GET", "POST"])
def idea_withdraw(request, slug):
    idea = _own(request, slug, can_withdraw)
    if Status.WITHDRAWN not in NEXT[idea.status]:
        return render(request, "ideas/idea_fixed.html", {"idea": idea}, status=409)
    initial = {"seen": idea.version}
    form = WithdrawForm(request.POST or None, initial=initial, public=idea.is_public)
    if form.is_valid():
        try:
            actions.withdraw(idea, by=request.user, **form.cleaned_data)
        except InvalidMove as clash:
            messages.error(request, _clash(clash))
        else:
            messages.success(request, "Your idea is withdrawn.")
        return redirect(idea)
    return render(request, "ideas/idea_withdraw.html", {"idea": idea, "form": form})


def _own(request, slug, may):
    idea = get_object_or_404(
        Idea.objects.visible_to(request.user).for_page().with_reader(request.user), slug=slug
    )
    if not may(request.user, idea):
        raise PermissionDenied
    return idea


def _fresh_form(request):
    """Filled with what was typed before signing in, else with what the link here was about."""
    kept = drafts.kept(request) if request.user.is_authenticated else None
    if kept:
        return IdeaForm(kept, user=request.user)
    about = {name: request.GET.get(name, "") for name in ("service", "hub", "area", "topic")}
    initial = {"help_offered": "maybe"} | {name: slug for name, slug in about.items() if slug}
    return IdeaForm(initial=initial, user=request.user)


def _form_page(request, form, idea=None):
    title, body = form["title"].value() or "", form["body"].value() or ""
    context = {
        "form": form,
        "idea": idea,
        "ahead": _ahead_of(title, body, idea=idea) if form.is_bound else [],
        "steps": next_steps(idea and idea.area),
        "about": _about(form),
        "is_waiting": bool(idea) and idea.status == Status.SUBMITTED,
        "kept": form.is_bound and request.method == "GET",
        "periods": SensitivePeriod.objects.for_form("idea", day=timezone.localdate()),
    }
    return render(request, "ideas/idea_form.html", context)


def _preview_page(request, form, idea=None):
    content = form.content
    context = {
        "form": form,
        "idea": idea,
        "content": content,
        "lead": rules.lead(content["summary"], content["body"]),
        "body": markdown.render(content["body"]),
        "ahead": _ahead_of(
            content["title"],
            content["body"],
            idea=idea,
            area=content["area"],
            topic=content["topic"],
        ),
        "steps": next_steps(content["area"]),
        "help": dict(Help.choices).get(content["help_offered"], ""),
    }
    return render(request, "ideas/idea_preview.html", context)


def _ahead_of(title, body, *, idea=None, **place):
    """What is much like it: ideas that may save somebody the trouble, decided ones too."""
    if not title.strip():
        return []
    ideas = Idea.objects.public().close_to(title[:120], body[:1000], **place)
    return [(other, other.mark()) for other in ideas if idea is None or other.pk != idea.pk]


def _about(form):
    """The service or hub the idea is tied to, if the link here named one."""
    for name in ("service", "hub"):
        slug = form[name].value()
        if slug and (thing := form.fields[name].queryset.filter(slug=slug).first()):
            return thing
    return None


def _too_many(user):
    since = timezone.now() - timedelta(days=1)
    return Idea.objects.filter(author=user, created_at__gte=since).count() >= MOST_A_DAY


def _clash(clash):
    if clash.at is None:
        return "It has changed in another window. Open it again to see how it stands now."
    return f"Already decided by {clash.decided_by} on {moment(clash.at)}."
