from django.contrib.postgres.indexes import GinIndex
from django.db import models

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
