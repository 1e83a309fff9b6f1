from django.db import models


class ReferenceCounter(models.Model):
    """The last serial given out for a letter and year; the row is locked while the next is taken."""

    letter = models.CharField(max_length=1)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "year"], name="reference_counter_once"),
        ]

    def __str__(self):
        return f"{self.letter}-{self.year}-{self.last:04d}"


class Generation(models.Model):
    """A number for the page cache's keys; bumping it in the transaction that hides something empties the cache."""

    name = models.CharField(max_length=20, unique=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return f"{self.name} {self.number}"
