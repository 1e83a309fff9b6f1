from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from services.querysets import WordQuerySet


class Word(models.Model):
    """Read model: a word that listed services use, so that a misspelt one can be put right."""

    text = models.CharField(max_length=60, primary_key=True)
    uses = models.PositiveIntegerField()

    objects = WordQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="word_trigram"),
        ]

    def __str__(self):
        return self.text


class Synonym(models.Model):
    """What people say, and the words that services use for it. Staff add to them; search reads them."""

    said = models.CharField(
        "people say",
        max_length=60,
        unique=True,
        help_text="A word or a short phrase, such as chemist or flu jab.",
    )
    meanings = models.TextField(
        "look for",
        max_length=400,
        help_text="Words that services use for it, with commas between them. At most eight count.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="synonym_says_something", condition=~Q(said="") & ~Q(meanings="")
            ),
        ]

    def __str__(self):
        return self.said
