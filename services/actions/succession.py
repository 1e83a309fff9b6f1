"""Services when an area or a provider gives way to another."""

from services.actions.cards import refresh
from services.models import Service

CHUNK = 500


def take_over_area(old, heirs, *, at):
    """What was delivered in the old district is delivered in its heirs; where it came from stays on its own row."""
    new = {heir.slug for heir in heirs}
    services = Service.objects.filter(district_slugs__contains=[old.slug])
    services = list(services.only("pk", "district_slugs").order_by("pk"))
    for service in services:
        service.district_slugs = sorted({*service.district_slugs, *new} - {old.slug})
    Service.objects.bulk_update(services, ["district_slugs"], batch_size=CHUNK)


def take_over_provider(old, heirs, *, at):
    """The body with the largest share runs what the old one ran."""
    for service in Service.objects.filter(organisation=old).order_by("pk"):
        service.organisation = heirs[0]
        refresh(service, at=at, also=["organisation"])
