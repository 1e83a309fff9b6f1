from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ideas.models import Idea
from services.models import Category, Service
from smartcounty.common.caching import reading_page
from smartcounty.notifications import actions as notifications
from smartcounty.pages.views.cards import service_cards
from smartcounty.places.models import Topic

SHOWN = 6


@require_GET
@reading_page
def topic(request, slug):
    """A theme with the best of its services and the liveliest of its ideas, and the way to all of them."""
    at = timezone.now()
    found = get_object_or_404(Topic.objects.all(), slug=slug)
    slugs = Category.objects.filter(topic=found).by_name().values_list("slug", flat=True)
    slugs = list(slugs)
    services = Service.objects.listed().filter(Service.objects.is_of(slugs))
    best = services.order_by("is_demoted", "-rating_ranked", "name_key", "pk")
    ideas = Idea.objects.public().filter(topic=found)
    lively = ideas.order_by("-last_activity_at", "-pk").for_cards()
    context = {
        "topic": found,
        "service_count": services.count() if slugs else 0,
        "services": service_cards(best.for_cards().with_opening(at)[:SHOWN], at),
        "all_services": _all("services:list", [("category", name) for name in slugs]),
        "idea_count": ideas.count(),
        "ideas": lively[:SHOWN],
        "all_ideas": _all("ideas:list", [("topic", found.slug)]),
        "today": timezone.localdate(at),
        "following": notifications.follows(request.user, "topic", found.pk),
    }
    return render(request, "pages/topic.html", context)


def _all(name, query):
    return f"{reverse(name)}?{urlencode(query)}"
