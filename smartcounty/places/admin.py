from django import forms
from django.contrib import admin
from django.db import models

from smartcounty.places import actions
from smartcounty.places.choices import MemberRole
from smartcounty.places.models import (
    Area,
    AreaSuccession,
    Membership,
    Organisation,
    OrganisationIdentifier,
    OrganisationSuccession,
    Topic,
)


class NothingIsDeleted(admin.ModelAdmin):
    """Areas, bodies and memberships end; what they were stays for the record."""

    def has_delete_permission(self, request, obj=None):
        return False


class WithParent(admin.TabularInline):
    """Whoever may change the row above may change these."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return self._parent(request).has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._parent(request).has_change_permission(request, obj)

    has_add_permission = has_delete_permission = has_change_permission

    def _parent(self, request):
        return self.admin_site.get_model_admin(self.parent_model)


class AreaSuccessionInline(WithParent):
    model = AreaSuccession
    fk_name = "predecessor"
    verbose_name = "area that took over"
    verbose_name_plural = "areas that took over"
    autocomplete_fields = ["successor"]


@admin.register(Area)
class AreaAdmin(NothingIsDeleted):
    list_display = ["name", "kind", "code", "adult_population", "valid_from", "valid_to"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [AreaSuccessionInline]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []


@admin.register(Topic)
class TopicAdmin(NothingIsDeleted):
    list_display = ["name", "icon", "position"]
    search_fields = ["name"]
    ordering = ["position", "name", "pk"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []


class IdentifierInline(WithParent):
    model = OrganisationIdentifier


class OrganisationSuccessionInline(WithParent):
    model = OrganisationSuccession
    fk_name = "predecessor"
    verbose_name = "body that took over"
    verbose_name_plural = "bodies that took over"
    autocomplete_fields = ["successor"]


@admin.register(Organisation)
class OrganisationAdmin(NothingIsDeleted):
    list_display = ["name", "sector", "is_responding_body", "checked_at", "valid_to"]
    list_filter = ["sector", "is_responding_body", ("checked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["parent"]
    readonly_fields = ["public_id", "slug", "checked_at", "source", "source_id"]
    inlines = [IdentifierInline, OrganisationSuccessionInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = ["mark_checked"]

    def save_model(self, request, organisation, form, change):
        if not change:
            organisation.slug = actions.free_slug(Organisation, organisation.name)
        super().save_model(request, organisation, form, change)

    @admin.action(description="Mark as checked: it is who it says", permissions=["change"])
    def mark_checked(self, request, organisations):
        for organisation in organisations:
            actions.check_organisation(organisation, by=request.user)


class MembershipForm(forms.ModelForm):
    roles = forms.MultipleChoiceField(
        choices=MemberRole, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Membership
        fields = ["user", "organisation", "roles", "title", "areas", "topics"]


@admin.register(Membership)
class MembershipAdmin(NothingIsDeleted):
    """Who acts for whom. It begins and ends by actions, so that nobody edits the past."""

    form = MembershipForm
    list_display = ["user", "organisation", "title", "approved_at", "started_at", "ended_at"]
    list_select_related = ["user", "organisation"]
    list_filter = [("approved_at", admin.EmptyFieldListFilter), "organisation__sector"]
    search_fields = ["user__email", "user__display_name", "organisation__name"]
    ordering = ["-started_at", "-pk"]
    autocomplete_fields = ["organisation", "areas", "topics"]
    raw_id_fields = ["user"]
    actions = ["approve", "end"]

    def get_readonly_fields(self, request, obj=None):
        moments = ["approved_at", "started_at", "ended_at"]
        return ["user", "organisation", *moments] if obj else []

    def save_form(self, request, form, change):
        """A new membership is made by the action, which also knows one that runs already."""
        if change:
            return super().save_form(request, form, change)
        chosen = form.cleaned_data
        form.instance = actions.add_member(
            chosen["user"],
            chosen["organisation"],
            by=request.user,
            roles=chosen["roles"],
            title=chosen["title"],
        )
        form.save_m2m = form._save_m2m
        return form.instance

    def save_model(self, request, membership, form, change):
        if change:
            super().save_model(request, membership, form, change)

    @admin.action(description="Approve: they may act for it", permissions=["change"])
    def approve(self, request, memberships):
        for membership in memberships.select_related("organisation"):
            actions.approve_member(membership, by=request.user)

    @admin.action(description="End: they no longer act for it", permissions=["change"])
    def end(self, request, memberships):
        for membership in memberships.select_related("organisation"):
            actions.end_member(membership, by=request.user)
