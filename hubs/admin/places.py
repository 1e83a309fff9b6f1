from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils import timezone

from hubs import actions
from hubs.forms import SEEN, HoursFormSet, HubForm
from hubs.lifecycle import InvalidMove
from hubs.models import AccessFact, Hub, HubException, HubHours, HubMembership, StatusChange
from hubs.permissions import can_edit

PARTS = ("status", "status_note", "reference", "slug", "hidden_at", "removed_at")


class OfTheHub(admin.TabularInline):
    """Whoever may edit the hub may edit its parts."""

    extra = 0

    def has_view_permission(self, request, hub=None):
        return request.user.has_perm("hubs.view_hub")

    def has_change_permission(self, request, hub=None):
        return hub is None or can_edit(request.user, hub)

    has_add_permission = has_delete_permission = has_change_permission


class HoursInline(OfTheHub):
    model = HubHours
    formset = HoursFormSet
    ordering = ["weekday", "opens"]


class ExceptionInline(OfTheHub):
    model = HubException
    ordering = ["date"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(date__gte=timezone.localdate())


class AccessInline(OfTheHub):
    model = AccessFact


class MembershipInline(OfTheHub):
    """Who hosts is for administrators to say."""

    model = HubMembership
    raw_id_fields = ["user"]

    def has_change_permission(self, request, hub=None):
        return request.user.has_perm("hubs.add_hub")

    has_add_permission = has_delete_permission = has_view_permission = has_change_permission


class HistoryInline(admin.TabularInline):
    model = StatusChange
    ordering = ["-version"]
    fields = readonly_fields = ["at", "old", "new", "by", "reason"]
    extra = 0

    def has_view_permission(self, request, hub=None):
        return request.user.has_perm("hubs.view_hub")

    def has_add_permission(self, request, hub=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Hub)
class HubAdmin(admin.ModelAdmin):
    """Hosts edit the page of their own hub and see the others; administrators edit and add all."""

    form = HubForm
    list_display = ["name", "town", "area", "status", "updated_at"]
    list_select_related = ["area"]
    list_filter = ["status", "area"]
    search_fields = ["name", "town", "reference"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["organisation", "area"]
    readonly_fields = PARTS
    inlines = [HoursInline, ExceptionInline, AccessInline, MembershipInline, HistoryInline]

    def has_change_permission(self, request, hub=None):
        if hub is None:
            return super().has_change_permission(request)
        return can_edit(request.user, hub)

    def has_delete_permission(self, request, hub=None):
        return False

    def get_inlines(self, request, hub):
        return self.inlines if hub else []

    def get_readonly_fields(self, request, hub=None):
        """Where a hub belongs is for administrators to say."""
        if hub and not request.user.has_perm("hubs.add_hub"):
            return [*PARTS, "name", "organisation", "area"]
        return PARTS

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except InvalidMove:
            self.message_user(request, SEEN, messages.ERROR)
            return HttpResponseRedirect(request.path)

    def save_form(self, request, form, change):
        """A new hub is made by the action, with its reference and address."""
        if change:
            return super().save_form(request, form, change)
        names = [name for name in HubForm.Meta.fields if name != "name"]
        facts = {name: form.cleaned_data[name] for name in names}
        form.save_m2m = form._save_m2m
        form.instance = actions.add(form.cleaned_data["name"], by=request.user, **facts)
        return form.instance

    def save_model(self, request, hub, form, change):
        if not change:
            return
        fields = [name for name in form.changed_data if name in HubForm.Meta.fields]
        seen, move_to = form.cleaned_data["seen"], form.cleaned_data["move_to"]
        actions.edit(hub, by=request.user, seen=seen, fields=fields)
        if move_to:
            reason = form.cleaned_data["move_reason"]
            actions.change_status(hub, move_to, by=request.user, seen=hub.version, reason=reason)
