import math
from datetime import timedelta

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import BooleanField, Case, F, Func, Q, Value, When
from django.db.models.functions import ASin, Cast, Coalesce, Cos, Least, Power, Radians, Sin, Sqrt

from services.choices import Sort
from smartcounty.places.rules import EARTH_RADIUS_MILES, bounding_box

# What text is worth by where it stands: name (A), keywords and summary (B), description (C); D is not used.
WEIGHTS = [0.1, 0.2, 0.4, 1.0]
DEMOTED_WORTH = 0.7
HALF_WORTH_MILES = 10


class ServiceQuerySet(models.QuerySet):
    def public(self):
        """Those with a page: published, neither hidden nor removed. Closed ones keep theirs, with a notice."""
        return self.filter(published_at__isnull=False, hidden_at=None, removed_at=None)

    def visible_to(self, user):
        """The same for everybody: nobody owns a service."""
        return self.public()

    def listed(self):
        """Those in lists, counts, search, feeds and the sitemap."""
        return self.filter(is_listed=True)

    def open_at(self, at):
        return self.filter(self.is_open(at))

    def is_open(self, at):
        """The condition alone, so that a count can use it too."""
        intervals = self.model.openings.rel.related_model.objects
        return Q(pk__in=intervals.open_at(at).values("service"))

    def of_categories(self, slugs):
        return self.filter(self.is_of(slugs))

    def is_of(self, slugs):
        links = self.model.category_links.rel.related_model.objects
        return Q(pk__in=links.filter(category__slug__in=slugs).values("service"))

    def delivered_in(self, slugs):
        """Delivered in any of these districts; what is delivered in the whole county counts in each."""
        return self.filter(Q(is_county_wide=True) | Q(district_slugs__overlap=list(slugs)))

    def matching(self, *texts):
        """Full text in the words of a web search: any of the texts; names outrank all else, see `score`."""
        query = _query(texts[0])
        for text in texts[1:]:
            query |= _query(text)
        return self.filter(search=query).annotate(score=_score(query))

    def sounding_like(self, key):
        """Names that hold something like these words, for text that nothing else finds."""
        return self.filter(name_key__trigram_word_similar=key).annotate(
            score=Func(Value(key), F("name_key"), function="word_similarity")
        )

    def with_miles_from(self, latitude, longitude):
        """Great-circle distance; none where the place of a service is not known."""
        return self.annotate(miles=_haversine(latitude, longitude))

    def within(self, miles, latitude, longitude):
        """By a box on the index, then by distance; needs `with_miles_from`."""
        south, north, west, east = bounding_box(latitude, longitude, miles)
        return self.filter(
            latitude__range=(south, north), longitude__range=(west, east), miles__lte=miles
        )

    def in_order(self, sort, *, scored=False, placed=False):
        """Best first by one of `Sort`. Each order is total, so that pages neither repeat nor skip."""
        return self.order_by(*_order(sort, scored=scored, placed=placed), "name_key", "pk")

    def for_cards(self):
        """All that a list shows comes from the row; the rest only if its stored card is out of date."""
        return self.select_related("organisation", "lead_category").defer(
            "raw", "search", "description", "eligibility", "access", "keywords"
        )

    def for_page(self):
        return self.select_related("organisation", "lead_category", "lead_category__topic").defer(
            "raw", "search", "card_html", "keywords"
        )

    def for_sitemap(self):
        return self.listed().order_by("pk").only("slug", "updated_at")

    def with_openings_before(self, day):
        """Those whose opening intervals do not reach to this day, with their schedules."""
        return (
            self.filter(Q(openings_until=None) | Q(openings_until__lt=day))
            .prefetch_related("schedules")
            .order_by("pk")
        )

    def with_old_cards(self, current):
        """Those whose stored card was made by another template than the one with this hash."""
        return self.exclude(card_hash=current)


class OpeningQuerySet(models.QuerySet):
    def open_at(self, at):
        """One range of the index: nightly rebuilding leaves few intervals that began before now."""
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def current_or_next(self, services, *, at, days=8):
        """For each service the interval that runs now, else the next within so many days."""
        return (
            self.filter(
                service__in=services, closes_at__gt=at, opens_at__lt=at + timedelta(days=days)
            )
            .order_by("service", "opens_at")
            .distinct("service")
        )


class CategoryQuerySet(models.QuerySet):
    def by_name(self):
        return self.order_by("name", "pk")

    def known_as(self, *, uri="", taxonomy="", term="", name=""):
        """The same term by its URI, else by taxonomy and term, else by name, of those without a stronger key."""
        if uri:
            return self.filter(uri=uri)
        if taxonomy and term:
            return self.filter(taxonomy=taxonomy, term=term)
        return self.filter(name__iexact=name, uri="", term="")


class LocationQuerySet(models.QuerySet):
    def for_service(self, service):
        return (
            self.filter(service_links__service=service)
            .prefetch_related("access_facts")
            .order_by("service_links__position", "pk")
        )


class WordQuerySet(models.QuerySet):
    def like(self, word):
        """Known words that share enough three-letter pieces with this one, the nearest first."""
        return (
            self.filter(text__trigram_similar=word)
            .annotate(likeness=Func(Value(word), F("text"), function="similarity"))
            .order_by("-likeness", "-uses", "text")
        )


def _query(text):
    return SearchQuery(text, config="county", search_type="websearch")


def _score(query):
    """Whole matches in the name come first whatever the rest says; long unconfirmed entries count for less."""
    in_name = Case(
        When(
            _Matches(
                Func(
                    F("search"),
                    Value("{a}"),
                    function="ts_filter",
                    template="%(function)s(%(expressions)s)",
                ),
                query,
            ),
            then=Value(1.0),
        ),
        default=Value(0.0),
    )
    worth = Case(When(is_demoted=True, then=Value(DEMOTED_WORTH)), default=Value(1.0))
    return (in_name + SearchRank(F("search"), query, weights=WEIGHTS)) * worth


class _Matches(Func):
    """`vector @@ query` as a value."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def _order(sort, *, scored, placed):
    miles = F("miles").asc(nulls_last=True)
    best = F("rating_ranked").desc()
    if sort == Sort.DISTANCE and placed:
        return [miles]
    if sort == Sort.RATING:
        return [best]
    if sort == Sort.NEWEST:
        return [F("published_at").desc()]
    if sort == Sort.NAME:
        return []
    if scored and placed:
        nearness = HALF_WORTH_MILES / (HALF_WORTH_MILES + Coalesce("miles", Value(100.0)))
        return [(F("score") * nearness).desc()]
    if scored:
        return [F("score").desc(), best]
    if placed:
        return [F("is_demoted").asc(), miles]
    return [F("is_demoted").asc(), best]


def _haversine(latitude, longitude):
    here = math.radians(latitude)
    half = Power(Sin(Radians(F("latitude") - latitude) / 2), 2) + math.cos(here) * Cos(
        Radians("latitude")
    ) * Power(Sin(Radians(F("longitude") - longitude) / 2), 2)
    root = Sqrt(Least(Cast(half, models.FloatField()), Value(1.0)))
    return 2 * EARTH_RADIUS_MILES * ASin(root)
