"""The states of an idea and the only moves between them.

`submitted` and `rejected` are for the author alone. A withdrawn idea is public only if it was published before. A
hidden idea keeps its status; `hidden_at` says that nobody but its author and staff may see it for now.
"""

from django.db import models

from smartcounty.moderation.lifecycle import InvalidMove

__all__ = ["NEXT", "InvalidMove", "NotEnough", "Status"]


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Being checked"
    REJECTED = "rejected", "Not published"
    OPEN = "open", "Gathering support"
    IN_REVIEW = "in_review", "We are looking at it"
    PLANNED = "planned", "Planned"
    TRIAL = "trial", "Being tried"
    DECLINED = "declined", "Not going ahead"
    REFERRED = "referred", "Passed to another body"
    IN_PROGRESS = "in_progress", "Under way"
    DELIVERED = "delivered", "Done. Did it work?"
    EVALUATED = "evaluated", "Done and checked"
    DUPLICATE = "duplicate", "Joined with another idea"
    WITHDRAWN = "withdrawn", "Withdrawn by its author"
    EXPIRED = "expired", "Closed: no activity for a year"
    REMOVED = "removed", "Removed"


# What an official answer may say first, and what it has led to.
ANSWERS = {Status.PLANNED, Status.TRIAL, Status.DECLINED, Status.REFERRED}
RESULTS = {Status.IN_PROGRESS, Status.DELIVERED, Status.EVALUATED}
ANSWERED = ANSWERS | RESULTS
CLOSED = {Status.DUPLICATE, Status.WITHDRAWN, Status.EXPIRED}
PUBLIC = {Status.OPEN, Status.IN_REVIEW} | ANSWERED | CLOSED
PRIVATE = {Status.DRAFT, Status.SUBMITTED, Status.REJECTED}
# Where another supporter still says something, and where a comment does.
SUPPORTABLE = {
    Status.OPEN,
    Status.IN_REVIEW,
    Status.PLANNED,
    Status.TRIAL,
    Status.REFERRED,
    Status.IN_PROGRESS,
}
DISCUSSED = PUBLIC - CLOSED
EDITABLE = {Status.DRAFT, Status.SUBMITTED}
# Where its author may put other words in place of those that everybody reads. Once a body has answered, its answer is
# to the words that stand there.
REWORDABLE = {Status.OPEN, Status.IN_REVIEW}

# A moderator may do these to whatever is public.
TAKEN_AWAY = {Status.DUPLICATE, Status.REMOVED}
NEXT = {
    Status.DRAFT: {Status.SUBMITTED, Status.WITHDRAWN},
    Status.SUBMITTED: {Status.OPEN, Status.REJECTED, Status.WITHDRAWN},
    Status.REJECTED: {Status.OPEN},  # an upheld appeal
    Status.OPEN: {Status.IN_REVIEW, Status.EXPIRED, Status.WITHDRAWN} | TAKEN_AWAY,
    Status.IN_REVIEW: ANSWERS | TAKEN_AWAY,
    Status.PLANNED: {Status.IN_PROGRESS, Status.DECLINED} | TAKEN_AWAY,
    Status.TRIAL: {Status.IN_PROGRESS, Status.DECLINED} | TAKEN_AWAY,
    Status.DECLINED: {Status.IN_REVIEW} | TAKEN_AWAY,
    Status.REFERRED: {Status.IN_REVIEW} | TAKEN_AWAY,
    Status.IN_PROGRESS: {Status.DELIVERED, Status.DECLINED} | TAKEN_AWAY,
    Status.DELIVERED: {Status.EVALUATED, Status.IN_REVIEW} | TAKEN_AWAY,
    Status.EVALUATED: TAKEN_AWAY,
    Status.DUPLICATE: PUBLIC - {Status.DUPLICATE} | {Status.REMOVED},
    Status.WITHDRAWN: TAKEN_AWAY,
    Status.EXPIRED: TAKEN_AWAY,
    Status.REMOVED: PUBLIC,
}
# What an upheld appeal or an undone joining leaves: only for the status the idea had before.
GIVES_BACK = {Status.DUPLICATE, Status.REMOVED}


class NotEnough(Exception):
    """The move lacks something it must have; the text says what, for the person who asked."""
