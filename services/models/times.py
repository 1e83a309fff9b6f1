from django.db import models
from django.db.models import F, Q

from services.choices import Frequency
from services.models.places import Location
from services.models.services import Service
from services.querysets import OpeningQuerySet


class Schedule(models.Model):
    """When a service is open, as its feed says it: a rule that comes round, in the county's own time."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    location = models.ForeignKey(
        Location,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="schedules",
        help_text="Empty: the same at each of its places.",
    )
    frequency = models.CharField(max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    interval = models.PositiveSmallIntegerField(default=1)
    by_day = models.CharField(max_length=80, blank=True, help_text="MO,TU or, by month, 2MO,-1FR.")
    by_month_day = models.CharField(max_length=120, blank=True, help_text="1,15,-1")
    starts_on = models.DateField("first occurrence", null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField("last day", null=True, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(
        null=True, blank=True, help_text="Not later than the opening: it is open overnight."
    )
    description = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="schedule_frequency_known", condition=Q(frequency__in=Frequency.values)
            ),
            models.CheckConstraint(name="schedule_interval", condition=Q(interval__gte=1)),
            models.CheckConstraint(
                name="schedule_hours_whole",
                condition=Q(opens_at=None, closes_at=None)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="schedule_valid_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.by_day or self.frequency}"


class OpeningInterval(models.Model):
    """Read model: when a service is open in the next 14 days. Neighbouring hours are one interval."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="openings")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="opening_order", condition=Q(closes_at__gt=F("opens_at"))),
            models.UniqueConstraint(fields=["service", "opens_at"], name="opening_once"),
        ]
        indexes = [
            models.Index(fields=["opens_at", "closes_at"], name="opening_now", include=["service"]),
        ]

    def __str__(self):
        return f"{self.service}: {self.opens_at:%Y-%m-%d %H:%M} to {self.closes_at:%Y-%m-%d %H:%M}"
