"""Three tables of moves: of content that has no table of its own, of a case, and of an appeal.

A hidden item keeps its state; `hidden_at` says that nobody but its author and staff may see it for now.
"""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    PENDING = "pending", "Being checked"
    PUBLISHED = "published", "Published"
    REJECTED = "rejected", "Not published"
    REMOVED = "removed", "Removed"
    WITHDRAWN = "withdrawn", "Withdrawn by its author"


NEXT = {
    State.DRAFT: {State.PENDING, State.PUBLISHED, State.WITHDRAWN},
    State.PENDING: {State.PUBLISHED, State.REJECTED, State.WITHDRAWN},
    State.PUBLISHED: {State.REMOVED, State.WITHDRAWN},
    State.REJECTED: {State.PUBLISHED},
    State.REMOVED: {State.PUBLISHED},
    State.WITHDRAWN: set(),
}


class CaseState(models.TextChoices):
    OPEN = "open", "Waiting"
    CLAIMED = "claimed", "Being looked at"
    ESCALATED = "escalated", "Passed up"
    DECIDED = "decided", "Decided"
    APPEALED = "appealed", "Appealed against"
    CLOSED = "closed", "Closed"


CASE_NEXT = {
    CaseState.OPEN: {CaseState.CLAIMED, CaseState.DECIDED, CaseState.ESCALATED, CaseState.CLOSED},
    CaseState.CLAIMED: {CaseState.OPEN, CaseState.DECIDED, CaseState.ESCALATED, CaseState.CLOSED},
    CaseState.ESCALATED: {CaseState.CLAIMED, CaseState.DECIDED, CaseState.CLOSED},
    CaseState.DECIDED: {CaseState.APPEALED, CaseState.CLOSED},
    CaseState.APPEALED: {CaseState.CLOSED},
    CaseState.CLOSED: set(),
}
WAITING = {CaseState.OPEN, CaseState.CLAIMED, CaseState.ESCALATED}


class AppealState(models.TextChoices):
    LODGED = "lodged", "Waiting for somebody else to look"
    ASSIGNED = "assigned", "Being looked at"
    UPHELD = "upheld", "Upheld"
    DISMISSED = "dismissed", "Dismissed"
    VARIED = "varied", "The decision stands for another reason"


APPEAL_NEXT = {
    AppealState.LODGED: {AppealState.ASSIGNED},
    AppealState.ASSIGNED: {
        AppealState.LODGED,
        AppealState.UPHELD,
        AppealState.DISMISSED,
        AppealState.VARIED,
    },
    AppealState.UPHELD: set(),
    AppealState.DISMISSED: set(),
    AppealState.VARIED: set(),
}


class InvalidMove(Exception):
    """Somebody was first. Both are None if it was an edit, a new report, or no legal move at all."""

    def __init__(self, *, decided_by=None, at=None):
        super().__init__(decided_by, at)
        self.decided_by, self.at = decided_by, at


class Held(InvalidMove):
    """Another moderator has taken the case; `at` is when that ends."""


class NotYours(Exception):
    """A conflict of interest: one's own words, one's own body's, or an appeal on one's own decision."""
