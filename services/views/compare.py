from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from services.forms import AddForm
from services.models import Service, ServiceLocation
from services.rules import compare, hours, page, ratings, slugs
from services.views.lists import opening_words
from smartcounty.common.caching import reading_page

MOST_OFFERED = 8


@dataclass(frozen=True)
class Column:
    """What the table tells of one service."""

    service: Service
    opening: tuple
    glance: dict
    tables: list
    places: list
    desks: list
    languages: list
    prices: list
    basis: str
    without_url: str


@dataclass(frozen=True)
class Choice:
    """What the address asks for: what stands side by side, what does not fit, what is not here."""

    services: list
    left_over: list = field(default_factory=list)
    gone: int = 0

    @property
    def slugs(self):
        return [service.slug for service in self.services]


@require_GET
@reading_page
def service_compare(request):
    """Up to four services side by side; the address says which, so that it can be sent to somebody."""
    at = timezone.now()
    wanted, too_many = compare.asked(request.GET.getlist("service"))
    choice = _chosen(request.user, wanted, too_many, at)
    form = AddForm(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    context = {
        "form": form,
        "choice": choice,
        "columns": [_column(service, choice, at) for service in choice.services],
        "least": settings.REVIEWS_FOR_A_SCORE,
        "most": compare.MOST_COMPARED,
        "has_room": len(choice.services) < compare.MOST_COMPARED,
        "text": text,
        "offers": _offers(request.user, choice, text),
    }
    return render(request, "services/service_compare.html", context)


def _chosen(user, wanted, too_many, at):
    """A service that moved is found at its new address; one that went is counted, not named."""
    visible = Service.objects.visible_to(user)
    rows = {row.slug: row for row in _for_columns(visible.filter(slug__in=wanted), at)}
    lost = [slug for slug in wanted if slug not in rows]
    if lost:
        moved = dict(
            visible.filter(old_slugs__slug__in=lost).values_list("old_slugs__slug", "slug")
        )
        again = _for_columns(visible.filter(slug__in=set(moved.values()) - set(rows)), at)
        rows |= {row.slug: row for row in again}
        wanted = list(dict.fromkeys(moved.get(slug, slug) for slug in wanted))
    found = [rows[slug] for slug in wanted if slug in rows]
    names = visible.filter(slug__in=too_many[:MOST_OFFERED]).order_by("name_key", "pk")
    return Choice(
        services=found,
        left_over=list(names.only("name", "slug")) if too_many else [],
        gone=len(wanted) - len(found),
    )


def _for_columns(services, at):
    places = ServiceLocation.objects.select_related("location").order_by("position", "pk")
    return (
        services.for_page()
        .with_opening(at)
        .prefetch_related(
            "schedules",
            Prefetch("place_links", queryset=places),
            "place_links__location__access_facts",
        )
    )


def _column(service, choice, at):
    today = timezone.localdate(at)
    schedules, places = list(service.schedules.all()), _places(service)
    opening = opening_words(service, at, schedules=schedules)
    shown = [page.place(place, service) for place in places]
    named = [(place.pk, told.name) for place, told in zip(places, shown, strict=True)]
    tables = hours.tables(schedules, named, today) if service.has_hours else []
    answers = page.glance(service, opening, shown, tables)
    return Column(
        service=service,
        opening=opening,
        glance=dict(zip(("when", "where", "cost", "whom"), answers, strict=True)),
        tables=tables,
        places=shown,
        desks=page.desks(service),
        languages=page.languages(service),
        prices=page.prices(service),
        basis=ratings.basis(service.rating_count, service.rating_sum_w),
        without_url=address([slug for slug in choice.slugs if slug != service.slug]),
    )


def _places(service):
    places = [link.location for link in service.place_links.all()]
    for place in places:
        facts = sorted(place.access_facts.all(), key=lambda fact: (fact.position, fact.pk))
        place.fact_list = [{"text": fact.text, "details": fact.details} for fact in facts]
    return places


def _offers(user, choice, text):
    """Services whose names are like what was typed, each with the address of the table with it."""
    if not text or len(choice.services) >= compare.MOST_COMPARED:
        return []
    key = slugs.sort_key(text)
    found = Service.objects.visible_to(user).listed().sounding_like(key).with_likeness(key)
    found = found.exclude(slug__in=choice.slugs).order_by("-score", "name_key", "pk")
    return [
        (service, address([*choice.slugs, service.slug]))
        for service in found.only("name", "slug", "town")[:MOST_OFFERED]
    ]


def address(slugs):
    """The address of the table of these services."""
    query = urlencode([("service", slug) for slug in slugs])
    return f"{reverse('services:compare')}?{query}" if query else reverse("services:compare")
