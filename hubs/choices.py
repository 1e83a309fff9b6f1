from django.db import models


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts them."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Tile(models.IntegerChoices):
    """The patterns that stand for a hub without a photograph; each is a style of its name."""

    LOCK = 1, "Lock"
    KILN = 2, "Kiln"
    HOP = 3, "Hop"
    QUATREFOIL = 4, "Quatrefoil"
    SPIRE = 5, "Spire"
    WEAVE = 6, "Weave"


class StepFree(models.TextChoices):
    """What somebody using a wheelchair needs to know first; unknown is said as plainly as yes and no."""

    YES = "yes", "Step-free throughout"
    PARTLY = "partly", "Step-free in part"
    NO = "no", "Not step-free"
    UNKNOWN = "unknown", "Step-free access not yet checked"


class AccessKind(models.TextChoices):
    """What a hub's page always answers, in this order."""

    ENTRANCE = "entrance", "Door"
    INSIDE = "inside", "Inside"
    TOILET = "toilet", "Toilet"
    HEARING = "hearing", "Hearing"
    SOUND_AND_LIGHT = "sound_and_light", "Sound and light"
    PARKING = "parking", "Parking"
    CHANGING_PLACE = "changing_place", "Changing place"


class HubRole(models.TextChoices):
    HOST = "host", "Host"
    VOLUNTEER = "volunteer", "Volunteer"
    RESIDENT_TEAM = "resident_team", "Resident team"
