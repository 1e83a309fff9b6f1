"""Checks of new passwords beside Django's: a limit, and no name of the place with a year behind it."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError

GUESSED_FIRST = ("password", "passwort", "letmein", "welcome", "qwerty", "council", "county")
LEAST_OF_ITS_OWN = 8


class MaximumLengthValidator:
    """A limit far above any sentence, so that hashing cannot be made to take for ever."""

    def __init__(self, most=128):
        self.most = most

    def validate(self, password, user=None):
        if len(password) > self.most:
            raise ValidationError(f"Use {self.most} characters or fewer", code="password_too_long")

    def get_help_text(self):
        return f"Use {self.most} characters or fewer."


class ContextWordsValidator:
    """Without the words that everybody tries here first, enough must be left to be hard to guess."""

    def validate(self, password, user=None):
        rest = password.lower()
        for word in (*_names(), *GUESSED_FIRST):
            rest = rest.replace(word, "")
        own = re.sub(r"[\W_]|(19|20)\d\d", "", rest)
        if rest != password.lower() and len(own) < LEAST_OF_ITS_OWN:
            raise ValidationError(
                "That is easy to guess here. Add words that have nothing to do with this site",
                code="password_of_context",
            )

    def get_help_text(self):
        return "Do not build it from the name of the county or of this site."


def _names():
    """The words of the site's own name, longest first, so that no shorter one leaves a piece behind."""
    county = settings.COUNTY
    words = re.findall(r"\w{4,}", f"{county['name']} {county['what']} {county['operator']}".lower())
    return sorted(set(words), key=len, reverse=True)
