from django.conf import settings
from django.db import models

from feedback.models.reviews import Review
from feedback.querysets import HelpfulVoteQuerySet


class HelpfulVote(models.Model):
    """Whether one person found a review helpful; nobody but that person sees which way."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="helpful_votes"
    )
    helpful = models.BooleanField()
    counted = models.BooleanField("in the number", default=True)
    at = models.DateTimeField()

    objects = HelpfulVoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="helpful_vote_once", fields=["review", "person"]),
        ]
        indexes = [models.Index(fields=["person", "at"], name="helpful_vote_of_late")]

    def __str__(self):
        return f"vote {self.pk}"
