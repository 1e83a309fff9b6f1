from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models import Count, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.db.models.lookups import LessThanOrEqual

from services.choices import RUNNING, Freshness, Status
from services.querysets.others import SOON
from services.querysets.ranking import (
    any_word,
    found_in,
    haversine,
    order,
    score,
    text_query,
)
from smartcounty.places.rules import bounding_box


class CardRow(NamedTuple):
    """What a card in a list is made of. Twenty of them as models would cost as much as the question itself."""

    pk: int
    status: str
    closed_until: date | None
    has_hours: bool
    opening: list | None
    card_html: str
    card_hash: str

    @property
    def is_running(self):
        return self.status in RUNNING

    def get_status_display(self):
        return Status(self.status).label


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

    def is_about(self, slugs):
        """Of a category under any of these topics."""
        links = self.model.category_links.rel.related_model.objects
        return Q(pk__in=links.filter(category__topic__slug__in=slugs).values("service"))

    def is_delivered_in(self, slugs):
        """In any of these districts; what is delivered in the whole county counts in each."""
        return Q(is_county_wide=True) | Q(district_slugs__overlap=list(slugs))

    def has_traits(self, facet, values):
        """Any of these values of a facet; see `rules.traits`."""
        return Q(traits__overlap=[f"{facet}:{value}" for value in values])

    def is_confirmed(self):
        """By somebody, and not too long ago."""
        return Q(verified_at__isnull=False, freshness__in=[Freshness.CURRENT, Freshness.DUE])

    def is_open_between(self, starts, ends):
        intervals = self.model.openings.rel.related_model.objects
        return Q(pk__in=intervals.open_between(starts, ends).values("service"))

    def is_within(self, miles, latitude, longitude):
        """By a box on the index, then by distance."""
        south, north, west, east = bounding_box(latitude, longitude, miles)
        near = LessThanOrEqual(haversine(latitude, longitude), float(miles))
        return Q(latitude__range=(south, north), longitude__range=(west, east)) & Q(near)

    def open_at(self, at):
        return self.filter(self.is_open(at))

    def matching(self, *wishes, every=True):
        """Full text: those that fit any of the wishes, with every word of it or (`every=False`) with any."""
        return self.filter(search=text_query(wishes, every))

    def with_score(self, *wishes, every=True):
        """How well the row matches, as `score`; names outrank all else, and long unconfirmed entries count for less.

        Also `found_in`: `name`, `kind` (keywords and summary) or `text`.
        """
        query = text_query(wishes, every)
        worth = score(query, wishes[0].text)
        if not every:
            worth += score(text_query(wishes), wishes[0].text) + any_word(wishes)
        return self.annotate(score=worth, found_in=found_in(query))

    def sounding_like(self, key):
        """Names that hold something like these words, for text that nothing else finds."""
        return self.filter(name_key__trigram_word_similar=key)

    def names_begun(self, key, *, most):
        """Names of listed services that begin with the key, the best rated first; then those with a word that does.

        Of the first that turn up: while somebody types, a quick answer counts for more than the very best one.
        """
        inside = f"% {_literal(key)}%"
        with connection.cursor() as cursor:
            cursor.execute(_NAMES_BEGUN, [f"{_literal(key)}%", inside, f"{_literal(key)}%", most])
            return [name for (name,) in cursor.fetchall()]

    def with_likeness(self, key):
        return self.annotate(score=Func(Value(key), F("name_key"), function="word_similarity"))

    def with_miles_from(self, latitude, longitude):
        """Great-circle distance; none where the place of a service is not known."""
        return self.annotate(miles=haversine(latitude, longitude))

    def by_category(self):
        """Rows of a facet: its name, slugs, the words for them, and how many services have each of these."""
        return self._linked("category", "category", Count("*"))

    def by_topic(self):
        """The same of the topics above the categories, each service once."""
        return self._linked("topic", "category__topic", Count("service", distinct=True))

    def topics_counted(self):
        """For an array: the key of each topic, and how many of these services it has."""
        rows = self._links().annotate(topic=F("category__topic")).exclude(topic=None)
        rows = rows.values("topic").annotate(number=Count("service", distinct=True))
        return rows.values(row=JSONObject(topic="topic", number="number"))

    def by_district(self):
        """The same without words, as the row knows the districts by slug alone; see `_alike`."""
        return self._alike("area", "district_slugs")

    def by_trait(self, kind):
        """The same for all traits at once, marked with a kind of one's own."""
        return self._alike(kind, "traits")

    def _links(self):
        links = self.model.category_links.rel.related_model.objects
        return links.filter(service__in=self.values("pk")).order_by()

    def _linked(self, kind, field, number):
        """Counted by key, as keys are grouped in half the time of names, which are then looked up."""
        rows = self._links().annotate(key=F(field)).exclude(key=None).values("key")
        named = rows.model
        for name in field.split("__"):
            named = named._meta.get_field(name).related_model
        named = named.objects.filter(pk=OuterRef("key")).order_by()
        slugs, name = ArraySubquery(named.values("slug")), Subquery(named.values("name"))
        return rows.annotate(number=number).values_list(Value(kind), slugs, name, "number")

    def _alike(self, kind, column):
        """A row for all services with the same array: there are few, and taking each service's apart takes longer."""
        rows = self.values(column).annotate(number=Count("pk")).order_by()
        return rows.values_list(Value(kind), column, Value(""), "number")

    def in_order(self, sort, *, scored=False, placed=False, sure=False):
        """Best first by one of `Sort`. Each order is total, so that pages neither repeat nor skip.

        `sure`: for equal fit, those first whose hours are known.
        """
        by = order(sort, scored=scored, placed=placed, sure=sure)
        return self.order_by(*by, "name_key", "pk")

    def with_opening(self, at):
        """The interval that runs now or comes next, as `opening`."""
        intervals = self.model.openings.rel.related_model.objects
        return self.annotate(opening=Subquery(intervals.current_or_next(at=at)))

    def for_cards(self):
        """All that a list shows comes from the row; the rest only if its stored card is out of date."""
        return self.select_related("organisation", "lead_category").defer(
            "raw", "search", "eligibility", "access", "keywords"
        )

    def cards_of(self, keys, *, at):
        """The stored cards of public services as they are at a moment, as `CardRow`s."""
        with connection.cursor() as cursor:
            cursor.execute(CARDS, {"keys": list(keys), "at": at, "soon": at + SOON})
            return [CardRow._make(row) for row in cursor.fetchall()]

    def sign_of(self, slug, *, at, user):
        """What changes by the minute of a public service, and what its panels ask for; None where there is none.

        `is_followed` and `is_saved` tell of this person.
        """
        values = {"slug": slug, "at": at, "soon": at + SOON, "user": user.pk}
        return next(iter(self.raw(SIGN, values)), None)

    def as_found(self):
        """Which they are, and what only the question tells of each: how far it is, and where the words stand in it."""
        told = [name for name in ("miles", "found_in") if name in self.query.annotations]
        return self.values("pk", *told)

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

    def on_map(self):
        """Those whose place is known and may be shown exactly."""
        return self.filter(mask_address=False, latitude__isnull=False)

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


def _literal(text):
    """As part of a LIKE pattern."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


# The second part is only run for what the first leaves open.
_NAMES_BEGUN = """
    (SELECT name FROM (
        SELECT name, rating_ranked, name_key, id FROM services_service
        WHERE is_listed AND name_key LIKE %s ORDER BY name_key, id LIMIT 100
    ) AS first ORDER BY rating_ranked DESC, name_key, id)
    UNION ALL
    (SELECT name FROM (
        SELECT name, rating_ranked, name_key, id FROM services_service
        WHERE is_listed AND name_key LIKE %s AND name_key NOT LIKE %s LIMIT 100
    ) AS inside ORDER BY rating_ranked DESC, name_key, id)
    LIMIT %s
"""


def _owned(relation, *order):
    """The rows of a relation that belong to the service of the outer query, in order."""

    def rows(model):
        related = getattr(model, relation).rel.related_model
        return related.objects.filter(service=OuterRef("pk")).order_by(*order, "pk")

    return rows


def _also_used(model):
    """What people who used the service of the outer query used besides, of what stands in lists."""
    return _owned("also_used", "position")(model).filter(other__is_listed=True)


# Read of every card and every page, so written out once: building such a statement anew takes longer than its answer.
# The conditions are those of `public`.
NOW = """
    SELECT id, status, closed_until, has_hours, (
        SELECT ARRAY[opens_at, closes_at] FROM services_openinginterval
        WHERE service_id = services_service.id AND closes_at > %(at)s AND opens_at < %(soon)s
        ORDER BY opens_at LIMIT 1
    ) AS opening, {columns}
    FROM services_service
    WHERE {which} AND published_at IS NOT NULL AND hidden_at IS NULL AND removed_at IS NULL
"""
CARDS = NOW.format(columns="card_html, card_hash", which="id = ANY(%(keys)s)")
SIGN = NOW.format(
    columns="name, slug, public_id, review_count, rating_count, rating_hist,"
    " rating_sum_w, rating_shown,"
    " EXISTS (SELECT 1 FROM notifications_subscription WHERE user_id = %(user)s"
    " AND kind = 'service' AND target_id = services_service.id) AS is_followed,"
    " EXISTS (SELECT 1 FROM services_savedservice WHERE user_id = %(user)s"
    " AND service_id = services_service.id) AS is_saved",
    which="slug = %(slug)s",
)
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
