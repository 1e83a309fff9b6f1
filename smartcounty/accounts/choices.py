from django.db import models


class Trust(models.TextChoices):
    GUEST = "guest", "Guest"
    NEW = "new", "New member"
    MEMBER = "member", "Member"
    STEWARD = "steward", "Steward"


TRUSTED = {Trust.MEMBER, Trust.STEWARD}


class ConsentStream(models.TextChoices):
    TERMS = "terms", "Community rules and privacy notice"
    NEWSLETTER = "newsletter", "Hub newsletters and calls for ideas"
