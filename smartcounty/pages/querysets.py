from django.db import models

from smartcounty.pages.lifecycle import State


class EnquiryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=State.OPEN)

    def most_urgent_first(self):
        """What waits comes first, the earliest due on top; then the answered, latest first."""
        return self.order_by("-state", "due_on", "-pk")

    def answered_before(self, moment):
        return self.filter(answered_at__lt=moment)

    def with_sender(self):
        return self.exclude(by=None, name="", email="")

    def from_address(self, email, *, since):
        return self.filter(email__iexact=email, created_at__gte=since)
