from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from services.choices import KEPT_LIST
from services.models import Location, Service
from services.rules import hours, linked, page, ratings
from services.views.lists import closed_words, opening_words
from smartcounty.common.caching import reading_page
from smartcounty.common.parts import Frame, framed
from smartcounty.common.registry import drawn
from smartcounty.common.responses import gone
from smartcounty.moderation.choices import ReasonCode


@require_GET
@reading_page
def service_detail(request, slug):
    at = timezone.now()
    sign = Service.objects.sign_of(slug, at=at, user=request.user)
    if sign is None:
        return _elsewhere(request, slug)
    sign.is_saved = sign.is_saved or sign.pk in _kept(request)
    opening = opening_words(sign, at)
    figures = (sign.rating_shown, sign.rating_count, sign.rating_sum_w)
    state = (slug, sign.is_followed, sign.is_saved, timezone.localdate(at), opening, figures)
    page = framed(
        request,
        "services/service_detail.html",
        "services.page",
        state,
        lambda: _frame(request, sign, at),
        holes=["panels", "side_panels"],
    )
    response = page.filled(
        panels=drawn("services.service", sign, request),
        side_panels=drawn("services.service.side", sign, request),
    )
    if sign.is_saved:  # told to this browser alone, signed in or not
        patch_cache_control(response, private=True, no_store=True)
    return response


def _kept(request):
    """The list in the session of somebody signed out, who has none before something is saved."""
    return () if request.user.is_authenticated else request.session.get(KEPT_LIST, ())


def _frame(request, sign, at):
    service = _find(request, sign.slug, at)
    if service is None:
        raise Http404("Gone a moment ago")
    told, locations = _told(service, at)
    address = settings.SITE_URL + service.get_absolute_url()
    schedules = service.schedules.all()
    linked_data = linked.service(service, url=address, locations=locations, schedules=schedules)
    context = {**told, "linked": linked_data, "sign": sign}
    return Frame(
        title=f"{service.name}, {service.town}" if service.town else service.name,
        is_for_search_engines=service.is_listed,
        head=render_to_string("services/_page_head.html", context, request),
        top=render_to_string("services/_page_body.html", context, request),
    )


@require_GET
@reading_page
def service_print(request, slug):
    """What one needs on paper to get there: no reviews, no pictures but the square for a camera."""
    at = timezone.now()
    service = _find(request, slug, at)
    if service is None:
        return _elsewhere(request, slug)
    told, _ = _told(service, at)
    return render(
        request,
        "services/service_print.html",
        {**told, "prices": page.prices(service), "printed_on": at},
    )


def _find(request, slug, at):
    services = Service.objects.visible_to(request.user).filter(slug=slug)
    return services.for_page().with_opening(at).prefetch_related("schedules").first()


def _told(service, at):
    """What the page says of the service itself, and its places as rows."""
    today = timezone.localdate(at)
    schedules = list(service.schedules.all())
    opening = opening_words(service, at, schedules=schedules)
    locations = list(Location.objects.for_service(service))
    places = [page.place(location, service) for location in locations]
    named = [(row.pk, told.name) for row, told in zip(locations, places, strict=True)]
    tables = hours.tables(schedules, named, today) if service.has_hours else []
    desks = page.desks(service)
    told = {
        "service": service,
        "closed": closed_words(service, at),
        "basis": ratings.basis(service.rating_count, service.rating_sum_w),
        "least": settings.REVIEWS_FOR_A_SCORE,
        "glance": page.glance(service, opening, places, tables),
        "about": page.about(service),
        "languages": page.languages(service),
        "tables": tables,
        "hours_notes": hours.notes(schedules, today),
        "places": places,
        "desks": desks,
        "phone": next((phone for desk in desks for phone in desk["phones"]), None),
        "costs": page.costs(service),
        "areas": page.areas(service),
    }
    return told, locations


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
