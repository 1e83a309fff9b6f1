from django.db import models


class Help(models.TextChoices):
    YES = "yes", "Yes"
    MAYBE = "maybe", "Maybe"
    NO = "no", "No"


class DeclineReason(models.TextChoices):
    COST = "cost", "It costs too much"
    LEGAL = "legal", "The law does not allow it"
    NOT_OURS = "not_ours", "It is not ours to decide"
    EXISTS = "exists", "It already exists"
    EVIDENCE = "evidence", "The evidence speaks against it"
    OTHER = "other", "Another reason"


class WithdrawReason(models.TextChoices):
    DUPLICATE = "duplicate", "Somebody else had the same idea"
    UNDER_WAY = "under_way", "It is already under way"
    INFEASIBLE = "infeasible", "It would not work after all"
    DONE = "done", "It has been done"
    OTHER = "other", "Another reason"


class Sort(models.TextChoices):
    ACTIVE = "active", "Active now"
    NEWEST = "newest", "Newest"
    SUPPORTED = "supported", "Most supported"
    DISCUSSED = "discussed", "Most discussed"
    ANSWERED = "answered", "Newly answered"
    RANDOM = "random", "Surprise me"


class Stage(models.TextChoices):
    """What a reader narrows the list by; each stands for one status or several (rules.STAGES)."""

    OPEN = "open", "Gathering support"
    IN_REVIEW = "in_review", "Being looked at"
    PLANNED = "planned", "Planned or under way"
    TRIAL = "trial", "Being tried"
    DONE = "done", "Done"
    DECLINED = "declined", "Not going ahead"
    CLOSED = "closed", "Closed"
