from django.db import models

from hubs.models import Hub
from services.models import Service
from smartcounty.moderation.models import Moderated
from smartcounty.places.models import Area, Topic


class Idea(Moderated):
    """A proposal for one area and topic."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="ideas")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="ideas")
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    hub = models.ForeignKey(
        Hub, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/ideas/{self.slug}/"
