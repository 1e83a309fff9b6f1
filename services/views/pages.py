from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from services.models import Location, Service
from services.rules import hours, page, ratings
from services.views.lists import closed_words, opening_words
from smartcounty.common.caching import reading_page
from smartcounty.common.registry import panels
from smartcounty.common.responses import gone
from smartcounty.moderation.choices import ReasonCode
from smartcounty.notifications import actions as notifications


@require_GET
@reading_page
def service_detail(request, slug):
    at = timezone.now()
    services = Service.objects.visible_to(request.user)
    service = services.for_page().with_opening(at).filter(slug=slug).first()
    if service is None:
        return _elsewhere(request, slug)

    today = timezone.localdate(at)
    schedules = list(service.schedules.all())
    opening = opening_words(service, at)
    days = hours.week(schedules, today) if service.has_hours else []
    places = [page.place(place, service) for place in Location.objects.for_service(service)]
    desks = page.desks(service)
    context = {
        "service": service,
        "closed": closed_words(service, at),
        "basis": ratings.basis(service.rating_count, service.rating_sum_w),
        "least": settings.REVIEWS_FOR_A_SCORE,
        "glance": page.glance(service, opening, places, days),
        "about": page.about(service),
        "languages": page.languages(service),
        "days": days,
        "hours_notes": hours.notes(schedules, today),
        "places": places,
        "desks": desks,
        "phone": next((phone for desk in desks for phone in desk["phones"]), None),
        "costs": page.costs(service),
        "areas": page.areas(service),
        "following": notifications.follows(request.user, "service", service.pk),
        "panels": panels("services.service", service, request),
        "side_panels": panels("services.service.side", service, request),
    }
    return render(request, "services/service_detail.html", context)


def _elsewhere(request, slug):
    """Where it went: to another address, or away, which its page says for good; else there never was one."""
    moved = Service.objects.public().filter(old_slugs__slug=slug).first()
    if moved:
        return redirect(moved, permanent=True)
    removed = Service.objects.removed().filter(slug=slug).first()
    if removed is None:
        raise Http404("No such service")
    reason = ReasonCode(removed.removed_because).label.lower()
    return gone(request, title="This service", reason=f"of this: {reason}", at=removed.removed_at)
