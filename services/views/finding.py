from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from services.filters import Asked, ServiceFilter
from services.models import Service
from services.views.lists import card_of
from smartcounty.common.registry import NOTHING, Found


def found_services(words, request, *, start, size):
    """For the one search: what the list of services would give first for this text."""
    if words.chosen("status"):
        return NOTHING  # that is for ideas
    at = timezone.now()
    services = Service.objects.visible_to(request.user)
    found = ServiceFilter(Asked.read(words.params, text=words.text), services=services, at=at)
    if found.is_too_common:
        return NOTHING
    if not found.total:
        return Found(0, [], meant=found.meant)
    rows = found.results.for_cards().with_opening(at)[start : start + size]
    url = f"{reverse('services:list')}?{urlencode([('q', words.text), *words.narrowing])}"
    return Found(found.total, [card_of(row, at) for row in rows], url, found.meant)
