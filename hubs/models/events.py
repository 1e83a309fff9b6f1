import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from hubs import rules
from hubs.lifecycle import EVENT_NEXT, EventStatus
from hubs.models.places import POINT, Hub
from hubs.querysets import EventQuerySet
from smartcounty.moderation.choices import ReasonCode
from smartcounty.places.models import Area, Organisation, Topic

# At a hub, at an address of its own or online; a hub's address is the hub's own and never typed again.
AT_HUB = Q(hub__isnull=False, address="", town="")
ELSEWHERE = Q(hub=None) & (Q(address="", town="") | ~Q(address="") & ~Q(town=""))
SOMEWHERE = Q(hub__isnull=False) | ~Q(address="") | ~Q(online_url="")
HAS_REASON = [EventStatus.POSTPONED, EventStatus.CANCELLED]


class Event(models.Model):
    """A gathering: at a hub, at another address, or online. Who organises it is always named.

    That it is over is a question of the clock, not a state.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    summary = models.CharField(max_length=300, help_text="One or two sentences.")
    description = models.TextField(blank=True, max_length=4000)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="events", verbose_name="organised by"
    )
    lead = models.CharField(
        "who to ask", max_length=120, blank=True, help_text="First names only, or a role."
    )
    phone = models.CharField("telephone", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)
    hub = models.ForeignKey(
        Hub, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    place = models.CharField(
        "name of another place", max_length=120, blank=True, help_text="If it is not at a hub."
    )
    address = models.CharField("street", max_length=200, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    online_url = models.URLField("where to join online", max_length=500, blank=True)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="events"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="events")
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    capacity = models.PositiveIntegerField(
        "places", null=True, blank=True, help_text="Leave it empty where people drop in."
    )
    cost = models.CharField(max_length=80, blank=True, default="Free")
    access = models.CharField(
        "access notes",
        max_length=300,
        blank=True,
        help_text="What is special to this event; the hub's own page tells the rest.",
    )
    status = models.CharField(max_length=10, choices=EventStatus, default=EventStatus.DRAFT)
    status_note = models.CharField("why, or until when", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=15, choices=ReasonCode, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["starts_at", "id"], name="event_by_start")]
        constraints = [
            models.CheckConstraint(name="event_in_order", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="event_status_known", condition=Q(status__in=EventStatus.values)
            ),
            models.CheckConstraint(
                name="event_says_why",
                condition=(Q(status__in=HAS_REASON) & ~Q(status_note=""))
                | (~Q(status__in=HAS_REASON) & Q(status_note="")),
            ),
            models.CheckConstraint(name="event_is_somewhere", condition=SOMEWHERE),
            models.CheckConstraint(name="event_in_one_place", condition=AT_HUB | ELSEWHERE),
            models.CheckConstraint(
                name="event_has_places", condition=Q(capacity=None) | Q(capacity__gt=0)
            ),
            models.CheckConstraint(
                name="event_point_whole", condition=Q(latitude=None, longitude=None) | POINT
            ),
            models.CheckConstraint(
                name="event_removed_because",
                condition=Q(removed_at=None, removed_because="")
                | (Q(removed_at__isnull=False) & ~Q(removed_because="")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("hubs:event", args=[self.slug])

    @property
    def venue(self):
        """Where it is, as values; reads the hub that the queryset's `for_list` fetched."""
        if self.hub_id:
            return rules.Venue(
                self.hub.name,
                self.hub.address,
                self.hub.town,
                self.hub.postcode,
                self.hub.latitude,
                self.hub.longitude,
            )
        if self.address:
            point = (self.latitude, self.longitude)
            return rules.Venue(self.place, self.address, self.town, self.postcode, *point)
        return rules.ONLINE

    def can_become(self, status):
        return status in EVENT_NEXT[self.status]


class EventChange(models.Model):
    """A move of an event from one status to another: the row that followers of its hub hear of."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="history")
    version = models.PositiveIntegerField()
    old = models.CharField(max_length=10, choices=EventStatus)
    new = models.CharField(max_length=10, choices=EventStatus)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "version"], name="event_change_once_a_version"
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.get_new_display()}"
