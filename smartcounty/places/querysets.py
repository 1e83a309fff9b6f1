from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Rows valid on that day; `valid_to` is the first day on which a row no longer holds."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
        )


class AreaQuerySet(DatedQuerySet):
    def districts(self):
        """The areas that people choose from: districts and unitary authorities."""
        return self.filter(kind__in=["district", "unitary"])

    def by_name(self):
        return self.order_by("name", "pk")


class OrganisationQuerySet(DatedQuerySet):
    def joined_by(self, user):
        """Organisations in whose name the person may speak today."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=user.memberships.current().values("organisation"), checked_at__isnull=False
        )


class MembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(approved_at__isnull=False, ended_at=None)

    def with_role(self, role):
        return self.filter(roles__contains=[role])


class TopicQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "name", "pk")
