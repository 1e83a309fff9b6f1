from django.db import models
from django.db.models import F, Q

from services.models.services import Service


class Contact(models.Model):
    """Somebody or some desk to ask, by role rather than by name."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120, blank=True)
    title = models.CharField("role", max_length=120, blank=True)
    email = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return self.title or self.name or "Contact"


class Phone(models.Model):
    """A telephone number of a service, perhaps of one contact, written as its provider writes it."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="phones")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="phones"
    )
    number = models.CharField(max_length=40)
    description = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return self.number


class CostOption(models.Model):
    """One thing a service may cost, in pounds; free is 0, and no amount means that the words tell it."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="costs")
    option = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    description = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cost_not_negative", condition=Q(amount=None) | Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="cost_says_something",
                condition=~Q(option="") | ~Q(description="") | Q(amount__isnull=False),
            ),
            models.CheckConstraint(
                name="cost_valid_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self):
        return self.option or self.description or f"£{self.amount}"


class Language(models.Model):
    """A language that a service is offered in besides English."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="languages")
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "name"], name="language_once"),
        ]

    def __str__(self):
        return self.name
