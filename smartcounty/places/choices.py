from django.db import models


class AreaKind(models.TextChoices):
    COUNTY = "county", "County"
    UNITARY = "unitary", "Unitary authority"
    DISTRICT = "district", "District"
    PARISH = "parish", "Parish"
    WARD = "ward", "Ward"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"


class Sector(models.TextChoices):
    COMMUNITY = "community", "Community"
    INDUSTRY = "industry", "Industry"
    ACADEMIA = "academia", "Academia"
    PUBLIC = "public", "Public sector"


class MemberRole(models.TextChoices):
    MEMBER = "member", "Member"
    EDITOR = "editor", "Provider editor"
    ADMINISTRATOR = "administrator", "Organisation administrator"
    RESPONDER = "responder", "Responder"
    FRONTLINE = "frontline", "Frontline worker"
    MODERATOR = "moderator", "Moderator"
    COUNCILLOR = "councillor", "Councillor"
