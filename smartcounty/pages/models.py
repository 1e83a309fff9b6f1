from django.conf import settings
from django.db import models
from django.db.models import Q

from smartcounty.pages.choices import Kind
from smartcounty.pages.lifecycle import State
from smartcounty.pages.querysets import EnquiryQuerySet


class Enquiry(models.Model):
    """Something that somebody tells those who run the site, signed in or not, and the answer to it."""

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=15, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="enquiries",
        verbose_name="signed in as",
    )
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField("e-mail", blank=True)
    page = models.CharField("about the page", max_length=500, blank=True)
    message = models.TextField(max_length=4000)
    created_at = models.DateTimeField("received")
    due_on = models.DateField("answer due")
    answer = models.TextField(blank=True, max_length=4000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        constraints = [
            models.CheckConstraint(name="enquiry_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="enquiry_says_something", condition=~Q(message="")),
            models.CheckConstraint(
                name="enquiry_answered_whole",
                condition=Q(state=State.OPEN, answer="", answered_at=None)
                | (Q(state=State.ANSWERED, answered_at__isnull=False) & ~Q(answer="")),
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="enquiry_due", condition=Q(state="open")),
        ]

    def __str__(self):
        return self.reference
