"""Services as points of a map: those of the list, under the same address parameters."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from services.filters import Asked, ServiceFilter
from services.forms import SearchForm
from services.models import Service
from smartcounty.common.caching import reading_page
from smartcounty.common.crawlers import not_endlessly
from smartcounty.common.maps import MOST_POINTS, points_answer


@require_GET
@reading_page
@not_endlessly
def service_points(request):
    """What has no known place, or keeps its address to itself, is in the list alone."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = Asked.read(request.GET, text=form.cleaned_data.get("q", ""), place=form.place)
    services = Service.objects.visible_to(request.user)
    found = ServiceFilter(asked, services=services, at=timezone.now())
    rows = found.results.on_map().values_list("name", "town", "slug", "latitude", "longitude")
    points = [
        (name, town, reverse("services:detail", args=[slug]), *point)
        for name, town, slug, *point in rows[:MOST_POINTS]
    ]
    return points_answer(points, total=found.total)
