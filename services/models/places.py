from django.db import models
from django.db.models import Q

from services.choices import LocationKind
from services.querysets import LocationQuerySet
from smartcounty.places.models import Area


class Location(models.Model):
    """Where something is offered. Several services may share one."""

    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=10, choices=LocationKind, default=LocationKind.PHYSICAL)
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="location_kind_known", condition=Q(kind__in=LocationKind.values)
            ),
            models.CheckConstraint(
                name="location_point_whole_and_real",
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
            models.UniqueConstraint(
                name="location_source_once",
                fields=["source", "source_id"],
                condition=~Q(source="") & ~Q(source_id=""),
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.town, self.postcode])) or "A place"

    @property
    def lines(self):
        """The address as it stands on an envelope, without the name."""
        end = " ".join(filter(None, [self.town, self.postcode]))
        return [line for line in (self.address, end) if line]


class AccessFact(models.Model):
    """One fact about getting in and getting about, such as a step-free entrance."""

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="access_facts")
    text = models.CharField(max_length=200)
    details = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return self.text


class ServiceLocation(models.Model):
    """That a service is offered at a place; the first is the one on its card."""

    service = models.ForeignKey(
        "services.Service", on_delete=models.CASCADE, related_name="place_links"
    )
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="service_links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="service_location_once"),
        ]

    def __str__(self):
        return f"{self.service} at {self.location}"


class ServiceArea(models.Model):
    """Where a service is delivered: an area of the county, the whole of it, or somewhere it does not know."""

    service = models.ForeignKey(
        "services.Service", on_delete=models.CASCADE, related_name="area_links"
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="services_delivered"
    )
    is_county_wide = models.BooleanField(default=False)
    code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_area_one_or_all",
                condition=Q(area=None) | Q(is_county_wide=False),
            ),
            models.UniqueConstraint(
                name="service_area_once",
                fields=["service", "area"],
                condition=Q(area__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.name or self.code}"
