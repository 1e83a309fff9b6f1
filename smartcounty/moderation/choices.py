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
    REVISION = "revision", "Check a change before it shows"
    REPORT = "report", "Reported"
    APPEAL = "appeal", "Appeal"


class ReportReason(models.TextChoices):
    DANGER = "danger", "Somebody is in danger, or a child may be harmed"
    ILLEGAL = "illegal", "It is against the law"
    PERSONAL = "personal", "It gives away somebody's personal details"
    ABUSE = "abuse", "It is abusive or hateful"
    FAKE = "fake", "It is fake or hides an interest"
    COMMERCIAL = "commercial", "It is advertising"
    WRONG = "wrong", "It is in the wrong place or off the point"
    OTHER = "other", "Something else"


# Weight of a reason in the queue, and the hours within which somebody must look; others have a working day.
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
# One such report hides the item until somebody has looked, and alarms the moderators.
ALARMING = {ReportReason.DANGER, ReportReason.ILLEGAL}


class CheckedKind(models.TextChoices):
    """What people post that can be read before it is public, by the word it is registered under."""

    IDEA = "idea", "Ideas"
    REVIEW = "review", "Reviews"
    COMMENT = "comment", "Comments"


class Flag(models.TextChoices):
    """What a word list noticed. Advice for a person: it neither publishes nor removes anything."""

    HARM = "harm", "may speak of harm to somebody"
    CONTACT = "contact", "holds an e-mail address or telephone number"
    LINKS = "links", "holds several links"


RISKS = {Flag.HARM: 6, Flag.CONTACT: 2, Flag.LINKS: 1}


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


class Rule(models.TextChoices):
    """The community rules in their order; each value is the anchor of its rule on the page of rules."""

    LAW = "illegal", "Nothing against the law"
    RESPECT = "abuse", "No abuse"
    PRIVACY = "personal", "No private details"
    TRUTH = "defamation", "Nothing untrue that harms a name"
    HONESTY = "fake", "No fake reviews"
    ADVERTS = "commercial", "No advertising"
    POINT = "off-topic", "Keep to the point"

    @property
    def quoted(self):
        return f"rule {list(Rule).index(self) + 1}, “{self.label}”"


RULE_OF = {
    ReasonCode.ILLEGAL: Rule.LAW,
    ReasonCode.ABUSE: Rule.RESPECT,
    ReasonCode.PERSONAL_DATA: Rule.PRIVACY,
    ReasonCode.DEFAMATION: Rule.TRUTH,
    ReasonCode.FAKE: Rule.HONESTY,
    ReasonCode.COMMERCIAL: Rule.ADVERTS,
    ReasonCode.DUPLICATE: Rule.POINT,
    ReasonCode.OFF_TOPIC: Rule.POINT,
    ReasonCode.WRONG_PLACE: Rule.POINT,
}

# Where a moderator's statement starts. What stands in braces must be replaced before it can be sent.
STATEMENTS = {
    ReasonCode.ILLEGAL: (
        "We believe that these words are against the law: “{the words}”. {Which law, in plain English.}"
    ),
    ReasonCode.ABUSE: (
        "These words attack people instead of saying what is wrong: “{the words}”. Say the same without"
        " them and we will gladly look again."
    ),
    ReasonCode.PERSONAL_DATA: (
        "It gives away details by which somebody can be known: {which details}. Leave them out, or name"
        " a role: “a worker at the centre”, “a neighbour”."
    ),
    ReasonCode.DEFAMATION: (
        "Somebody says that these words are untrue and harm their name: “{the words}”. We cannot keep"
        " them up while that is unsettled."
    ),
    ReasonCode.FAKE: (
        "We have reason to think that this is not a plain account by somebody who used the service: {what shows it}."
    ),
    ReasonCode.COMMERCIAL: "It advertises {what} instead of saying something that helps others choose.",
    ReasonCode.DUPLICATE: (
        "The same is here already: {title and address}. Add your voice there; together they count for more."
    ),
    ReasonCode.OFF_TOPIC: "It is about {what it is about}, and this page is about something else.",
    ReasonCode.WRONG_PLACE: "It belongs in another place: {where}. You are welcome to post it there.",
    ReasonCode.OTHER: "{What is wrong, and what would put it right.}",
}


class Action(models.TextChoices):
    APPROVE = "approve", "Publish it"
    REJECT = "reject", "Do not publish it"
    KEEP = "keep", "Leave it as it is"
    REMOVE = "remove", "Remove it"
    RESTORE = "restore", "Publish it after all"
    DISMISS = "dismiss", "The first decision stands"


# What may be decided in a case of each kind.
ACTIONS_FOR = {
    CaseKind.CHECK: [Action.APPROVE, Action.REJECT],
    CaseKind.REVISION: [Action.APPROVE, Action.REJECT, Action.REMOVE],
    CaseKind.REPORT: [Action.KEEP, Action.REMOVE],
    CaseKind.APPEAL: [Action.RESTORE, Action.DISMISS],
}
# What these are about is public while it is looked into, so it can be hidden meanwhile.
CAN_BE_PUBLIC = {CaseKind.REPORT, CaseKind.REVISION}
# These take words away, so the author is owed the reason and the rule; these must be explained to the author.
NEEDS_REASON = {Action.REJECT, Action.REMOVE}
NEEDS_STATEMENT = NEEDS_REASON | {Action.DISMISS}
