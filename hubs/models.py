import uuid

from django.db import models

from smartcounty.places.models import Area, Organisation


class Hub(models.Model):
    """A working place where community, industry and academia meet."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hubs")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="hubs")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/hubs/{self.slug}/"
