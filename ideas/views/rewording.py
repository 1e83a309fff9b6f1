from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from ideas import actions
from ideas.forms import RewordForm, words_of
from ideas.lifecycle import InvalidMove, Status
from ideas.models import Idea
from smartcounty.common.caching import reading_page
from smartcounty.common.differences import differences
from smartcounty.moderation import actions as moderation

SHOWN = 20
FIELDS = {"title": "In one line", "summary": "In short", "body": "In full"}
WAITS = "Your change is saved. We check it first; until then people read what stands there now."
SAVED = "Your changes are saved. That is what people read now."
TAKEN_BACK = "No change of yours is waiting now. People read what stands here."
LOOKED_AT = "It cannot be changed now: somebody is looking into it. Try again in a day or two."
CHANGED = (
    "It has changed since you opened it. Read it again, then save; what you typed is still here."
)


def reword(request, idea):
    """The words of a public idea, changed by its author; called by the view that has found out who asks."""
    proposal = moderation.proposal_for(idea)
    form = RewordForm(request.POST or None, initial=words_of(idea, proposal))
    if "take_back" in request.POST:
        return _save(request, idea, form, _public_words(idea), done=TAKEN_BACK)
    if form.is_valid():
        return _save(request, idea, form, form.words | {"seen": form.cleaned_data["seen"]})
    return _page(request, idea, form, proposal)


def _save(request, idea, form, words, *, done=SAVED):
    try:
        waits = actions.reword(idea, by=request.user, **words)
    except InvalidMove:
        return _changed_meanwhile(request, idea, form)
    messages.success(request, WAITS if waits else done)
    return redirect(idea)


def _public_words(idea):
    return {name: getattr(idea, name) for name in FIELDS} | {"seen": idea.version}


def _changed_meanwhile(request, idea, form):
    """If it may still be changed, what was typed is shown on top of the version that stands now."""
    idea.refresh_from_db(fields=["status", "version", "hidden_at"])
    if not idea.is_rewordable:
        return render(request, "ideas/idea_fixed.html", {"idea": idea}, status=409)
    if not moderation.may_propose(idea):
        messages.error(request, LOOKED_AT)
        return redirect(idea)
    form.data = form.data.copy()
    form.data["seen"] = idea.version
    form.add_error(None, CHANGED)
    return _page(request, idea, form, moderation.proposal_for(idea), status=409)


def _page(request, idea, form, proposal, *, status=200):
    context = {"idea": idea, "form": form, "proposal": proposal}
    return render(request, "ideas/idea_reword.html", context, status=status)


@reading_page
@require_GET
def idea_changes(request, slug):
    """What an idea said before, the newest change first, for whoever supported other words than stand there now."""
    ideas = Idea.objects.visible_to(request.user).exclude(status=Status.REMOVED)
    idea = get_object_or_404(ideas.defer("search", "card_html"), slug=slug)
    edits = list(idea.edits.order_by("-version")[:SHOWN])
    if not edits:
        raise Http404
    context = {"idea": idea, "changes": [*_told(idea, edits)]}
    return render(request, "ideas/idea_changes.html", context)


def _told(idea, edits):
    """Each edit with what it changed, by comparison with the words that followed."""
    following = idea
    for edit in edits:
        parts = [
            (label, differences(getattr(edit, name), getattr(following, name)))
            for name, label in FIELDS.items()
            if getattr(edit, name) != getattr(following, name)
        ]
        yield edit, parts
        following = edit
