"""The read model of lists: what a card and the search need stands on the service's own row.

Promises: `refresh` may run at any time, any number of times; a card never holds what depends on time, place or person.
"""

import hashlib
import time as clock
from functools import cache
from math import inf

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import mark_safe

from services.choices import RUNNING, Freshness
from services.models import AccessFact, Service
from services.rules import freshness, ratings, slugs, topics, traits, words
from smartcounty.common.page_cache import forget_pages
from smartcounty.common.templatetags.sc_tags import icon, sprite
from smartcounty.places.choices import AreaKind
from smartcounty.places.models import Area
from smartcounty.places.rules import outward_of

CARD = "services/_card.html"
PARTS = [CARD, "services/_fresh.html", "components/rating.html"]
LIVE = "<!--live-->"
BLURRED_DECIMALS = 2
CHUNK, BATCH = 500, 100
TRAITS_FROM = ["costs", "languages", "place_links__location__access_facts"]
READ_MODEL = [
    "name_key",
    "keywords",
    "town",
    "postcode",
    "latitude",
    "longitude",
    "district_slugs",
    "is_county_wide",
    "lead_category",
    "cost_words",
    "access_words",
    "traits",
    "freshness",
    "is_listed",
    "card_html",
    "card_hash",
]


def refresh(service, *, at, also=()):
    """Write the whole read model anew from the service's own rows, and other columns that the caller has set."""
    links = list(
        service.category_links.select_related("category__topic").order_by("position", "pk")
    )
    categories = [link.category for link in links]
    service.name_key = slugs.sort_key(service.name)[:200]
    service.lead_category = categories[0] if categories else None
    costs = list(service.costs.order_by("position", "pk"))
    service.cost_words = words.cost(costs)[:80]
    areas = list(service.area_links.select_related("area__parent").order_by("pk"))
    _set_areas(service, areas, timezone.localdate(at))
    places = _places(service)
    address = _set_place(service, places[0] if places else None)
    service.traits = _traits(service, places, costs)
    service.keywords = _keywords(service, categories, areas, address)
    judge(service, on=timezone.localdate(at))
    service.card_html, service.card_hash = render_card(service), template_hash()
    service.save(update_fields=[*READ_MODEL, *also])
    forget_pages()


def refresh_card(service):
    """Draw the card again after one of the values it shows has changed."""
    service.save(update_fields=draw_card(service))


def draw_card(service):
    """The same without writing it; gives the names of the columns that the caller is to save with others."""
    service.card_html, service.card_hash = render_card(service), template_hash()
    return ["card_html", "card_hash"]


def rebuild_cards(*, everything=False, until=inf):
    """Draw the cards that another version of the template made, and what they are filtered by; gives how many.

    It stops at a moment of the monotonic clock, if one is given; what is left, the next call finds.
    """
    cards = Service.objects.order_by("pk").for_cards()
    if not everything:
        cards = cards.with_old_cards(template_hash())
    done = last = 0
    while clock.monotonic() < until and (chunk := _rebuild_chunk(cards.filter(pk__gt=last))):
        done, last = done + len(chunk), chunk[-1].pk
    return done


@transaction.atomic
def _rebuild_chunk(cards):
    """Locked while they are drawn, so that a review counted meanwhile is not painted over."""
    chunk = list(
        cards.select_for_update(of=("self",), no_key=True).prefetch_related(*TRAITS_FROM)[:CHUNK]
    )
    for service in chunk:
        service.card_html, service.card_hash = render_card(service), template_hash()
        places = [link.location for link in service.place_links.all()]
        service.traits = _traits(service, places, service.costs.all())
    Service.objects.bulk_update(chunk, ["card_html", "card_hash", "traits"], batch_size=BATCH)
    return chunk


def render_card(service):
    """The card as HTML, with a mark where what is true only now and here will stand."""
    context = {
        "service": service,
        "text": service.summary or words.first_sentence(service.description),
        "basis": ratings.basis(service.rating_count, service.rating_sum_w),
        "least": settings.REVIEWS_FOR_A_SCORE,
        "access_icon": words.access_icon(service.access_words),
    }
    return " ".join(get_template(CARD).render(context).split())


def card(service):
    """The two halves of the card, before and after what is true only now and here; one drawn anew if it is old."""
    html = service.card_html
    if service.card_hash != template_hash():
        html = render_card(Service.objects.for_cards().get(pk=service.pk))
    head, _, foot = html.partition(LIVE)
    # Safe: our own template drew it, with every value escaped.
    return mark_safe(head), mark_safe(foot)


def template_hash():
    """Changes when the card would be drawn otherwise: its templates, or how and where its drawings are."""
    return _hash(sprite()) if not settings.DEBUG else _hash.__wrapped__("")


@cache
def _hash(_drawings):
    sources = [get_template(name).template.source for name in PARTS]
    return hashlib.sha256("\n".join([icon("tick"), *sources]).encode()).hexdigest()


def judge(service, *, on):
    """Set how sure the entry is on a day, and with that whether it stands in lists."""
    service.freshness = freshness.state(
        on,
        verify_by=service.verify_by,
        confirmed=service.verified_at is not None,
        imported_on=service.imported_at and timezone.localdate(service.imported_at),
    )
    service.is_listed = (
        service.is_public and service.status in RUNNING and service.freshness != Freshness.UNLISTED
    )


def _set_areas(service, links, today):
    service.is_county_wide = any(link.is_county_wide for link in links)
    service.district_slugs = sorted(
        {slug for link in links if link.area for slug in _districts(link.area, today)}
    )


def _districts(area, today):
    """The slug of the district that an area is, or lies in; of those that took over from it, if it has ended."""
    while area and area.kind not in (AreaKind.DISTRICT, AreaKind.UNITARY):
        area = area.parent
    if area and area.has_ended(today):
        heirs = Area.objects.filter(pk=area.pk).successors_on(today)
        return list(heirs.values_list("slug", flat=True)) or [area.slug]
    return [area.slug] if area else []


def _places(service):
    """Its places in order, each with its access facts in order."""
    facts = AccessFact.objects.order_by("position", "pk")
    links = (
        service.place_links.select_related("location")
        .prefetch_related(Prefetch("location__access_facts", queryset=facts))
        .order_by("position", "pk")
    )
    return [link.location for link in links]


def _set_place(service, place):
    """Town, postcode and point of its first place; a masked one is known to its outward code and a mile or so.

    Gives the words of its address that it may be found by: many people know a surgery by its building.
    """
    facts = list(place.access_facts.all()) if place else []
    service.access_words = facts[0].text[:80] if facts else ""
    service.town = place.town if place else ""
    service.postcode = place.postcode if place else ""
    service.latitude = place.latitude if place else None
    service.longitude = place.longitude if place else None
    if place and service.mask_address:
        service.postcode = outward_of(place.postcode)
        if place.latitude is not None:
            service.latitude = round(place.latitude, BLURRED_DECIMALS)
            service.longitude = round(place.longitude, BLURRED_DECIMALS)
    return [place.name, place.address] if place and not service.mask_address else []


def _traits(service, places, costs):
    """With the access facts of all its places, masked or not: they tell nothing of where it is."""
    return traits.traits(
        costs=costs,
        languages=[language.name for language in service.languages.all()],
        access=[fact.text for place in places for fact in place.access_facts.all()],
        least=service.minimum_age,
        most=service.maximum_age,
    )


def _keywords(service, categories, areas, address):
    """What people may type that stands neither in the name nor in the description."""
    names = [category.name for category in categories]
    found = [
        *names,
        *(topics.also_called(name) for name in names),
        *(category.topic.name for category in categories if category.topic),
        service.organisation.name,
        *address,
        service.town,
        service.postcode,
        outward_of(service.postcode),
        *(link.name for link in areas),
    ]
    return " ".join(dict.fromkeys(filter(None, found)))
