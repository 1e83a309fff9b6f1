"""Ideas when the body that owes an answer gives way to another."""

from ideas.actions.cards import refresh_card
from ideas.lifecycle import CLOSED, PRIVATE, Status
from ideas.models import Idea

FINISHED = CLOSED | PRIVATE | {Status.DECLINED, Status.EVALUATED, Status.REMOVED}


def take_over(old, heirs, *, at):
    """What the old body still owes, its heir owes by the same day. What is finished stays the old one's.

    No move of an idea, so neither a version nor a line of its history: nobody decided anything about it, whoever had
    its page open may go on, and the one audit row of the bodies tells of all that went over.
    """
    owed = Idea.objects.filter(owner=old).exclude(status__in=FINISHED)
    for idea in owed.select_for_update(no_key=True).order_by("pk"):
        Idea.objects.filter(pk=idea.pk).update(owner=heirs[0])
        refresh_card(idea)
