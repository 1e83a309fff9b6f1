from django.contrib import admin
from django.utils import timezone

from smartcounty.moderation import actions
from smartcounty.moderation.choices import CheckedKind
from smartcounty.moderation.forms import PeriodEndForm, PeriodForm
from smartcounty.moderation.models import SensitivePeriod


@admin.register(SensitivePeriod)
class SensitivePeriodAdmin(admin.ModelAdmin):
    """Days on which more is read first: declared here, and ended on another day, by the actions. None is deleted, and
    what is over stays as it was."""

    list_display = ["name", "standing", "where", "what", "starts_on", "ends_on"]
    list_select_related = ["area"]
    search_fields = ["name", "reason"]
    ordering = ["-starts_on", "-pk"]
    sortable_by = []
    actions = None
    show_full_result_count = False
    declared = ["name", "reason", "area", "kinds", "starts_on"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.has_change_permission(request, obj):
            kwargs["form"] = PeriodEndForm if change else PeriodForm
        form = super().get_form(request, obj, change=change, **kwargs)
        if area := form.base_fields.get("area"):  # areas are added and changed elsewhere
            area.widget.can_add_related = area.widget.can_change_related = False
            area.widget.can_view_related = False
        return form

    def get_fields(self, request, obj=None):
        return [*self.declared, "ends_on"]

    def get_readonly_fields(self, request, obj=None):
        return self.declared if obj else []

    def has_change_permission(self, request, obj=None):
        over = obj is not None and obj.ends_on < timezone.localdate()
        return not over and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_form(self, request, form, change):
        """The actions write it, and the audit with it."""
        if change:
            period = actions.end_period(
                form.instance, by=request.user, on=form.cleaned_data["ends_on"]
            )
        else:
            period = actions.declare_period(by=request.user, **form.cleaned_data)
        form.instance, form.save_m2m = period, form._save_m2m
        return period

    def save_model(self, request, period, form, change):
        """Saved by the action already."""

    @admin.display(description="Where")
    def where(self, period):
        return period.area or "The whole county"

    @admin.display(description="What is read first")
    def what(self, period):
        return ", ".join(label for kind, label in CheckedKind.choices if kind in period.kinds)

    @admin.display(description="Now")
    def standing(self, period):
        today = timezone.localdate()
        if today > period.ends_on:
            return "Over"
        return "In force" if period.starts_on <= today else "Not begun"
