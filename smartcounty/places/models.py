import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from smartcounty.places.choices import AreaKind, MemberRole, Sector
from smartcounty.places.querysets import (
    AreaQuerySet,
    LocalityQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    SuccessionQuerySet,
    TopicQuerySet,
)


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class Area(models.Model):
    """A place with a boundary, valid for a period: two-tier councils end, their names and figures stay."""

    code = models.CharField(max_length=12, help_text="The official GSS code, where it has one.")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=15, choices=AreaKind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry, generalised.")
    adult_population = models.PositiveIntegerField(
        null=True, blank=True, help_text="People aged 18 and over, rounded, at the date below."
    )
    population_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(
        null=True, blank=True, help_text="First day on which the area no longer exists."
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="area_valid_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="area_kind_known", condition=Q(kind__in=AreaKind.values)),
            ExclusionConstraint(
                name="area_code_once_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(code=""),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("pages:area", args=[self.slug])

    def has_ended(self, day):
        return self.valid_to is not None and self.valid_to <= day


class AreaSuccession(models.Model):
    """Which area took over from which, on what day and for what share of it."""

    predecessor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    handed_over_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="area_succession_once"
            ),
            models.CheckConstraint(
                name="area_succession_share", condition=Q(share__gt=0, share__lte=1)
            ),
            models.CheckConstraint(
                name="area_succession_not_itself", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} to {self.successor}, {self.on}"


class Postcode(models.Model):
    """A postcode's point and district, none over the border. It resolves what was typed and is kept for nobody."""

    code = models.CharField(max_length=8, unique=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, related_name="postcodes"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="postcode_written_as_usual",
                condition=Q(code__regex=r"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$"),
            ),
            models.CheckConstraint(
                name="postcode_on_the_globe",
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self):
        return self.code


class Locality(models.Model):
    """A named point of the gazetteer: a town or village, or the middle of an outward code such as ST16."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=90, unique=True)
    outward = models.BooleanField("is an outward code", default=False)
    latitude = models.FloatField()
    longitude = models.FloatField()
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.CASCADE, related_name="localities"
    )

    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "localities"

    def __str__(self):
        return self.name


class Topic(models.Model):
    """One of the short controlled list of themes that hubs, services, ideas and follows share."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(
        max_length=20, blank=True, help_text="Name of a drawing in the icon sprite."
    )
    position = models.PositiveSmallIntegerField(default=100)

    objects = TopicQuerySet.as_manager()

    def __str__(self):
        return self.name


class Organisation(models.Model):
    """A group, firm, college or public body, valid for a period."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    description = models.TextField(blank=True, max_length=4000)
    sector = models.CharField(max_length=10, choices=Sector)
    website = models.URLField(blank=True, max_length=500)
    email = models.EmailField(blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_responding_body = models.BooleanField("answers ideas", default=False)
    response_contact = models.EmailField(blank=True)
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When a moderator checked that it is who it says."
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=60, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_sector_known", condition=Q(sector__in=Sector.values)
            ),
            models.CheckConstraint(
                name="organisation_valid_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="organisation_source_once",
                fields=["source", "source_id"],
                condition=~Q(source=""),
            ),
        ]

    def __str__(self):
        return self.name


class OrganisationIdentifier(models.Model):
    """An outside number of an organisation: charity, company or area code."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=20)
    kind = models.CharField(max_length=60)
    identifier = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "scheme", "identifier"],
                name="organisation_identifier_once",
            ),
        ]

    def __str__(self):
        return f"{self.scheme} {self.identifier}"


class OrganisationSuccession(models.Model):
    """Which body took over from which, on what day and for what share of its work."""

    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    handed_over_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organisation_succession_once"
            ),
            models.CheckConstraint(
                name="organisation_succession_share", condition=Q(share__gt=0, share__lte=1)
            ),
            models.CheckConstraint(
                name="organisation_succession_not_itself",
                condition=~Q(predecessor=F("successor")),
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} to {self.successor}, {self.on}"


class Membership(models.Model):
    """A person's place in an organisation: what for, where, on which topics, and until when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    roles = ArrayField(models.CharField(max_length=15, choices=MemberRole), default=list)
    title = models.CharField("role in words", max_length=80, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="memberships")
    topics = models.ManyToManyField(Topic, blank=True, related_name="memberships")
    approved_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="membership_once_at_a_time",
                fields=["user", "organisation"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="membership_order",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.organisation}"
