from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class EventQuerySet(models.QuerySet):
    def unpublished(self):
        return self.filter(published_at=None)


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        """Waiting and due, or claimed by somebody whose lease ran out; by the database's clock."""
        return self.filter(
            Q(state="pending", due_at__lte=Now()) | Q(state="claimed", leased_until__lt=Now())
        )

    def abandoned(self):
        """Left while being handed over: nobody knows whether they arrived."""
        return self.filter(state="handing_over", leased_until__lt=Now())

    def most_urgent_first(self):
        return self.order_by("priority", "due_at", "pk")


class NotificationQuerySet(models.QuerySet):
    def waiting_for(self, kind, *, before):
        """Notifications that belong into a digest of this kind and are in none yet."""
        return self.filter(frequency=kind, digest=None, created_at__lt=before)
