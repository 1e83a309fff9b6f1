from django.contrib import admin, messages
from django.db.models import DateTimeField
from django.http import HttpResponseRedirect

from hubs import actions
from hubs.forms import SEEN, EventForm
from hubs.lifecycle import InvalidMove
from hubs.models import Event, EventChange, Hub
from hubs.permissions import can_edit_event

PARTS = ("status", "status_note", "reference", "slug", "hidden_at", "removed_at")


class HistoryInline(admin.StackedInline):
    model = EventChange
    ordering = ["-version"]
    fields = readonly_fields = ["at", "old", "new", "by", "reason"]
    extra = 0

    def has_view_permission(self, request, event=None):
        return request.user.has_perm("hubs.view_event")

    def has_add_permission(self, request, event=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Hosts enter and edit the events of their own hub and see the others; administrators edit all."""

    form = EventForm
    list_display = ["title", "starts_at", "hub", "town", "status"]
    list_select_related = ["hub"]
    list_filter = ["status", "starts_at"]
    search_fields = ["title", "reference", "town"]
    ordering = ["-starts_at", "-pk"]
    autocomplete_fields = ["organisation", "area", "topics"]
    readonly_fields = PARTS
    inlines = [HistoryInline]

    def has_change_permission(self, request, event=None):
        if event is None:
            return super().has_change_permission(request)
        return can_edit_event(request.user, event)

    def has_delete_permission(self, request, event=None):
        return False

    def get_inlines(self, request, event):
        return self.inlines if event else []

    def get_autocomplete_fields(self, request):
        """What is looked up as somebody types is for those who may see the whole list."""
        return self.autocomplete_fields if request.user.has_perm("hubs.add_hub") else []

    def formfield_for_foreignkey(self, field, request, **kwargs):
        """Hosts choose among their own hubs, and must choose one."""
        if field.name == "hub" and not request.user.has_perm("hubs.add_hub"):
            kwargs["queryset"] = Hub.objects.hosted_by(request.user)
            return super().formfield_for_foreignkey(field, request, required=True, **kwargs)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def formfield_for_dbfield(self, field, request, **kwargs):
        """A moment is two boxes, and each says what it takes."""
        formfield = super().formfield_for_dbfield(field, request, **kwargs)
        if isinstance(field, DateTimeField) and formfield:
            day, time = formfield.widget.widgets
            day.attrs["aria-label"] = f"{field.verbose_name}: date"
            time.attrs["aria-label"] = f"{field.verbose_name}: time"
        return formfield

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except InvalidMove:
            self.message_user(request, SEEN, messages.ERROR)
            return HttpResponseRedirect(request.path)

    def save_form(self, request, form, change):
        """A new event is made by the action, with its reference and address."""
        if change:
            return super().save_form(request, form, change)
        facts = {name: form.cleaned_data[name] for name in EventForm.Meta.fields}
        facts = {name: value for name, value in facts.items() if value is not None}
        form.save_m2m = form._save_m2m
        form.instance = actions.add_event(facts.pop("title"), by=request.user, **facts)
        return form.instance

    def save_model(self, request, event, form, change):
        if not change:
            return
        kept = set(EventForm.Meta.fields) - {"topics"}
        fields = [name for name in form.changed_data if name in kept]
        seen, move_to = form.cleaned_data["seen"], form.cleaned_data["move_to"]
        actions.edit_event(event, by=request.user, seen=seen, fields=fields)
        if move_to:
            actions.change_event_status(
                event,
                move_to,
                by=request.user,
                seen=event.version,
                reason=form.cleaned_data["move_reason"],
            )
