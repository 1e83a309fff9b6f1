"""Staff see ideas here and answer them by the actions; nothing else writes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ideas import actions
from ideas.forms import MOVES, moves_from
from ideas.lifecycle import InvalidMove, NotEnough, Status
from ideas.models import Answer, Idea, IdeaEdit, StatusChange, Trial
from ideas.permissions import bodies_answered_for, can_respond
from smartcounty.common.templatetags.sc_tags import moment


class ReadOnly:
    """Shown whole, changed nowhere."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("ideas.view_idea")


class HistoryInline(ReadOnly, admin.StackedInline):
    model = StatusChange
    fields = [("at", "by"), "reason_code", "reason", "private_note"]
    ordering = ["version"]
    verbose_name_plural = "history"


class EditInline(ReadOnly, admin.StackedInline):
    """What it said before."""

    model = IdeaEdit
    fields = ["at", "supporters", "title", "summary", "body"]
    ordering = ["-version"]
    verbose_name_plural = "earlier words"


class AnswerInline(ReadOnly, admin.StackedInline):
    model = Answer
    ordering = ["-version"]
    exclude = ["by"]


class TrialInline(ReadOnly, admin.StackedInline):
    model = Trial
    ordering = ["-pk"]


class WaitsForOwner(admin.SimpleListFilter):
    title = "what waits"
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("owner", "Reached its mark, no body yet"), ("late", "Answer is late")]

    def queryset(self, request, queryset):
        match self.value():
            case "owner":
                return queryset.without_owner()
            case "late":
                return queryset.late(timezone.localdate())
        return queryset


@admin.register(Idea)
class IdeaAdmin(ReadOnly, admin.ModelAdmin):
    """A window: the state moves by ideas.actions alone, from the links above the words."""

    list_display = ["reference", "title", "status", "area", "owner", "due_on", "support_count"]
    list_display_links = ["title"]
    list_select_related = ["area", "owner"]
    list_filter = ["status", WaitsForOwner, "area"]
    search_fields = ["reference", "title", "summary"]
    search_help_text = "Reference or words of the title or summary"
    ordering = ["-pk"]  # for autocomplete; models have none
    show_full_result_count = False
    actions = None
    fieldsets = [
        (None, {"fields": ["reference", "status", "owner", "due_on", "title", "summary", "body"]}),
        (
            "Who and where",
            {
                "fields": [
                    "author",
                    "organisation",
                    "area",
                    "topic",
                    "service",
                    "hub",
                    "help_offered",
                    "channel",
                    "entered_by",
                    "consent_noted",
                ]
            },
        ),
        (
            "Figures and moments",
            {
                "fields": [
                    "threshold",
                    "threshold_reached_at",
                    "support_count",
                    "comment_count",
                    "created_at",
                    "published_at",
                    "answered_at",
                    "last_activity_at",
                    "hidden_at",
                    "survivor",
                    "version",
                ]
            },
        ),
    ]
    inlines = [HistoryInline, EditInline, AnswerInline, TrialInline]
    change_form_template = "admin/ideas/idea/change_form.html"

    def get_queryset(self, request):
        """Drafts are their author's alone."""
        return super().get_queryset(request).exclude(status=Status.DRAFT).defer("search")

    def get_urls(self):
        view = self.admin_site.admin_view(self.respond)
        address = path("<int:pk>/respond/<slug:word>/", view, name="ideas_idea_respond")
        return [address, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        idea = self.get_object(request, object_id)
        may = idea is not None and can_respond(request.user, idea)
        moves = [
            (title, reverse("admin:ideas_idea_respond", args=[idea.pk, word]))
            for word, title in (moves_from(idea.status) if may else [])
        ]
        extra = {"moves": moves, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def respond(self, request, pk, word):
        return _respond(request, self, pk, word)


@require_http_methods(["GET", "POST"])
def _respond(request, model_admin, pk, word):
    """One move: load, may they, parse, one verb, answer."""
    idea = get_object_or_404(Idea.objects.public().select_related("owner", "area"), pk=pk)
    if not can_respond(request.user, idea):
        raise PermissionDenied
    if word not in MOVES:
        raise Http404
    form_class, _, old = MOVES[word]
    form = form_class(request.POST or None, idea=idea, bodies=bodies_answered_for(request.user))
    problem = "" if idea.status in old else "This is no longer possible. See its history."
    if not problem and form.is_valid():
        problem = _do(request, idea, form)
        if not problem:
            return redirect("admin:ideas_idea_change", idea.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": form.title,
        "opts": model_admin.opts,
        "idea": idea,
        "form": form,
        "problem": problem,
    }
    status = 409 if problem else 200
    return render(request, "admin/ideas/idea/respond.html", context, status=status)


def _do(request, idea, form):
    """The words of what went wrong, if something did; what was typed stays on the page."""
    try:
        getattr(actions, form.verb)(idea, by=request.user, **form.details)
    except InvalidMove as clash:
        if clash.at is None:
            return "It changed while you were writing. See its history, then try again."
        return f"Already decided by {clash.decided_by} on {moment(clash.at)}."
    except NotEnough as lack:
        return str(lack)
    messages.success(request, "Recorded. The author and everybody who follows it will be told.")
    return ""
