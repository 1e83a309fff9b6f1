from django.contrib import admin

from feedback.models import Comment, Review, ReviewEdit


class Window(admin.ModelAdmin):
    """To look and to search. What people said is moved by cases and by its authors, never here."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class EditInline(admin.TabularInline):
    """What a review said before."""

    model = ReviewEdit
    extra = 0
    fields = readonly_fields = ["at", "stars", "title", "text", "relationship", "incentive"]
    ordering = ["-version"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("feedback.view_review")


@admin.register(Review)
class ReviewAdmin(Window):
    list_display = [
        "reference",
        "title",
        "stars",
        "service",
        "author",
        "state",
        "counted",
        "helpful_up",
        "helpful_votes",
    ]
    list_filter = ["state", "relationship", "stars"]
    list_select_related = ["service", "author"]
    search_fields = ["reference", "title", "text", "service__name"]
    ordering = ["-pk"]
    inlines = [EditInline]


@admin.register(Comment)
class CommentAdmin(Window):
    list_display = ["reference", "text", "idea", "author", "organisation", "state"]
    list_filter = ["state"]
    list_select_related = ["idea", "author", "organisation"]
    search_fields = ["reference", "text", "idea__title"]
    ordering = ["-pk"]
