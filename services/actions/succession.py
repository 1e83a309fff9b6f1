"""Services when an area or a provider gives way to another."""

from celery import current_app
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

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
    """The body with the largest share runs what the old one ran; its services are found by either name.

    Nothing else of them changes, so that thousands are taken over within the time that a task has. Their cards are
    drawn after that, and until then whenever one is shown.
    """
    heir = heirs[0]
    known_by = Concat(F("keywords"), Value(f" {heir.name}"))
    if Service.objects.filter(organisation=old).update(
        organisation=heir, keywords=known_by, card_hash=""
    ):
        transaction.on_commit(_draw_cards, robust=True)


def _draw_cards():
    """Soon; if this is lost, in the night."""
    current_app.send_task("services.rebuild_cards", retry=False)
