from datetime import date
from typing import NamedTuple

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramSimilarity,
    TrigramWordSimilarity,
)
from django.db import connection, models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import (
    MD5,
    Cast,
    Concat,
    Extract,
    Greatest,
    JSONObject,
    Lower,
    Power,
)

from ideas import rules
from ideas.choices import Sort
from ideas.lifecycle import PUBLIC, Status
from smartcounty.common import searching
from smartcounty.moderation.querysets import ModeratedQuerySet
from smartcounty.notifications.models import Subscription

CONFIG = "county"
ALIKE = 0.18  # by words alone: living in one place makes no two ideas the same


# Read for every list and every page of a service, so written out once: building such a statement anew takes longer than
# its answer. The conditions are those of `public`.
CARDS = """
    SELECT id, status, due_on, card_html FROM ideas_idea
    WHERE {which} AND hidden_at IS NULL AND status = ANY(%(public)s) AND published_at IS NOT NULL
"""
CARDS_OF = CARDS.format(which="id = ANY(%(keys)s)")
LIVELIEST_OF = {
    name: CARDS.format(which=f"{name}_id = %(key)s")
    + "ORDER BY last_activity_at DESC, id DESC LIMIT %(most)s"
    for name in ("service", "hub")
}


class CardRow(NamedTuple):
    """What a card in a list is made of: the stored one, and what the day adds to it."""

    pk: int
    status: str
    due_on: date | None
    card_html: str


def _cards(statement, **values):
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "public": sorted(PUBLIC)})
        return [CardRow._make(row) for row in cursor.fetchall()]


class IdeaQuerySet(ModeratedQuerySet):
    def public(self):
        """What everybody may see; a withdrawn idea only if it had been published."""
        return self.shown().filter(status__in=PUBLIC, published_at__isnull=False)

    def visible_to(self, user):
        """Public ideas, and your own whatever has become of them."""
        if not user.is_authenticated:
            return self.public()
        public = Q(status__in=PUBLIC, published_at__isnull=False, hidden_at=None)
        return self.filter(public | Q(author=user))

    def by_author(self, user):
        return self.filter(author=user).order_by("-updated_at", "-pk")

    def in_stage(self, stage):
        return self.filter(status__in=rules.STAGES[stage])

    def search(self, words):
        """Ideas that hold the words; near a place, those of areas whose middle is near."""
        point = (F("area__latitude"), F("area__longitude"))
        return searching.fitting(self, words, F("search"), point=point)

    def sounding_like(self, text):
        """Ideas with words spelt nearly so, the closest ranked first; for a search that found nothing."""
        near = Q(pk=None)
        for word in rules.words_key(text).split()[:6]:
            if len(word) > 3:
                near |= Q(words_key__trigram_word_similar=word)
        likeness = TrigramWordSimilarity(rules.words_key(text), "words_key")
        return self.filter(near).annotate(rank=likeness)

    def close_to(self, title, body="", *, area=None, topic=None):
        """Up to five that somebody posting this should know of, decided ones too, the closest first.

        Half by the title's spelling, three tenths by shared words, two tenths for the same area or topic.
        """
        words = SearchQuery(rules.any_of(f"{title} {body}"), config=CONFIG, search_type="websearch")
        key = rules.words_key(title)
        same = Q(area=area) | Q(topic=topic) if area and topic else Q(pk=None)
        found = self.filter(Q(search=words) | Q(words_key__trigram_word_similar=key))
        likeness = Value(0.5) * TrigramSimilarity(Lower("title"), key) + Value(0.3) * SearchRank(
            F("search"), words, normalization=Value(32)
        )
        nearness = Case(When(same, then=Value(0.2)), default=Value(0.0))
        return (
            found.annotate(likeness=likeness)
            .filter(likeness__gte=ALIKE)
            .annotate(closeness=F("likeness") + nearness)
            .select_related("area")
            .order_by("-closeness", "-pk")[:5]
        )

    def in_order(self, sort, *, at):
        """Sorted by what people choose; every order ends with the key, so that pages never repeat or skip."""
        match sort:
            case Sort.NEWEST:
                return self.order_by("-published_at", "-pk")
            case Sort.SUPPORTED:
                return self.order_by("-support_count", "-pk")
            case Sort.DISCUSSED:
                return self.order_by("-comment_count", "-pk")
            case Sort.ANSWERED:
                return self.order_by(F("answered_at").desc(nulls_last=True), "-pk")
            case Sort.RANDOM:
                seed = at.date().isoformat()
                key = MD5(Concat(Cast("pk", models.TextField()), Value(seed)))
                return self.order_by(key, "pk")
            case "relevance":
                return self.order_by("-rank", "-pk")
            case _:
                return self.with_activity(at=at).order_by("-activity", "-pk")

    def with_activity(self, *, at):
        """`activity`: the active-now score of rules.active_score, reckoned by the database in floating point,
        as powers of exact decimals take it a hundred times as long."""
        age = Cast(Value(at), models.DateTimeField()) - F("published_at")
        hours = _float(Extract(age, "epoch")) / 3600.0
        points = _float(F("recent_supports") * 5 + F("recent_commenters") * 3 - 1)
        score = points / Power(Greatest(hours, _float(Value(0))) + 2.0, _float(Value(1.4)))
        return self.annotate(activity=score)

    def counted(self):
        """Rows of topic, area, status and how many: all facets and the total in one go."""
        return self.order_by().values_list("topic", "area", "status").annotate(n=Count("*"))

    def topics_counted(self):
        """For an array: the key of each topic, and how many of these ideas it has."""
        rows = self.order_by().exclude(topic=None).values("topic").annotate(number=Count("*"))
        return rows.values(row=JSONObject(topic="topic", number="number"))

    def for_cards(self):
        """What a card needs besides its stored HTML: nothing of other tables."""
        return self.only(
            "pk", "slug", "title", "status", "due_on", "published_at", "card_html", "card_hash"
        )

    def cards_of(self, keys):
        """The stored cards of public ideas as they are now, as `CardRow`s."""
        return _cards(CARDS_OF, keys=list(keys))

    def liveliest_at(self, name, thing, *, most):
        """The same of the liveliest ideas about a `service` or a `hub`."""
        return _cards(LIVELIEST_OF[name], key=thing.pk, most=most)

    def for_page(self):
        """With all that the idea's page shows of it."""
        places = ("area", "topic", "author", "organisation", "owner", "service", "hub", "survivor")
        whole = self.select_related(*places).defer("search", "words_key", "card_html")
        others = self.model.objects.filter(survivor=OuterRef("pk"))
        return whole.annotate(has_joined=Exists(others))

    def for_panels(self):
        """What tells whether the page looks as it did, and what the panels of other apps ask for."""
        return self.only(
            *("public_id", "title", "slug", "author", "status", "version", "hidden_at"),
            *("published_at", "edited_at", "updated_at", "last_activity_at"),
            *("support_count", "comment_count"),
        )

    def with_reader(self, user):
        """`supported` and `is_followed`: what this person has to do with each."""
        supports = self.model._meta.get_field("supports").related_model.objects
        follows = Subscription.objects.filter(user=user.pk, kind="idea", target_id=OuterRef("pk"))
        return self.annotate(
            supported=Exists(supports.filter(idea=OuterRef("pk"), person=user.pk)),
            is_followed=Exists(follows),
        )

    def joined_with(self, survivor):
        """Those that everybody may see, with the names of whoever had the same idea, in the order they had it."""
        joined = self.public().filter(survivor=survivor, status=Status.DUPLICATE)
        return joined.select_related("author", "organisation").order_by("published_at", "pk")

    def needing_support(self):
        """Open ideas that have not reached their mark, the nearest to it first."""
        left = F("threshold") - F("support_count")
        return (
            self.filter(status=Status.OPEN, threshold_reached_at=None)
            .annotate(left=left)
            .order_by("left", "-pk")
        )

    def late(self, today):
        """The day an answer was due has passed."""
        return self.filter(status=Status.IN_REVIEW, due_on__lt=today)

    def without_owner(self):
        """Reached their mark while no body was there to look: for staff."""
        return self.filter(status=Status.OPEN, threshold_reached_at__isnull=False)


class SupportQuerySet(models.QuerySet):
    def of(self, user, idea_ids):
        """Keys of those of the ideas that this person supports; no query for somebody signed out."""
        if not user.is_authenticated:
            return set()
        mine = self.filter(person=user, idea__in=idea_ids)
        return set(mine.values_list("idea", flat=True))


def _float(expression):
    return Cast(expression, models.FloatField())
