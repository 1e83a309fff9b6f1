"""Hubs as points of a map: those of the list, under the same address parameters."""

from django.urls import reverse
from django.views.decorators.http import require_GET

from hubs.filters import HubFilter
from hubs.models import Hub
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.maps import MOST_POINTS, points_answer


@require_GET
@reading_page
@not_endlessly
def hub_points(request):
    hubs = Hub.objects.visible_to(request.user).on_map()
    found = HubFilter(request.GET, queryset=hubs).qs.by_name()
    rows = found.values_list("name", "town", "slug", "latitude", "longitude")
    points = [
        (name, town, reverse("hubs:detail", args=[slug]), *point)
        for name, town, slug, *point in rows[: MOST_POINTS + 1]
    ]
    return points_answer(points, total=len(points))
