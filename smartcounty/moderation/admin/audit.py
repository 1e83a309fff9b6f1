from django.contrib import admin

from smartcounty.moderation.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """To be read: the database itself refuses changes."""

    list_display = ["at", "action", "by", "subject", "old", "new", "reason"]
    list_select_related = ["by"]
    search_fields = ["action", "subject"]
    search_help_text = "An action, such as “role granted”, or a reference"
    ordering = ["-at", "-pk"]
    sortable_by = []
    actions = None
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
