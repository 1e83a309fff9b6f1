from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hubs.models import Hub
from ideas.models import Idea
from services.models import Service
from smartcounty.common.caching import reading_page
from smartcounty.notifications import actions as notifications
from smartcounty.pages.views.cards import service_cards
from smartcounty.places import actions
from smartcounty.places.forms import PlaceForm
from smartcounty.places.models import Area, Locality, Organisation
from smartcounty.places.rules import METRES_A_MILE

SHOWN = 6
NEAREST = 5


@require_GET
@reading_page
def places(request):
    """Where is this? A postcode, town or village, with its district and what is near; or which one is meant."""
    form = PlaceForm(request.GET)
    form.is_valid()
    place = form.place
    near = actions.nearest_towns(place.latitude, place.longitude) if place else []
    others = actions.places_named(form.cleaned_data["q"]) if place and not place.exact else []
    context = {
        "form": form,
        "place": place,
        "near": [
            (town, miles * METRES_A_MILE) for town, miles in near if town.label != place.label
        ][:NEAREST],
        "others": [town for town in others if town.label != place.label],
        "districts": Area.objects.on(timezone.localdate()).districts().by_name(),
    }
    return render(request, "pages/places.html", context)


@require_GET
@reading_page
def area(request, slug):
    """A district with all that is in it. One that ended leads to what took over from it."""
    at = timezone.now()
    today = timezone.localdate(at)
    found = get_object_or_404(Area.objects.districts(), slug=slug)
    same = Area.objects.filter(pk=found.pk)
    if found.has_ended(today):
        heirs = list(same.successors_on(today).by_name())
        if len(heirs) == 1:
            return redirect("pages:area", heirs[0].slug, permanent=True)
        return render(request, "pages/area_ended.html", {"area": found, "heirs": heirs})
    whole = list(same.with_origins().by_name())
    context = {
        "area": found,
        "following": notifications.follows(request.user, "area", found.pk),
        "bodies": Organisation.objects.on(today).filter(is_responding_body=True).by_name(),
        "origins": [one for one in whole if one != found],
        "heirs": [row.successor for row in found.successions.select_related("successor")],
        "today": today,
    }
    slugs = [one.slug for one in whole]
    return render(request, "pages/area.html", context | _inside(request.user, slugs, at))


def _inside(user, slugs, at):
    """What the county and its people have there, what stands under a former area included."""
    services = Service.objects.listed().filter(Service.objects.is_delivered_in(slugs))
    best = services.order_by("is_demoted", "-rating_ranked", "name_key", "pk")
    ideas = Idea.objects.public().filter(area__slug__in=slugs)
    return {
        "towns": Locality.objects.towns().filter(area__slug__in=slugs).by_name(),
        "service_count": services.count(),
        "services": service_cards(best.for_cards().with_opening(at)[:SHOWN], at),
        "idea_count": ideas.count(),
        "ideas": ideas.order_by("-last_activity_at", "-pk").for_cards()[:SHOWN],
        "hubs": Hub.objects.visible_to(user).in_areas(slugs).by_name(),
    }
