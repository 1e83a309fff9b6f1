"""What a review counts for, and the words in which reviews and comments are told; no database."""

from feedback.choices import COUNTED, DISCLOSED, MARKS, Incentive, Relationship
from feedback.lifecycle import ReviewState
from smartcounty.moderation.choices import Channel

# How a state looks: the kind and the drawing of its mark. Comments have the same names for the same states.
LOOKS = {
    ReviewState.PENDING: ("look", "clock"),
    ReviewState.PUBLISHED: ("done", "tick"),
    ReviewState.HELD: ("look", "search"),
    ReviewState.REJECTED: ("no", "x"),
    ReviewState.REMOVED: ("no", "x"),
    ReviewState.SUPERSEDED: ("no", "next"),
    ReviewState.WITHDRAWN: ("no", "out"),
}
HIDDEN = ("Hidden while somebody looks into it", "look", "search")
HEARD = {
    Channel.SMS: "Sent by text message",
    Channel.PAPER: "Sent on paper",
    Channel.PHONE: "Told by telephone",
    Channel.EVENT: "Said at an event",
}


def counts(state, *, hidden, relationship, suspended):
    """Whether a review is part of the score: public, by somebody without an interest and in good standing."""
    return (
        state == ReviewState.PUBLISHED and not hidden and relationship in COUNTED and not suspended
    )


def mark(relationship):
    """The words beside the stars of a review that is not counted; nothing for the others."""
    return MARKS.get(relationship, "")


def helped(up, said):
    """How many of those who said found it helpful, in words; nothing while nobody said."""
    if not said:
        return ""
    if said == 1:
        return "1 person found this helpful" if up else "1 person did not find this helpful"
    return f"{up} of {said} people found this helpful"


def disclosures(relationship, incentive):
    """What a reader should know of who speaks."""
    told = []
    if relationship == Relationship.CARER:
        told.append("Cares for somebody who uses it")
    if incentive != Incentive.NONE:
        told.append(DISCLOSED[incentive])
    return told


def look(state, label, *, hidden):
    """Words, kind and drawing of where something stands, for its author."""
    if hidden and state == ReviewState.PUBLISHED:
        return HIDDEN
    return (label, *LOOKS[state])


def why(reason):
    """The name of a reason as it completes "... was removed because"."""
    return f"of this: {reason[:1].lower()}{reason[1:]}"


def steps(state, *, hidden, where, hears):
    """What happens next, as steps of a thread: `where` it will stand, and who `hears` of it."""
    written = {"label": "You wrote it", "state": "said"}
    public = {"label": f"Everyone can read it {where}", "text": f"{hears} hear of it."}
    if state == ReviewState.PENDING:
        read = {"label": "We read it", "state": "now", "when": "usually within 1 working day"}
        return [written, read, public | {"state": "ahead"}]
    if hidden and state == ReviewState.PUBLISHED:
        told = "Nobody else can see it until then. We write to you either way."
        return [written, {"label": "We look into a report", "state": "now", "text": told}]
    if state == ReviewState.PUBLISHED:
        return [written, public | {"state": "did"}]
    if state in (ReviewState.REJECTED, ReviewState.REMOVED):
        told = "We wrote to you why, and how to ask somebody else to look again."
        label = "Removed" if state == ReviewState.REMOVED else "Not published"
        return [written, {"label": label, "state": "now", "text": told}]
    return []
