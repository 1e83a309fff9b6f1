import math
from datetime import timedelta
from functools import reduce
from operator import and_, mul, or_

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, models
from django.db.models import BooleanField, Case, Count, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import (
    ASin,
    Cast,
    Coalesce,
    Cos,
    JSONObject,
    Least,
    Power,
    Radians,
    Sin,
    Sqrt,
)
from django.db.models.lookups import LessThanOrEqual

from services.choices import Sort
from smartcounty.places.rules import EARTH_RADIUS_MILES, bounding_box

# What text is worth by where it stands: name (A), keywords and summary (B), description (C); D is not used.
WEIGHTS = [0.1, 0.2, 0.4, 1.0]
DEMOTED_WORTH = 0.7
HALF_WORTH_MILES = 3
HOURS_UNKNOWN_WORTH, CLOSED_WORTH = 0.6, 0.25


class ServiceQuerySet(models.QuerySet):
    def public(self):
        """Those with a page: published, neither hidden nor removed. Closed ones keep theirs, with a notice."""
        return self.filter(published_at__isnull=False, hidden_at=None, removed_at=None)

    def removed(self):
        """Those whose page says when they went and why, and nothing else."""
        return self.filter(removed_at__isnull=False)

    def visible_to(self, user):
        """The same for everybody: nobody owns a service."""
        return self.public()

    def listed(self):
        """Those in lists, counts, search, feeds and the sitemap."""
        return self.filter(is_listed=True)

    def is_open(self, at):
        """A condition, so that a count can use it as well as a filter."""
        intervals = self.model.openings.rel.related_model.objects
        return Q(pk__in=intervals.open_at(at).values("service"))

    def is_of(self, slugs):
        """Of any of these categories."""
        links = self.model.category_links.rel.related_model.objects
        return Q(pk__in=links.filter(category__slug__in=slugs).values("service"))

    def is_delivered_in(self, slugs):
        """In any of these districts; what is delivered in the whole county counts in each."""
        return Q(is_county_wide=True) | Q(district_slugs__overlap=list(slugs))

    def is_within(self, miles, latitude, longitude):
        """By a box on the index, then by distance."""
        south, north, west, east = bounding_box(latitude, longitude, miles)
        near = LessThanOrEqual(_haversine(latitude, longitude), float(miles))
        return Q(latitude__range=(south, north), longitude__range=(west, east)) & Q(near)

    def open_at(self, at):
        return self.filter(self.is_open(at))

    def matching(self, *wishes, every=True):
        """Full text: those that fit any of the wishes, with every word of it or (`every=False`) with any."""
        return self.filter(search=_query(wishes, every))

    def with_score(self, *wishes, every=True):
        """How well the row matches, as `score`; names outrank all else, and long unconfirmed entries count for less.

        Also `found_in`: `name`, `kind` (keywords and summary) or `text`.
        """
        query = _query(wishes, every)
        score = _score(query, wishes[0].text)
        if not every:
            score += _score(_query(wishes), wishes[0].text)
        return self.annotate(score=score, found_in=_found_in(query))

    def with_openness(self, starts, ends):
        """1 where it opens between the two moments, less where that is not known, least where it does not."""
        intervals = self.model.openings.rel.related_model.objects
        is_open = Q(pk__in=intervals.open_between(starts, ends).values("service"))
        return self.annotate(
            openness=Case(
                When(is_open, then=Value(1.0)),
                When(has_hours=False, then=Value(HOURS_UNKNOWN_WORTH)),
                default=Value(CLOSED_WORTH),
            )
        )

    def sounding_like(self, key):
        """Names that hold something like these words, for text that nothing else finds."""
        return self.filter(name_key__trigram_word_similar=key)

    def with_likeness(self, key):
        return self.annotate(score=Func(Value(key), F("name_key"), function="word_similarity"))

    def with_miles_from(self, latitude, longitude):
        """Great-circle distance; none where the place of a service is not known."""
        return self.annotate(miles=_haversine(latitude, longitude))

    def by_category(self):
        """Rows of a facet: its name, a slug, the words for it, and how many services."""
        links = self.model.category_links.rel.related_model.objects
        return (
            links.filter(service__in=self.values("pk"))
            .values_list(Value("category"), "category__slug", "category__name")
            .annotate(number=Count("pk"))
        )

    def by_district(self):
        """The same without words, as the row knows the districts by slug alone."""
        slug = Func(F("district_slugs"), function="unnest", output_field=models.CharField())
        return (
            self.annotate(district=slug)
            .values_list(Value("area"), "district", Value(""))
            .annotate(number=Count("pk"))
        )

    def in_order(self, sort, *, scored=False, placed=False, timed=False):
        """Best first by one of `Sort`. Each order is total, so that pages neither repeat nor skip."""
        order = _order(sort, scored=scored, placed=placed, timed=timed)
        return self.order_by(*order, "name_key", "pk")

    def with_opening(self, at):
        """The interval that runs now or comes next, as `opening`."""
        intervals = self.model.openings.rel.related_model.objects
        return self.annotate(opening=Subquery(intervals.current_or_next(at=at)))

    def for_cards(self):
        """All that a list shows comes from the row; the rest only if its stored card is out of date."""
        return self.select_related("organisation", "lead_category").defer(
            "raw", "search", "eligibility", "access", "keywords"
        )

    def for_page(self):
        """With all that belongs to it, in the same question to the database, as lists of dictionaries."""
        belongings = {
            name: ArraySubquery(rows(self.model).values(row=JSONObject(**columns)))
            for name, (rows, columns) in BELONGINGS.items()
        }
        return (
            self.select_related("organisation", "lead_category", "lead_category__topic")
            .defer("raw", "search", "card_html", "keywords")
            .annotate(**belongings)
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


def _owned(relation, *order):
    """The rows of a relation that belong to the service of the outer query, in order."""

    def rows(model):
        related = getattr(model, relation).rel.related_model
        return related.objects.filter(service=OuterRef("pk")).order_by(*order, "pk")

    return rows


def _also_used(model):
    """What people who used the service of the outer query used besides, of what stands in lists."""
    return _owned("also_used", "position")(model).filter(other__is_listed=True)


# What a page shows of a service that stands in rows of their own: the name of the list, which rows, their columns.
BELONGINGS = {
    "category_list": (
        _owned("category_links", "position"),
        {"name": "category__name", "slug": "category__slug"},
    ),
    "area_list": (_owned("area_links"), {"name": "name", "is_county_wide": "is_county_wide"}),
    "contact_list": (
        _owned("contacts", "position"),
        {"pk": "pk", "name": "name", "title": "title", "email": "email"},
    ),
    "phone_list": (
        _owned("phones", "position"),
        {"contact": "contact", "number": "number", "description": "description"},
    ),
    "cost_list": (
        _owned("costs", "position"),
        {"option": "option", "amount": "amount", "description": "description"},
    ),
    "language_list": (_owned("languages", "name"), {"name": "name"}),
    "also_list": (
        _also_used,
        {"name": "other__name", "slug": "other__slug", "town": "other__town"},
    ),
}


class OpeningQuerySet(models.QuerySet):
    def open_at(self, at):
        """One range of the index: nightly rebuilding leaves few intervals that began before now."""
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def open_between(self, starts, ends):
        """At any moment of the time from the first to before the second."""
        return self.filter(opens_at__lt=ends, closes_at__gt=starts)

    def current_or_next(self, *, at, days=14):
        """For the service of the outer query: both ends of the interval that runs now, else of the next soon."""
        ends = Func(
            F("opens_at"),
            F("closes_at"),
            template="ARRAY[%(expressions)s]",
            output_field=ArrayField(models.DateTimeField()),
        )
        return (
            self.filter(
                service=OuterRef("pk"), closes_at__gt=at, opens_at__lt=at + timedelta(days=days)
            )
            .order_by("opens_at")
            .values(ends=ends)[:1]
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

    def options(self, slugs):
        """These categories as rows of a facet, none counted; see `ServiceQuerySet.by_category`."""
        return self.filter(slug__in=slugs).values_list(Value("category"), "slug", "name", Value(0))


class LocationQuerySet(models.QuerySet):
    def for_service(self, service):
        """Its places in order, each with `fact_list`."""
        facts = self.model.access_facts.rel.related_model.objects
        facts = facts.filter(location=OuterRef("pk")).order_by("position", "pk")
        row = JSONObject(text="text", details="details")
        return (
            self.filter(service_links__service=service)
            .annotate(fact_list=ArraySubquery(facts.values(row=row)))
            .order_by("service_links__position", "pk")
        )


class SavedServiceQuerySet(models.QuerySet):
    def of(self, user):
        """A person's own; nobody's for somebody signed out, whose list is in their session."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class WordQuerySet(models.QuerySet):
    def understand(self, text, words):
        """Whether search passes over every word of the text, as too common; and rows of word, known word, uses.

        The rows hold for each of the words the known ones that look most like it: by pieces of three letters, which
        few short words share, or by how they begin.
        """
        with connection.cursor() as cursor:
            cursor.execute(_UNDERSTAND, [text, words])
            rows = cursor.fetchall()
        return rows[0][0] == 0, [row[1:] for row in rows if row[2]]


_UNDERSTAND = """
    SELECT asked.nodes, given.word, near.text, near.uses
    FROM (SELECT numnode(websearch_to_tsquery('county', %s)) AS nodes) AS asked
    LEFT JOIN unnest(%s::text[]) AS given (word) ON true
    LEFT JOIN LATERAL (
        SELECT text, uses FROM services_word
        WHERE text %% given.word
            OR text LIKE left(given.word, 2) || '%%'
                AND length(text) BETWEEN length(given.word) - 1 AND length(given.word) + 1
        ORDER BY similarity(text, given.word) DESC, uses DESC, text LIMIT 20
    ) AS near ON true
"""


def _query(wishes, every=True):
    """Any of the wishes, each by its groups of words, or as it was typed in the words of a web search."""
    queries = [_joined(wish.groups, every) for wish in wishes if wish.groups]
    if wishes[0].place or not wishes[0].groups:
        queries.append(_typed(wishes[0].text))
    return reduce(or_, queries)


def _joined(groups, every):
    """One of each group; not `every`: of those that people have more words for, else of any.

    In `NHS dentist` it is the dentist who is needed.
    """
    words = [reduce(or_, map(_phrase, group)) for group in groups]
    if every:
        return reduce(and_, words)
    kinds = [query for query, group in zip(words, groups, strict=True) if len(group) > 1]
    return reduce(and_, kinds) if 0 < len(kinds) < len(groups) else reduce(or_, words)


def _typed(text):
    return SearchQuery(text, config="county", search_type="websearch")


def _phrase(text):
    return SearchQuery(text, config="county", search_type="phrase")


def _score(query, text):
    """A match in the name is worth more than any match elsewhere, and one as it was typed more than another word."""
    names = Func(F("search"), Value("{a}"), function="ts_filter")
    in_name = Case(When(_Matches(names, query), then=Value(1.0)), default=Value(0.0))
    as_typed = Case(When(_Matches(names, _typed(text)), then=Value(0.5)), default=Value(0.0))
    worth = Case(When(is_demoted=True, then=Value(DEMOTED_WORTH)), default=Value(1.0))
    return (in_name + as_typed + SearchRank(F("search"), query, weights=WEIGHTS)) * worth


def _found_in(query):
    names = Func(F("search"), Value("{a}"), function="ts_filter")
    upper = Func(F("search"), Value("{a,b}"), function="ts_filter")
    return Case(
        When(_Matches(names, query), then=Value("name")),
        When(_Matches(upper, query), then=Value("kind")),
        default=Value("text"),
    )


class _Matches(Func):
    """`vector @@ query` as a value."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def _order(sort, *, scored, placed, timed):
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
    worth = _worth(scored=scored, placed=placed, timed=timed)
    if worth is not None:
        return [worth.desc(), best]
    return [F("is_demoted").asc(), *([miles] if placed else [best])]


def _worth(*, scored, placed, timed):
    """The product of what the words, the way there and the hours are worth; None where only the place counts."""
    parts = [F("score")] if scored else []
    if placed and (scored or timed):
        away = Coalesce("miles", Value(100.0))
        parts.append(HALF_WORTH_MILES / (HALF_WORTH_MILES + away))
    if timed:
        parts.append(F("openness"))
    return reduce(mul, parts) * Value(1.0) if parts else None


def _haversine(latitude, longitude):
    here = math.radians(latitude)
    half = Power(Sin(Radians(F("latitude") - latitude) / 2), 2) + math.cos(here) * Cos(
        Radians("latitude")
    ) * Power(Sin(Radians(F("longitude") - longitude) / 2), 2)
    root = Sqrt(Least(Cast(half, models.FloatField()), Value(1.0)))
    return 2 * EARTH_RADIUS_MILES * ASin(root)
