from django.contrib import admin
from django.urls import path, reverse
from django.utils import timezone

from ideas.admin import joining, responding
from ideas.forms import moves_from
from ideas.lifecycle import Status
from ideas.models import Answer, Idea, IdeaEdit, StatusChange, Trial
from ideas.permissions import can_respond


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
        def at(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"ideas_idea_{name}")

        return [
            at("<int:pk>/respond/<slug:word>/", self.respond, "respond"),
            at("<int:pk>/join/", self.join, "join"),
            at("<int:pk>/undo-join/", self.undo_join, "undo_join"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        idea = self.get_object(request, object_id)
        extra = {"moves": _moves(request.user, idea) if idea else [], **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def respond(self, request, pk, word):
        return responding.respond(request, self, pk, word)

    def join(self, request, pk):
        return joining.join(request, self, pk)

    def undo_join(self, request, pk):
        return joining.undo_join(request, self, pk)


def _moves(user, idea):
    """The title and the address of each thing that this person may do to it now."""
    words = moves_from(idea.status) if can_respond(user, idea) else []
    moves = [
        (title, reverse("admin:ideas_idea_respond", args=[idea.pk, word])) for word, title in words
    ]
    return moves + joining.ways(idea, user)
