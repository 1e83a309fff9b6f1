from django.db import models


class Status(models.TextChoices):
    """The words of Open Referral UK for whether a service runs."""

    ACTIVE = "active", "Running"
    CLOSED_FOR_NOW = "temporarily closed", "Closed for now"
    INACTIVE = "inactive", "Not running at the moment"
    DEFUNCT = "defunct", "Closed for good"


# Whether people can use it, now or soon. The others keep their page, with a notice, but stand in no list.
RUNNING = {Status.ACTIVE, Status.CLOSED_FOR_NOW}


class Freshness(models.TextChoices):
    """How sure it is that an entry is right, by the days before or after `verify_by`."""

    CURRENT = "current", "Confirmed"
    DUE = "due", "To be confirmed soon"
    OVERDUE = "overdue", "Overdue"
    UNCONFIRMED = "unconfirmed", "Not recently confirmed"
    DEMOTED = "demoted", "Not confirmed for a long time"
    UNLISTED = "unlisted", "No longer listed"


class LocationKind(models.TextChoices):
    PHYSICAL = "physical", "A place to go to"
    POSTAL = "postal", "A place to write to"
    VIRTUAL = "virtual", "Online or by telephone"


class Frequency(models.TextChoices):
    """How often a schedule comes round; the standard has the first two, some feeds send the others."""

    WEEKLY = "WEEKLY", "Every week"
    MONTHLY = "MONTHLY", "Every month"
    DAILY = "DAILY", "Every day"
    ONCE = "ONCE", "Once"


class Sort(models.TextChoices):
    RELEVANCE = "relevance", "Best match"
    DISTANCE = "distance", "Nearest"
    RATING = "rating", "Best rated"
    NEWEST = "newest", "Newest"
    NAME = "name", "Name"
    RANDOM = "random", "Mixed, new each day"


# Where a list of one's own stands in the session of somebody signed out.
KEPT_LIST = "saved_services"
