import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from services.choices import RUNNING, Freshness, Status
from services.models.categories import Category
from services.querysets import ServiceQuerySet
from services.rules import ratings
from smartcounty.moderation.choices import ReasonCode
from smartcounty.places.models import Organisation


def five_zeros():
    return [0] * 5


def prior():
    return settings.RATING_PRIOR_MEAN


def cautious_of_none():
    return ratings.cautious(five_zeros())


class Service(models.Model):
    """Something the county and its partners offer.

    Three groups of columns: what is known of it; the read model of lists, cards and search, which only
    `services.actions` writes; and the read model of ratings, written when a review is counted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    summary = models.CharField("easy-read summary", max_length=300, blank=True)
    description = models.TextField(blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="services"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    closed_until = models.DateField(
        null=True, blank=True, help_text="First day on which it is open again."
    )
    notice = models.CharField(max_length=500, blank=True)
    minimum_age = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    maximum_age = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    eligibility = models.TextField("who it is for", blank=True)
    access = models.TextField("how to use it", blank=True)
    url = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    categories = models.ManyToManyField(
        Category, through="services.ServiceCategory", related_name="services"
    )
    mask_address = models.BooleanField(
        "hide the exact address",
        default=False,
        help_text="Pages then tell the town and the first half of the postcode only.",
    )

    # Where it came from
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=64, blank=True)
    raw = models.JSONField("as imported", default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    last_modified = models.DateTimeField("changed at the source", null=True, blank=True)
    imported_at = models.DateTimeField("last changed by an import", null=True, blank=True)

    # How sure it is
    verified_at = models.DateTimeField("last confirmed", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a confirmation stays true when the account is closed
        related_name="services_confirmed",
    )
    verify_by = models.DateField("to be confirmed by", null=True, blank=True)
    freshness = models.CharField(max_length=12, choices=Freshness, default=Freshness.UNCONFIRMED)

    # Whether people see it, and which wording of it they see
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=20, choices=ReasonCode, blank=True)
    is_listed = models.BooleanField("in lists and search", default=False)

    # Read model of lists, cards and search
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    keywords = models.TextField(blank=True, editable=False)
    town = models.CharField(max_length=80, blank=True, editable=False)
    postcode = models.CharField(max_length=10, blank=True, editable=False)
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)
    district_slugs = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, editable=False
    )
    is_county_wide = models.BooleanField(default=False, editable=False)
    lead_category = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a card can do without
        related_name="+",
        editable=False,
    )
    cost_words = models.CharField(max_length=80, blank=True, editable=False)
    access_words = models.CharField(max_length=80, blank=True, editable=False)
    traits = ArrayField(
        models.CharField(max_length=80),
        default=list,
        db_default=[],  # the release before this one does not know the column
        blank=True,
        editable=False,
        help_text="What it is filtered by, as facet:value.",
    )
    has_hours = models.BooleanField(default=False, editable=False)
    openings_until = models.DateField(null=True, blank=True, editable=False)
    card_html = models.TextField(blank=True, editable=False)
    card_hash = models.CharField(max_length=64, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("name", weight="A", config="county")
        + SearchVector("keywords", "summary", weight="B", config="county")
        + SearchVector("description", weight="C", config="county"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    is_demoted = models.GeneratedField(
        expression=Q(freshness=Freshness.DEMOTED),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # Read model of ratings
    rating_count = models.PositiveIntegerField("reviews counted", default=0)
    review_count = models.PositiveIntegerField("reviews shown", default=0)
    rating_sum_w = models.FloatField(default=0)
    rating_sum_wr = models.FloatField(default=0)
    rating_hist = ArrayField(
        models.PositiveIntegerField(), size=5, default=five_zeros, help_text="Of 1 to 5 stars."
    )
    rating_shown = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)
    rating_prior = models.FloatField(
        default=prior, help_text="What a service with few reviews is taken to be."
    )
    rating_ranked = models.FloatField(default=prior)
    rating_cautious = models.FloatField(default=cautious_of_none)
    rating_as_of = models.DateField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="service_freshness_known", condition=Q(freshness__in=Freshness.values)
            ),
            models.CheckConstraint(
                name="service_closed_until_if_closed",
                condition=Q(closed_until=None) | Q(status=Status.CLOSED_FOR_NOW),
            ),
            models.CheckConstraint(
                name="service_ages",
                condition=(Q(minimum_age=None) | Q(minimum_age__gte=0))
                & (Q(maximum_age=None) | Q(maximum_age__gte=0))
                & (
                    Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age"))
                ),
            ),
            models.UniqueConstraint(
                name="service_source_once",
                fields=["source", "source_id"],
                condition=~Q(source=""),
            ),
            models.CheckConstraint(
                name="service_listed_only_if_public",
                condition=Q(is_listed=False)
                | Q(
                    published_at__isnull=False,
                    hidden_at=None,
                    removed_at=None,
                    status__in=sorted(RUNNING),
                )
                & ~Q(freshness=Freshness.UNLISTED),
            ),
            models.CheckConstraint(
                name="service_removed_because",
                condition=Q(removed_at=None, removed_because="")
                | Q(removed_at__isnull=False, removed_because__in=ReasonCode.values),
            ),
            models.CheckConstraint(
                name="service_point_whole_and_real",
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            ),
            models.CheckConstraint(
                name="service_ratings_fit",
                condition=Q(rating_hist__len=5, review_count__gte=F("rating_count"))
                & (Q(rating_shown=None) | Q(rating_shown__range=(1, 5))),
            ),
        ]
        indexes = [
            GinIndex(fields=["traits"], name="service_traits"),
            GinIndex(fields=["search"], name="service_search"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="service_name_trigram"),
            GinIndex(fields=["district_slugs"], name="service_districts"),
            models.Index(
                fields=["latitude", "longitude"],
                name="service_point",
                condition=Q(is_listed=True),
            ),
            models.Index(
                fields=["name_key", "id"], name="service_by_name", condition=Q(is_listed=True)
            ),
            models.Index(
                fields=["-published_at", "id"], name="service_newest", condition=Q(is_listed=True)
            ),
            models.Index(
                fields=["-rating_ranked", "name_key", "id"],
                name="service_best_rated",
                condition=Q(is_listed=True),
            ),
            # What the numbers are counted from, so that the wide rows themselves are not read.
            models.Index(
                fields=["id"],
                include=[
                    *("is_county_wide", "has_hours", "rating_shown", "freshness", "verified_at"),
                    *("district_slugs", "traits"),
                ],
                name="service_facets",
                condition=Q(is_listed=True),
            ),
            models.Index(
                fields=["is_demoted", "-rating_ranked", "name_key", "id"],
                name="service_browse",
                condition=Q(is_listed=True),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:detail", args=[self.slug])

    @property
    def is_public(self):
        return bool(self.published_at and not self.hidden_at and not self.removed_at)

    @property
    def is_running(self):
        return self.status in RUNNING


class OldSlug(models.Model):
    """An address a service once had, so that old links still lead to it."""

    slug = models.SlugField(max_length=220, unique=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="old_slugs")

    def __str__(self):
        return self.slug
