from django.db import models


class Channel(models.TextChoices):
    WEB = "web", "Website"
    SMS = "sms", "Text message"
    PAPER = "paper", "Paper"
    PHONE = "phone", "Telephone"
    EVENT = "event", "At an event"
    IMPORT = "import", "Imported"


class CaseKind(models.TextChoices):
    CHECK = "check", "Check before publishing"
    REPORT = "report", "Reported"
    APPEAL = "appeal", "Appeal"


class ReportReason(models.TextChoices):
    DANGER = "danger", "Somebody is in danger, or a child may be harmed"
    ILLEGAL = "illegal", "It is against the law"
    PERSONAL = "personal", "It gives away somebody's personal details"
    ABUSE = "abuse", "It is abusive or hateful"
    FAKE = "fake", "The review is fake or has a hidden interest"
    COMMERCIAL = "commercial", "It is advertising"
    WRONG = "wrong", "It is in the wrong place or off the point"
    OTHER = "other", "Something else"


# Weight of a reason in the queue, and the time within which somebody must look (product rules, section 7).
WEIGHTS = {
    ReportReason.DANGER: 10,
    ReportReason.ILLEGAL: 8,
    ReportReason.PERSONAL: 6,
    ReportReason.ABUSE: 3,
    ReportReason.FAKE: 2,
    ReportReason.COMMERCIAL: 1,
    ReportReason.WRONG: 0.5,
    ReportReason.OTHER: 1,
}
HOURS_TO_LOOK = {
    ReportReason.DANGER: 2,
    ReportReason.ILLEGAL: 2,
    ReportReason.PERSONAL: 4,
}


class ReasonCode(models.TextChoices):
    ILLEGAL = "illegal", "Against the law"
    ABUSE = "abuse", "Abusive or hateful"
    PERSONAL_DATA = "personal_data", "Personal details of somebody"
    DEFAMATION = "defamation", "Claim that it harms a reputation"
    FAKE = "fake", "Fake review or hidden interest"
    COMMERCIAL = "commercial", "Advertising"
    DUPLICATE = "duplicate", "Already here"
    OFF_TOPIC = "off_topic", "Off the point"
    WRONG_PLACE = "wrong_place", "In the wrong place"
    OTHER = "other", "Another reason"


class Action(models.TextChoices):
    APPROVE = "approve", "Publish it"
    REJECT = "reject", "Do not publish it"
    KEEP = "keep", "Leave it as it is"
    HIDE = "hide", "Hide it while it is looked into"
    REMOVE = "remove", "Remove it"
    RESTORE = "restore", "Publish it again"


# What may be decided in a case of each kind; the ones that take words away need a reason and a statement.
ACTIONS_FOR = {
    CaseKind.CHECK: [Action.APPROVE, Action.REJECT],
    CaseKind.REPORT: [Action.KEEP, Action.REMOVE],
    CaseKind.APPEAL: [Action.RESTORE, Action.KEEP],
}
NEEDS_REASON = {Action.REJECT, Action.HIDE, Action.REMOVE}
