from django.contrib import admin, messages

from smartcounty.pages import actions
from smartcounty.pages.lifecycle import InvalidMove, State
from smartcounty.pages.models import Enquiry


@admin.register(Enquiry)
class EnquiryAdmin(admin.ModelAdmin):
    """What people wrote, the most urgent first. The answer is the only thing staff write here, and only once."""

    list_display = ["reference", "kind", "state", "due_on", "created_at"]
    list_filter = ["state", "kind"]
    search_fields = ["reference", "name", "email", "message"]
    date_hierarchy = "created_at"

    def get_queryset(self, request):
        return super().get_queryset(request).most_urgent_first()

    def get_ordering(self, request):
        return ["-state", "due_on", "-pk"]

    def get_readonly_fields(self, request, enquiry=None):
        names = [field.name for field in Enquiry._meta.fields if field.name != "id"]
        if enquiry and enquiry.state == State.OPEN:
            names.remove("answer")
        return names

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "answer" in form.base_fields:
            form.base_fields["answer"].required = True
        return form

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """What was answered is a record."""
        waits = obj is None or obj.state == State.OPEN
        return waits and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, enquiry, form, change):
        try:
            actions.answer(enquiry, by=request.user, text=form.cleaned_data["answer"])
        except InvalidMove:
            self.message_user(request, "Somebody else has answered.", messages.ERROR)
