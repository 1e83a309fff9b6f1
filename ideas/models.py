import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from hubs.models import Hub
from ideas import rules
from ideas.choices import DeclineReason, Help, WithdrawReason
from ideas.lifecycle import (
    EDITABLE,
    GIVES_BACK,
    NEXT,
    PRIVATE,
    PUBLIC,
    REWORDABLE,
    SUPPORTABLE,
    Status,
)
from ideas.querysets import CONFIG, IdeaQuerySet, SupportQuerySet
from services.models import Service
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.models import Moderated
from smartcounty.places.models import Area, Organisation, Topic

REASONS = [*ReasonCode.choices, *DeclineReason.choices, *WithdrawReason.choices]
WEIGHED = (
    SearchVector("title", weight="A", config=CONFIG)
    + SearchVector("summary", weight="B", config=CONFIG)
    + SearchVector("body", weight="C", config=CONFIG)
)


class Idea(Moderated):
    """A proposal for one area and topic, with the figures that lists show and sort by."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(max_length=10_000, blank=True)
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    hub = models.ForeignKey(
        Hub, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    help_offered = models.CharField(max_length=5, choices=Help, blank=True)
    submission_key = models.UUIDField(default=uuid.uuid4, editable=False)  # of the form it came by

    status = models.CharField(max_length=15, choices=Status, default=Status.DRAFT)
    owner = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ideas_owned",
        verbose_name="body that answers",
    )
    due_on = models.DateField("answer due on", null=True, blank=True)
    survivor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined"
    )
    threshold = models.PositiveIntegerField("supporters needed", null=True, blank=True)
    threshold_reached_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField("words changed under its supporters", null=True, blank=True)

    support_count = models.PositiveIntegerField(default=0)
    recent_supports = models.PositiveIntegerField(default=0)  # of the last 30 days
    comment_count = models.PositiveIntegerField(default=0)
    commenter_count = models.PositiveIntegerField(default=0)
    recent_commenters = models.PositiveIntegerField(default=0)  # of the last 30 days, each once

    words_key = models.TextField(blank=True, editable=False)  # lower case, without accents
    search = models.GeneratedField(
        expression=WEIGHED, output_field=SearchVectorField(), db_persist=True
    )
    card_html = models.TextField(blank=True, editable=False)
    card_hash = models.CharField(max_length=16, blank=True, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        permissions = [("respond_idea", "Can answer ideas")]
        constraints = [
            models.CheckConstraint(
                name="idea_status_known", condition=Q(status__in=list(Status.values))
            ),
            models.CheckConstraint(
                name="idea_published_at_if_public",
                condition=Q(status__in=sorted(PRIVATE), published_at=None)
                | Q(status=Status.WITHDRAWN)
                | Q(
                    status__in=sorted(PUBLIC - {Status.WITHDRAWN} | {Status.REMOVED}),
                    published_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="idea_complete_unless_draft",
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN])
                | (Q(area__isnull=False, topic__isnull=False) & ~Q(summary="") & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="idea_threshold_if_published",
                condition=Q(published_at=None) | Q(threshold__gte=1),
            ),
            models.CheckConstraint(
                name="idea_review_has_owner_and_date",
                condition=~Q(status=Status.IN_REVIEW)
                | Q(owner__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="idea_referred_to_somebody",
                condition=~Q(status=Status.REFERRED) | Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="idea_duplicate_has_survivor",
                condition=~Q(status=Status.DUPLICATE) | Q(survivor__isnull=False),
            ),
            models.CheckConstraint(name="idea_survivor_is_another", condition=~Q(survivor=F("pk"))),
            models.UniqueConstraint(
                name="idea_once_for_a_form", fields=["author", "submission_key"]
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="idea_newest"),
            models.Index(fields=["-support_count", "-id"], name="idea_most_supported"),
            models.Index(fields=["-comment_count", "-id"], name="idea_most_discussed"),
            models.Index(fields=["topic", "-support_count", "-id"], name="idea_like_this"),
            # What the numbers of topics, areas and states are counted from.
            models.Index(
                fields=["topic", "area", "status"],
                name="idea_counts",
                condition=Q(hidden_at=None, published_at__isnull=False),
            ),
            # For the home page: how many supporters are missing yet.
            models.Index(
                F("threshold") - F("support_count"),
                F("id").desc(),
                name="idea_needing_support",
                condition=Q(status=Status.OPEN, threshold_reached_at=None, hidden_at=None),
            ),
            GinIndex(fields=["search"], name="idea_search"),
            GinIndex(OpClass(F("words_key"), name="gin_trgm_ops"), name="idea_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("ideas:detail", args=[self.slug])

    def can_become(self, status):
        return status in NEXT[self.status]

    def mark(self, *, today=None, until=None, short=False):
        """Its status in words; joined and passed-on ideas name the other, which must be loaded. A card has no room
        for the title of another idea, and what not everybody may see is not named."""
        is_named = not short and self.survivor and self.survivor.is_public
        return rules.mark(
            self.status,
            due_on=self.due_on,
            today=today,
            body=str(self.owner or ""),
            until=until,
            other=str(self.survivor) if is_named else "",
        )

    @property
    def is_public(self):
        return self.status in PUBLIC and self.published_at is not None and self.hidden_at is None

    @property
    def tied_to(self):
        """The idea it was joined with, its service and its hub, which must be loaded: those everybody may see."""
        things = (self.survivor, self.service, self.hub)
        return [thing for thing in things if thing and thing.is_public]

    @property
    def as_told(self):
        """Differs when its page does; what is hidden or reworded voids every kept page besides."""
        return self.pk, self.version, self.status, self.support_count, self.comment_count

    @property
    def is_supportable(self):
        return self.is_public and self.status in SUPPORTABLE

    @property
    def is_editable(self):
        """Until a moderator has read it; public words are changed in another way."""
        return self.status in EDITABLE

    @property
    def is_rewordable(self):
        return self.is_public and self.status in REWORDABLE

    @property
    def support_left(self):
        return max(0, (self.threshold or 0) - self.support_count)


class StatusChange(models.Model):
    """One move of an idea: never changed afterwards. Without a person it was the clock or a rule."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    old = models.CharField(max_length=15, choices=Status)
    new = models.CharField(max_length=15, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField()
    reason = models.TextField("public reason", blank=True, max_length=10_000)
    reason_code = models.CharField(max_length=15, choices=REASONS, blank=True)
    private_note = models.TextField(blank=True, max_length=2000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="status_change_once_for_a_version", fields=["idea", "version"]
            ),
            models.CheckConstraint(
                name="status_change_known",
                condition=Q(old__in=list(Status.values), new__in=list(Status.values)),
            ),
            models.CheckConstraint(name="status_change_is_one", condition=~Q(old=F("new"))),
            models.CheckConstraint(
                name="status_change_says_why_not",
                condition=~Q(new__in=[Status.DECLINED, Status.REJECTED])
                | Q(old__in=sorted(GIVES_BACK))
                | ~Q(reason_code=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_old_display()} to {self.get_new_display()}"


class IdeaEdit(models.Model):
    """What an idea said before its author changed it under those who support it; never changed afterwards."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField("version it replaced")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    body = models.TextField(max_length=10_000)
    supporters = models.PositiveIntegerField("who supported these words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="idea_edit_once_for_a_version", fields=["idea", "version"])
        ]

    def __str__(self):
        return f"{self.idea_id}, version {self.version}"


class MergeRecord(models.Model):
    """That an idea was joined with another: what moved there, so that it can go back. `change` is the joining."""

    change = models.OneToOneField(StatusChange, on_delete=models.CASCADE, related_name="merge")
    survivor = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="merges")
    moved = ArrayField(models.BigIntegerField(), help_text="Who came to support the survivor.")
    # The release before these two does not know the columns.
    followers = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        help_text="Who came to follow the survivor.",
    )
    comments = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        help_text="What was said moved there.",
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="merge_undone_for_a_reason",
                condition=Q(undone_at=None, undone_because="")
                | Q(undone_at__isnull=False) & ~Q(undone_because=""),
            ),
        ]

    def __str__(self):
        return f"{self.change} of {self.change.idea_id} with {self.survivor_id}"


class Support(models.Model):
    """One person backs one idea, once."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supports"
    )
    at = models.DateTimeField()

    objects = SupportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="support_once", fields=["idea", "person"]),
        ]
        indexes = [models.Index(fields=["idea", "at"], name="support_recent")]

    def __str__(self):
        return f"support {self.pk}"


class Answer(models.Model):
    """What a named body said officially; the newest version counts, the earlier ones stay to be read."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="answers")
    version = models.PositiveIntegerField()
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="answers", verbose_name="body"
    )
    role = models.CharField("role of the person answering", max_length=80)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=10_000)
    would_change = models.CharField("what would change it", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="answer_once_for_a_version", fields=["idea", "version"]),
            models.CheckConstraint(
                name="answer_says_enough",
                condition=GreaterThanOrEqual(Length("text"), rules.ANSWER_LEAST),
            ),
        ]

    def __str__(self):
        return self.title


class Trial(models.Model):
    """What is tried, how it is measured, and what came of it."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="trials")
    hypothesis = models.CharField("we think that", max_length=300)
    measure = models.CharField("we count", max_length=200)
    baseline = models.CharField("before", max_length=200, blank=True)
    so_far = models.CharField(max_length=200, blank=True)
    partners = models.CharField("who is in it", max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    result = models.TextField(blank=True, max_length=4000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="trial_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self):
        return self.hypothesis
