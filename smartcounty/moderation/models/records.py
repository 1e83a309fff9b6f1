from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from smartcounty.moderation.models.cases import Case
from smartcounty.moderation.querysets import SensitivePeriodQuerySet
from smartcounty.places.models import Area


class Revision(models.Model):
    """What an author would put in place of public words. The public sees the last approved ones until it is decided.

    The item is its case's target, so that at most one waits for each item.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="revision")
    content = models.JSONField("new values by field", encoder=DjangoJSONEncoder)
    replaced = models.JSONField(
        "values that stood there", encoder=DjangoJSONEncoder, null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="revision_changes_something", condition=~Q(content={})),
            models.CheckConstraint(
                name="revision_keeps_what_it_replaced",
                condition=Q(applied_at=None, replaced=None)
                | Q(applied_at__isnull=False, replaced__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Change under {self.case.reference}"

    def values_for(self, target, content=None):
        """The new values, or those given, as the target's fields hold them; none once their author is erased."""
        content = self.content if content is None else content
        fields = {field.name: field for field in target._meta.concrete_fields}
        return {
            name: fields[name].to_python(value) for name, value in content.items() if name in fields
        }


class SensitivePeriod(models.Model):
    """Days, both included, on which things of some kinds are read first, such as before an election.

    Without an area it holds for the whole county.
    """

    name = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, help_text="Everybody can read this.")
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="sensitive_periods"
    )
    kinds = ArrayField(
        models.CharField(max_length=20), help_text="What is read first: idea, review, comment."
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    declared_at = models.DateTimeField()

    objects = SensitivePeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="period_is_of_some_kind", condition=~Q(kinds=[])),
        ]

    def __str__(self):
        return self.name
