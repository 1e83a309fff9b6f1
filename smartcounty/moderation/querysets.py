from django.db import models
from django.db.models import Q

from smartcounty.moderation.lifecycle import WAITING


class ModeratedQuerySet(models.QuerySet):
    def shown(self):
        """Not hidden by a moderator or a threshold."""
        return self.filter(hidden_at=None)


class CaseQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=WAITING)

    def for_moderator(self, user):
        """Cases a moderator may decide: not their own words, not their organisations', not an appeal on their decision."""
        own = (
            Q(author=user) | Q(organisation__memberships__user=user) | Q(appeal__decision__by=user)
        )
        return self.exclude(pk__in=self.model.objects.filter(own).values("pk"))

    def in_areas(self, areas):
        """Cases of these areas, and those of no area."""
        return self.filter(Q(area=None) | Q(area__in=areas))

    def most_pressing_first(self):
        return self.order_by("-priority", "due_at", "pk")

    def for_queue(self):
        return self.select_related("author", "organisation", "area", "claimed_by", "target_type")
