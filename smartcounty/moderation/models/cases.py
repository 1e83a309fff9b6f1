import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from smartcounty.moderation.choices import (
    Action,
    CaseKind,
    Channel,
    ReasonCode,
    ReportReason,
    Rule,
)
from smartcounty.moderation.lifecycle import AppealState, CaseState
from smartcounty.moderation.querysets import CaseQuerySet, ReportQuerySet
from smartcounty.moderation.rules import PLACEHOLDER
from smartcounty.places.models import Area, Organisation


class Moderated(models.Model):
    """Public content: who said it, in whose name, how it arrived, and whether it may be seen."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss_posted",
        verbose_name="on behalf of",
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss_entered",
    )
    consent_noted = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Case(models.Model):
    """Something a person must decide about one item; at most one waits for each item."""

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=CaseKind)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPEN)
    target_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    title = models.CharField(max_length=200)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    area = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL, related_name="cases")
    priority = models.FloatField(default=0)
    priority_because = models.CharField(max_length=800, blank=True)
    flags = models.CharField("noticed by a word list", max_length=200, blank=True)
    hidden_at = models.DateTimeField(null=True)  # when it took the item out of sight
    alarmed_at = models.DateTimeField(null=True)  # when the moderators were told to come at once
    passed_up_because = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True)
    target_version = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)  # grows with each move, edit and report

    objects = CaseQuerySet.as_manager()

    class Meta:
        permissions = [("decide_case", "Can decide cases")]
        constraints = [
            models.UniqueConstraint(
                name="case_one_waiting_for_an_item",
                fields=["target_type", "target_id"],
                condition=Q(state__in=["open", "claimed", "escalated"]),
            ),
            models.CheckConstraint(
                name="case_claimed_by_somebody",
                condition=~Q(state="claimed") | Q(claimed_until__isnull=False),
            ),
            models.CheckConstraint(
                name="case_state_known", condition=Q(state__in=CaseState.values)
            ),
        ]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="case_item"),
            models.Index(
                fields=["-priority", "due_at", "id"],
                name="case_queue",
                condition=Q(state__in=["open", "claimed", "escalated"]),
            ),
        ]

    def __str__(self):
        return f"{self.reference}: {self.title}"


class Report(models.Model):
    """What somebody found wrong with an item; the reporter is never shown to anybody but staff."""

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    reason = models.CharField(max_length=10, choices=ReportReason)
    details = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reports_made"
    )
    contact_email = models.EmailField(blank=True)
    key = models.UUIDField(null=True)  # of the form it came from, so that sending twice is once
    at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="report_once_for_a_form", fields=["case", "key"]),
            models.UniqueConstraint(
                name="report_once_for_a_person",
                fields=["case", "by"],
                condition=Q(by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.reference


class Decision(models.Model):
    """What was decided, by which rule, and the statement of reasons the author gets. One for each case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    action = models.CharField(max_length=10, choices=Action)
    reason_code = models.CharField(max_length=15, choices=ReasonCode, blank=True)
    rule = models.CharField(max_length=10, choices=Rule, blank=True)
    statement = models.TextField(blank=True, max_length=2000)
    private_note = models.TextField(blank=True, max_length=2000)
    machine_flag = models.CharField(max_length=200, blank=True)
    words = models.TextField("what was decided about", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_role = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_against_has_reasons",
                condition=~Q(action__in=["reject", "remove"])
                | (~Q(reason_code="") & ~Q(statement="") & (~Q(rule="") | Q(reason_code="other"))),
            ),
            models.CheckConstraint(
                name="decision_on_appeal_is_explained",
                condition=~Q(action="dismiss") | ~Q(statement=""),
            ),
            models.CheckConstraint(
                name="decision_template_filled_in", condition=~Q(statement__regex=PLACEHOLDER)
            ),
            models.CheckConstraint(
                name="decision_action_known", condition=Q(action__in=Action.values)
            ),
        ]

    def __str__(self):
        return f"{self.case.reference}: {self.get_action_display()}"


class Appeal(models.Model):
    """The author asks for somebody else to look again; it is worked on as a case of its own."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="appeal")
    words = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, choices=AppealState, default=AppealState.LODGED)
    lodged_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appeal_settled_when_decided",
                condition=Q(state__in=["lodged", "assigned"], settled_at=None)
                | Q(state__in=["upheld", "dismissed", "varied"], settled_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Appeal on {self.decision}"


class AuditEntry(models.Model):
    """Who did what, when and why; the database refuses to change or delete a row."""

    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    subject = models.CharField(max_length=120, blank=True)
    old = models.CharField(max_length=200, blank=True)
    new = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["-at"], name="audit_newest")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
