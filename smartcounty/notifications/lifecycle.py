"""The states of a delivery and the only moves between them.

`handing_over` is committed just before the message's DATA, so that a crash there is known to be ambiguous.
"""

from django.db import models


class State(models.TextChoices):
    PENDING = "pending", "Waiting"
    CLAIMED = "claimed", "Being prepared"
    HANDING_OVER = "handing_over", "Being handed over"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    UNKNOWN = "unknown", "Not known whether it arrived"
    SUPPRESSED = "suppressed", "Not sent, on purpose"


NEXT = {
    State.PENDING: {State.CLAIMED, State.SUPPRESSED},
    State.CLAIMED: {State.HANDING_OVER, State.PENDING, State.SUPPRESSED, State.FAILED},
    State.HANDING_OVER: {State.SENT, State.FAILED, State.UNKNOWN, State.PENDING},
    State.UNKNOWN: {State.SENT, State.FAILED, State.PENDING},
    State.SENT: set(),
    State.FAILED: {State.PENDING},
    State.SUPPRESSED: set(),
}
FINAL = {State.SENT, State.FAILED, State.UNKNOWN, State.SUPPRESSED}
