from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from smartcounty.common.templatetags.sc_tags import clock
from smartcounty.moderation import registry, rules
from smartcounty.moderation.admin import deciding
from smartcounty.moderation.lifecycle import WAITING
from smartcounty.moderation.models import Case
from smartcounty.moderation.permissions import can_moderate, decidable_by


class StateFilter(admin.SimpleListFilter):
    """What waits, unless one asks for something else."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("free", "Taken by nobody"),
            ("mine", "Taken by me"),
            ("late", "Late"),
            ("decided", "Decided"),
            ("all", "All"),
        ]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "Waiting",
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        now = timezone.now()
        match self.value():
            case "all":
                return queryset
            case "decided":
                return queryset.decided()
            case "mine":
                return queryset.waiting().filter(claimed_by=request.user, claimed_until__gt=now)
            case "free":
                return queryset.waiting().exclude(claimed_until__gt=now)
            case "late":
                return queryset.waiting().filter(due_at__lt=now)
            case _:
                return queryset.waiting()


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    """The one queue, most pressing first; a row leads to the page where it is decided."""

    list_display = ["time_left", "what", "why", "holder"]
    list_display_links = None
    list_filter = [StateFilter, "kind"]
    list_per_page = 50
    search_fields = ["reference", "title"]
    search_help_text = "Reference or title"
    ordering = ["-priority", "due_at", "pk"]
    sortable_by = []
    actions = None
    show_full_result_count = False

    def get_queryset(self, request):
        return decidable_by(request.user).for_queue()

    def get_urls(self):
        def at(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"moderation_case_{name}")

        return [
            at("<int:pk>/decide/", self.decide_view, "decide"),
            at("<int:pk>/do/<slug:verb>/", self.verb_view, "do"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        extra = {"title": "The queue", "subtitle": None, **(extra_context or {})}
        return super().changelist_view(request, extra)

    def decide_view(self, request, pk):
        return deciding.decide(request, self, pk)

    def verb_view(self, request, pk, verb):
        return deciding.do(request, self, pk, verb)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:moderation_case_decide", object_id)

    def has_module_permission(self, request):
        return can_moderate(request.user)

    def has_view_permission(self, request, obj=None):
        return can_moderate(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="Time left")
    def time_left(self, case):
        now = timezone.now()
        if case.state not in WAITING:
            return case.get_state_display()
        level, words = rules.time_left(case.due_at, now)
        return format_html(
            '<strong class="queue-time queue-time--{}">{}</strong><br>'
            '<span class="queue-small">Here for {}</span>',
            level,
            words,
            rules.span(now - case.opened_at),
        )

    @admin.display(description="What")
    def what(self, case):
        return format_html(
            '<a href="{}">{}</a><br><span class="queue-small">{}, case {}, {}</span>',
            reverse("admin:moderation_case_decide", args=[case.pk]),
            case.title,
            registry.for_model(case.target_type.model_class()).word.capitalize(),
            case.reference,
            case.area or "whole county",
        )

    @admin.display(description="Why")
    def why(self, case):
        """How it came here, and the sum that gives it its place."""
        parts = [case.get_kind_display()]
        if case.priority_because:
            parts.append(f"{case.priority:.1f} = {case.priority_because}")
        if case.passed_up_because:
            parts.append(f"Passed up: {case.passed_up_because}")
        return format_html_join(
            "", '<span class="queue-part">{}</span>', ((part,) for part in parts)
        )

    @admin.display(description="Who has it")
    def holder(self, case):
        if case.claimed_until and case.claimed_until > timezone.now():
            return f"{case.claimed_by} until {clock(case.claimed_until)}"
        return "Nobody"
