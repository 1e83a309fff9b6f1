import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from hubs import rules
from hubs.choices import AccessKind, HubRole, StepFree, Tile, Weekday
from hubs.lifecycle import NEXT, Status
from hubs.querysets import HubMembershipQuerySet, HubQuerySet
from smartcounty.moderation.choices import ReasonCode
from smartcounty.places.models import Area, Organisation

# A comparison with NULL is unknown, and a check that is unknown passes: what must be there says so.
POINT = Q(
    latitude__isnull=False,
    longitude__isnull=False,
    latitude__range=(-90, 90),
    longitude__range=(-180, 180),
)
HOURS = Q(opens__isnull=False, closes__isnull=False, closes__gt=F("opens"))


class MinutesRange(Func):
    """The seconds of the day from one time to another, so that the database can refuse overlaps."""

    template = "int4range(extract(epoch FROM opens)::int, extract(epoch FROM closes)::int)"
    output_field = IntegerRangeField()


class Hub(models.Model):
    """A working place where people, firms and colleges meet, make and try things out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="hubs", verbose_name="run by"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="hubs")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    status_note = models.CharField(
        "why, or where to", max_length=300, blank=True, help_text="Shown beside the status."
    )
    summary = models.CharField(max_length=300, help_text="One or two sentences.")
    description = models.TextField(blank=True, max_length=4000)
    easy_read = models.TextField(
        "summary in easy words", blank=True, max_length=600, help_text="Short sentences. No jargon."
    )
    address = models.CharField("street", max_length=200)
    town = models.CharField(max_length=80)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    how_to_get_there = models.TextField(blank=True, max_length=1000)
    hosts = models.CharField(
        max_length=300,
        blank=True,
        help_text="Who welcomes people, in a sentence; first names only.",
    )
    phone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    cost = models.CharField(
        "what it costs to come in", max_length=80, blank=True, default="Free to come in"
    )
    step_free = models.CharField(max_length=10, choices=StepFree, default=StepFree.UNKNOWN)
    tile = models.PositiveSmallIntegerField("pattern", choices=Tile, default=Tile.LOCK)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=15, choices=ReasonCode, blank=True)

    objects = HubQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hub_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="hub_tile_known", condition=Q(tile__in=Tile.values)),
            models.CheckConstraint(
                name="hub_point_whole",
                condition=Q(latitude=None, longitude=None) | POINT,
            ),
            models.CheckConstraint(
                name="hub_removed_because",
                condition=Q(removed_at=None, removed_because="")
                | (Q(removed_at__isnull=False) & ~Q(removed_because="")),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("hubs:detail", args=[self.slug])

    @property
    def is_public(self):
        return self.hidden_at is None and self.removed_at is None

    @property
    def full_name(self):
        """The name as it stands in lists and titles, where the town tells hubs apart."""
        return f"{self.name}, {self.town}"

    @property
    def pattern(self):
        return Tile(self.tile).name.lower()

    @property
    def week(self):
        """Usual hours and exceptions as values; reads what the queryset's `for_cards` fetched."""
        return rules.week(self.hour_rows, self.exception_rows)

    def can_become(self, status):
        return status in NEXT[self.status]


class StatusChange(models.Model):
    """A move of a hub from one status to another: the row that followers hear of."""

    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="history")
    version = models.PositiveIntegerField()
    old = models.CharField(max_length=10, choices=Status)
    new = models.CharField(max_length=10, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "version"], name="hub_change_once_a_version"),
        ]

    def __str__(self):
        return f"{self.hub}: {self.get_new_display()}"


class HubHours(models.Model):
    """A stretch of the usual week. A day may have several; they never overlap."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField("day", choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        verbose_name = verbose_name_plural = "usual hours"
        constraints = [
            models.CheckConstraint(name="hub_hours_in_order", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(
                name="hub_hours_weekday", condition=Q(weekday__in=Weekday.values)
            ),
            ExclusionConstraint(
                name="hub_hours_apart",
                expressions=[
                    ("hub", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (MinutesRange(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class HubException(models.Model):
    """A date on which the usual hours do not hold: closed, or open at other times."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField()
    opens = models.TimeField(null=True, blank=True, help_text="Leave both empty for closed.")
    closes = models.TimeField(null=True, blank=True)
    note = models.CharField("why", max_length=120, blank=True)

    class Meta:
        verbose_name = "day with other hours"
        verbose_name_plural = "days with other hours"
        constraints = [
            models.UniqueConstraint(fields=["hub", "date"], name="hub_exception_once_a_day"),
            models.CheckConstraint(
                name="hub_exception_whole",
                condition=Q(opens=None, closes=None) | HOURS,
            ),
        ]

    def __str__(self):
        return f"{self.date}"


class AccessFact(models.Model):
    """One thing that somebody looked at, so that people can decide from home whether they can come."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="access_facts")
    kind = models.CharField("about", max_length=16, choices=AccessKind)
    text = models.CharField(
        max_length=300, help_text="Widths in cm, distances in metres. Say what is missing too."
    )
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub", "kind"], name="access_fact_once"),
            models.CheckConstraint(
                name="access_fact_kind_known", condition=Q(kind__in=AccessKind.values)
            ),
            models.CheckConstraint(name="access_fact_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return self.get_kind_display()


class HubMembership(models.Model):
    """A person's part in a hub, from one day to another. Current hosts may edit its page."""

    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hub_memberships"
    )
    role = models.CharField(max_length=15, choices=HubRole)
    started_on = models.DateField()
    ended_on = models.DateField(
        null=True, blank=True, help_text="First day on which it no longer holds."
    )

    objects = HubMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hub_membership_once_at_a_time",
                fields=["hub", "user", "role"],
                condition=Q(ended_on=None),
            ),
            models.CheckConstraint(
                name="hub_membership_order",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()}"
