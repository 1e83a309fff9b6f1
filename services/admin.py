from django.contrib import admin

from services import actions
from services.models import Category, Service, ServiceCategory, ServiceLocation, Synonym


class CategoryInline(admin.TabularInline):
    model = ServiceCategory
    extra = 0
    can_delete = False
    fields = readonly_fields = ["category", "position"]

    def has_add_permission(self, request, obj=None):
        return False


class PlaceInline(admin.TabularInline):
    model = ServiceLocation
    extra = 0
    can_delete = False
    fields = readonly_fields = ["location", "position"]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    """A window: services come by import and change by actions, so that cards, hours and search follow."""

    list_display = ["name", "town", "organisation", "status", "freshness", "is_listed"]
    list_filter = ["status", "freshness", "is_listed", "lead_category"]
    list_select_related = ["organisation"]
    search_fields = ["name", "organisation__name", "source_id"]
    ordering = ["name_key", "pk"]
    show_full_result_count = False
    inlines = [CategoryInline, PlaceInline]
    exclude = ["search", "card_html", "card_hash", "categories", "is_demoted"]

    def get_readonly_fields(self, request, obj=None):
        return [
            field.name for field in Service._meta.concrete_fields if field.name not in self.exclude
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search", "card_html")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    """Which topic a term belongs to is the county's choice; the term itself is its list's."""

    list_display = ["name", "topic", "taxonomy", "term"]
    list_filter = ["topic", ("taxonomy", admin.EmptyFieldListFilter)]
    list_select_related = ["topic"]
    search_fields = ["name", "uri", "term"]
    ordering = ["name", "pk"]
    fields = ["name", "topic", "slug", "description", "uri", "taxonomy", "term"]
    readonly_fields = ["slug", "description", "uri", "taxonomy", "term"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    """What people say for what services call something else."""

    list_display = ["said", "meanings"]
    search_fields = ["said", "meanings"]
    ordering = ["said", "pk"]

    def save_model(self, request, obj, form, change):
        actions.save_synonym(obj)
