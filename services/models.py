import uuid

from django.db import models

from smartcounty.places.models import Organisation


class Service(models.Model):
    """Something the county and its partners offer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="services"
    )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/services/{self.slug}/"
