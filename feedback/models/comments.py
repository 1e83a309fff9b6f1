from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse

from feedback.lifecycle import COMMENT_NEXT, CommentState
from feedback.querysets import CommentQuerySet
from ideas.models import Idea
from smartcounty.moderation.choices import ReasonCode
from smartcounty.moderation.models import Moderated

TEXT_MOST = 2000


class Comment(Moderated):
    """What somebody says about an idea, or in reply to such a comment; replies are not replied to."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    said_of = models.ForeignKey(
        Idea,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="moved_comments",
        verbose_name="said about an idea that was joined with this one",
    )
    text = models.TextField(max_length=TEXT_MOST)
    role = models.CharField("role in the organisation", max_length=80, blank=True)
    state = models.CharField(
        max_length=10, choices=CommentState, default=CommentState.PENDING, editable=False
    )
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_because = models.CharField(
        max_length=15, choices=ReasonCode, blank=True, editable=False
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="comment_not_its_own_parent", condition=~Q(parent=F("pk"))),
            models.CheckConstraint(
                name="comment_moved_from_another_idea", condition=~Q(said_of=F("idea"))
            ),
            models.CheckConstraint(
                name="comment_text_length",
                condition=Q(GreaterThanOrEqual(Length("text"), 1))
                & Q(LessThanOrEqual(Length("text"), TEXT_MOST)),
            ),
            models.CheckConstraint(
                name="comment_state_known", condition=Q(state__in=CommentState.values)
            ),
            models.CheckConstraint(
                name="comment_role_in_an_organisation",
                condition=Q(role="") | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_published_at_once_public",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="comment_removed_because",
                condition=Q(state="removed", removed_at__isnull=False) & ~Q(removed_because="")
                | ~Q(state="removed") & Q(removed_at=None, removed_because=""),
            ),
        ]
        indexes = [
            models.Index(
                "idea",
                Coalesce("parent", "id"),
                "id",
                name="comment_as_talk",
                condition=Q(state="published", hidden_at=None),
            ),
        ]

    def __str__(self):
        return self.text[:60]

    def get_absolute_url(self):
        return reverse("feedback:comment_detail", args=[self.public_id])

    @property
    def is_public(self):
        return self.state == CommentState.PUBLISHED and self.hidden_at is None

    @property
    def who(self):
        """In whose name: a body with the role, or the person."""
        if self.organisation and self.role:
            return f"{self.organisation}, {self.role}"
        if self.organisation:
            return f"{self.author.public_name}, for {self.organisation}"
        return self.author.public_name

    @property
    def is_withdrawable(self):
        return self.can_become(CommentState.WITHDRAWN)

    def can_become(self, state):
        return state in COMMENT_NEXT[self.state]
