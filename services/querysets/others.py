from datetime import timedelta
from functools import reduce
from operator import or_

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject

# A row's own slug, as the rows of facets have it.
SLUGS = Func(
    F("slug"), template="ARRAY[%(expressions)s]", output_field=ArrayField(models.CharField())
)
SOON = timedelta(days=14)  # an opening further off is not told


class OpeningQuerySet(models.QuerySet):
    def open_at(self, at):
        """One range of the index: nightly rebuilding leaves few intervals that began before now."""
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def open_between(self, starts, ends):
        """At any moment of the time from the first to before the second."""
        return self.filter(opens_at__lt=ends, closes_at__gt=starts)

    def current_or_next(self, *, at):
        """For the service of the outer query: both ends of the interval that runs now, else of the next soon."""
        ends = Func(
            F("opens_at"),
            F("closes_at"),
            template="ARRAY[%(expressions)s]",
            output_field=ArrayField(models.DateTimeField()),
        )
        return (
            self.filter(service=OuterRef("pk"), closes_at__gt=at, opens_at__lt=at + SOON)
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

    def related_to(self, terms):
        """Slug and name of those in use, first such whose name holds one of the terms, then by how many services."""
        named = reduce(or_, [Q(name__icontains=term) for term in terms], Q(pk__in=[]))
        return (
            self.annotate(number=Count("services", filter=Q(services__is_listed=True)))
            .filter(number__gt=0)
            .order_by(Case(When(named, then=Value(0)), default=Value(1)), "-number", "name", "pk")
            .values_list("slug", "name")
        )

    def in_use(self):
        """Those that a listed service is of: the first such one is enough of each."""
        links = self.model.service_links.rel.related_model.objects
        return self.filter(Exists(links.filter(category=OuterRef("pk"), service__is_listed=True)))

    def options(self, slugs):
        """These categories as rows of a facet, none counted; see `ServiceQuerySet.by_category`."""
        return self.filter(slug__in=slugs).values_list(Value("category"), SLUGS, "name", Value(0))


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
                AND length(text) BETWEEN length(given.word) - 2 AND length(given.word) + 2
        ORDER BY similarity(text, given.word) DESC, uses DESC, text LIMIT 20
    ) AS near ON true
"""
