from django.conf import settings
from django.db import models
from django.db.models import F, Q

from services.models.services import Service
from services.querysets import SavedServiceQuerySet
from services.rules.together import LEAST_PEOPLE


class SavedService(models.Model):
    """That a person keeps a service on their own list, which nobody else sees."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_services"
    )
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="saves")
    saved_at = models.DateTimeField()

    objects = SavedServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "service"], name="service_saved_once"),
        ]

    def __str__(self):
        return f"{self.service}"


class AlsoUsed(models.Model):
    """Read model of each night: what people who used a service used besides. Never from fewer than ten people."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="also_used")
    other = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "also used"
        constraints = [
            models.UniqueConstraint(fields=["service", "other"], name="also_used_once"),
            models.CheckConstraint(
                name="also_used_by_enough_people", condition=Q(people__gte=LEAST_PEOPLE)
            ),
            models.CheckConstraint(name="also_used_another", condition=~Q(service=F("other"))),
        ]

    def __str__(self):
        return f"{self.service} and {self.other}"
