from django.db import models


class Kind(models.TextChoices):
    PROBLEM = "problem", "Problem with the site"
    ACCESSIBILITY = "accessibility", "Accessibility problem"
    CONTACT = "contact", "Message"
    COMPLAINT = "complaint", "Complaint"
    DATA_PROTECTION = "data_protection", "Data protection complaint"


# How long an answer may take, as the pages promise. Data protection counts every day, the others working days.
WORKING_DAYS = {
    Kind.PROBLEM: 5,
    Kind.ACCESSIBILITY: 5,
    Kind.CONTACT: 5,
    Kind.COMPLAINT: 10,
}
DATA_PROTECTION_DAYS = 30

# The pages of plain words: the name of each, which is its template's too, and its address.
TEXT = {
    "how_it_works": "how-it-works/",
    "community_rules": "community-rules/",
    "reviews_policy": "reviews-policy/",
    "about": "about/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "cookies": "cookies/",
    "contact": "contact/",
    "complaints": "complaints/",
    "security": "security/",
}
