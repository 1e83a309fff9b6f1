from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse

from feedback import rules
from feedback.choices import COUNTED, Incentive, Relationship, Stars
from feedback.lifecycle import EDITABLE, ONE_FOR_EACH_PERSON, REVIEW_NEXT, ReviewState
from feedback.querysets import ReviewQuerySet
from hubs.models import Hub
from services.models import Service
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.models import Moderated

TEXT_LEAST, TEXT_MOST = 20, 4000
SAID = ["stars", "title", "text", "visited", "relationship", "incentive", "wants_reply"]


class Review(Moderated):
    """What one person says of one service or hub, once; earlier wordings are kept."""

    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    hub = models.ForeignKey(
        Hub, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    stars = models.PositiveSmallIntegerField(choices=Stars)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=TEXT_MOST)
    visited = models.DateField("month of the experience", help_text="The first day of the month.")
    relationship = models.CharField(max_length=10, choices=Relationship)
    incentive = models.CharField(max_length=10, choices=Incentive, default=Incentive.NONE)
    wants_reply = models.BooleanField("would like a reply", default=False)
    state = models.CharField(
        max_length=10, choices=ReviewState, default=ReviewState.PENDING, editable=False
    )
    counted = models.BooleanField("in the score", default=False, editable=False)
    # The release before this one does not know these three.
    helpful_up = models.PositiveIntegerField(
        "people it helped", default=0, db_default=0, editable=False
    )
    helpful_votes = models.PositiveIntegerField(
        "people who said whether it helped", default=0, db_default=0, editable=False
    )
    helpful_bound = models.FloatField(
        "least share it is likely to help", default=0, db_default=0, editable=False
    )
    edited_at = models.DateTimeField("edited after it was public", null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_because = models.CharField(
        max_length=15, choices=ReasonCode, blank=True, editable=False
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="review_of_exactly_one_thing",
                condition=Q(service__isnull=False, hub=None) | Q(service=None, hub__isnull=False),
            ),
            models.UniqueConstraint(
                name="review_once_of_a_service",
                fields=["author", "service"],
                condition=Q(service__isnull=False, state__in=ONE_FOR_EACH_PERSON),
            ),
            models.UniqueConstraint(
                name="review_once_of_a_hub",
                fields=["author", "hub"],
                condition=Q(hub__isnull=False, state__in=ONE_FOR_EACH_PERSON),
            ),
            models.CheckConstraint(name="review_stars", condition=Q(stars__range=(1, 5))),
            models.CheckConstraint(
                name="review_text_length",
                condition=Q(GreaterThanOrEqual(Length("text"), TEXT_LEAST))
                & Q(LessThanOrEqual(Length("text"), TEXT_MOST)),
            ),
            models.CheckConstraint(name="review_visited_is_a_month", condition=Q(visited__day=1)),
            models.CheckConstraint(
                name="review_choices_known",
                condition=Q(
                    state__in=ReviewState.values,
                    relationship__in=Relationship.values,
                    incentive__in=Incentive.values,
                ),
            ),
            models.CheckConstraint(
                name="review_published_at_once_public",
                condition=~Q(state__in=["published", "held", "superseded"])
                | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="review_removed_because",
                condition=Q(state="removed", removed_at__isnull=False) & ~Q(removed_because="")
                | ~Q(state="removed") & Q(removed_at=None, removed_because=""),
            ),
            models.CheckConstraint(
                name="review_counted_only_if_it_may",
                condition=Q(counted=False)
                | Q(state="published", hidden_at=None, relationship__in=COUNTED),
            ),
            models.CheckConstraint(
                name="review_helped_no_more_than_said",
                condition=Q(helpful_up__lte=F("helpful_votes"), helpful_bound__range=(0, 1)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "-published_at", "-id"],
                name="review_newest",
                condition=Q(state="published", hidden_at=None),
            ),
            models.Index(
                fields=["service", "-removed_at"],
                name="review_removed",
                condition=Q(state="removed"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("feedback:review_detail", args=[self.public_id])

    @property
    def about(self):
        return self.service or self.hub

    @property
    def is_public(self):
        return self.state == ReviewState.PUBLISHED and self.hidden_at is None

    @property
    def is_editable(self):
        return self.state in EDITABLE

    @property
    def mark(self):
        return rules.mark(self.relationship)

    @property
    def helped(self):
        return rules.helped(self.helpful_up, self.helpful_votes)

    def can_become(self, state):
        return state in REVIEW_NEXT[self.state]


class ReviewEdit(models.Model):
    """What a review said before its author changed it; never changed afterwards."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="edits")
    version = models.PositiveIntegerField("version it replaced")
    stars = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    visited = models.DateField()
    relationship = models.CharField(max_length=10, choices=Relationship)
    incentive = models.CharField(max_length=10, choices=Incentive)
    wants_reply = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="review_edit_once_for_a_version", fields=["review", "version"]
            ),
        ]

    def __str__(self):
        return f"{self.review_id}, version {self.version}"
