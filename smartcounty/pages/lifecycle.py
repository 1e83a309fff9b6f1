"""A message to those who run the site waits, and is answered once."""

from django.db import models


class State(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"


NEXT = {State.OPEN: {State.ANSWERED}, State.ANSWERED: set()}


class InvalidMove(Exception):
    """Somebody else has answered already."""

    def __init__(self, *, decided_by=None, at=None):
        super().__init__(decided_by, at)
        self.decided_by, self.at = decided_by, at
