from django.contrib import admin, messages

from smartcounty.accounts.rules import masked
from smartcounty.notifications import actions
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):
    """What was sent and what was not, with the reason; the words of a message are not shown."""

    list_display = ["created_at", "stream", "state", "recipient", "tries", "reason", "due_at"]
    list_filter = ["state", "stream"]
    list_select_related = ["notification__recipient", "digest__user", "message"]
    search_fields = ["reason"]
    show_full_result_count = False
    ordering = ["-pk"]
    actions = ["send_again"]
    fields = [
        "uuid",
        "stream",
        "channel",
        "state",
        "recipient",
        "claims",
        "tries",
        "reason",
        "created_at",
        "due_at",
        "finished_at",
    ]
    readonly_fields = fields

    @admin.display(description="To")
    def recipient(self, delivery):
        if delivery.notification:
            return masked(delivery.notification.recipient.email)
        if delivery.digest:
            return masked(delivery.digest.user.email)
        return masked(delivery.message.to) if delivery.message.to else "erased when it was sent"

    @admin.action(description="Send the failed ones again", permissions=["change"])
    def send_again(self, request, queryset):
        failed = queryset.filter(state=State.FAILED)
        again = sum(actions.retry(delivery, by=request.user) for delivery in failed)
        self.message_user(request, f"Messages that will be tried again: {again}", messages.SUCCESS)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
