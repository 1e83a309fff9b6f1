"""The states of a review and of a comment, and the only moves between them.

A hidden item keeps its state; `hidden_at` says that nobody but its author and staff may see it for now. A held review
waits for the answer to a very serious allegation; a superseded one stays to be read when its author wrote a newer one.
"""

from django.db import models

from smartcounty.moderation.lifecycle import InvalidMove

__all__ = [
    "COMMENT_NEXT",
    "EDITABLE",
    "ONE_FOR_EACH_PERSON",
    "REVIEW_NEXT",
    "AlreadyReviewed",
    "CommentState",
    "InvalidMove",
    "ReviewState",
    "TooMany",
]


class ReviewState(models.TextChoices):
    PENDING = "pending", "Being checked"
    PUBLISHED = "published", "Published"
    HELD = "held", "Held while it is looked into"
    REJECTED = "rejected", "Not published"
    REMOVED = "removed", "Removed"
    SUPERSEDED = "superseded", "Replaced by a newer one"
    WITHDRAWN = "withdrawn", "Withdrawn by its author"


REVIEW_NEXT = {
    ReviewState.PENDING: {
        ReviewState.PUBLISHED,
        ReviewState.REJECTED,
        ReviewState.HELD,
        ReviewState.WITHDRAWN,
    },
    ReviewState.PUBLISHED: {
        ReviewState.PENDING,  # edited by somebody whose words are checked first
        ReviewState.HELD,
        ReviewState.REMOVED,
        ReviewState.SUPERSEDED,
        ReviewState.WITHDRAWN,
    },
    ReviewState.HELD: {
        ReviewState.PUBLISHED,
        ReviewState.REJECTED,
        ReviewState.REMOVED,
        ReviewState.WITHDRAWN,
    },
    ReviewState.REJECTED: {
        ReviewState.PENDING,  # put right by its author
        ReviewState.PUBLISHED,  # an upheld appeal
        ReviewState.WITHDRAWN,
    },
    ReviewState.REMOVED: {ReviewState.PUBLISHED},  # an upheld appeal
    ReviewState.SUPERSEDED: {ReviewState.REMOVED, ReviewState.WITHDRAWN},
    ReviewState.WITHDRAWN: set(),
}
# A person has one review of a thing in these; a rejected or removed one is put right or appealed against.
ONE_FOR_EACH_PERSON = [
    ReviewState.PENDING,
    ReviewState.PUBLISHED,
    ReviewState.HELD,
    ReviewState.REJECTED,
    ReviewState.REMOVED,
]
# What its author may still change.
EDITABLE = {ReviewState.PENDING, ReviewState.PUBLISHED, ReviewState.REJECTED}


class CommentState(models.TextChoices):
    PENDING = "pending", "Being checked"
    PUBLISHED = "published", "Published"
    REJECTED = "rejected", "Not published"
    REMOVED = "removed", "Removed"
    WITHDRAWN = "withdrawn", "Withdrawn by its author"


COMMENT_NEXT = {
    CommentState.PENDING: {
        CommentState.PUBLISHED,
        CommentState.REJECTED,
        CommentState.WITHDRAWN,
    },
    CommentState.PUBLISHED: {CommentState.REMOVED, CommentState.WITHDRAWN},
    CommentState.REJECTED: {CommentState.PUBLISHED, CommentState.WITHDRAWN},
    CommentState.REMOVED: {CommentState.PUBLISHED},
    CommentState.WITHDRAWN: set(),
}


class AlreadyReviewed(Exception):
    """The person has a review of this, which they may change instead."""


class TooMany(Exception):
    """More posts in an hour than one person writes by hand."""
