"""What somebody looks for, and how well rows of any kind fit it: words by their weight, slips, and the way there."""

import math
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from urllib.parse import urlencode

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    FloatField,
    Func,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Lower, Power, Sqrt
from django.http import QueryDict

CONFIG = "county"
SHORTEST = 4
NEAR_MILES, FAR_MILES, QUARTER_WORTH_MILES = 8, 100, 3
MILES_A_DEGREE = 69.1
WHY = {"text": "Fits by its description", "place": "Fits by its place"}


@dataclass(frozen=True)
class Words:
    """A text, understood.

    `groups` has for each word or phrase those that mean the same, itself first; a row holds one of each. `place`, if
    the text names one, has a point and an `area`; `rest` is the text without it. A text alone is looked for as it was
    typed: quotes, `or` and a minus are understood. `narrowing` has the chosen areas and topics, as pairs of an address.
    """

    text: str
    groups: tuple = ()
    place: object = None
    rest: str = ""
    narrowing: tuple = ()

    @property
    def params(self):
        """The narrowing as the lists of each kind read it."""
        return QueryDict(urlencode(self.narrowing))

    def chosen(self, name):
        return [slug for one, slug in self.narrowing if one == name]

    @property
    def query(self):
        typed = SearchQuery(self.text, config=CONFIG, search_type="websearch")
        if not self.groups:
            return typed
        every = reduce(and_, (reduce(or_, map(phrase, group)) for group in self.groups))
        return every | typed if self.place else every

    @property
    def is_only_a_place(self):
        return self.place is not None and not self.groups


class Matches(Func):
    """`vector @@ query` as a value."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def phrase(text):
    return SearchQuery(text, config=CONFIG, search_type="phrase")


def weighted(**columns):
    """The words of some columns by their weight: A=["name"]; for tables too small to keep an index of their words."""
    vectors = [
        SearchVector(*names, weight=weight, config=CONFIG) for weight, names in columns.items()
    ]
    return sum(vectors[1:], vectors[0])


def fitting(queryset, words, vector, *, point):
    """Rows that hold the words, or that are near where nothing but a place was typed, with `rank` and `found_in`.

    `point` are two expressions, latitude and longitude. `found_in` is `name`, `text` or `place`. Near a place, what is
    around the corner goes before what fits better and is far away.
    """
    query, rank = words.query, SearchRank(vector, words.query)
    fits = Q(words=query)
    if words.place:
        miles = Coalesce(_miles(words.place, *point), Value(float(FAR_MILES)))
        queryset = queryset.alias(away=miles)
        rank = Power(QUARTER_WORTH_MILES / (QUARTER_WORTH_MILES + F("away")), 2) * (rank + 0.1)
        if words.is_only_a_place:
            fits |= Q(away__lte=NEAR_MILES) | Q(area=words.place.area, area__isnull=False)
    named = Func(vector, Value("{a}"), function="ts_filter")
    found_in = Case(
        When(Matches(named, query), then=Value("name")),
        When(Matches(vector, query), then=Value("text")),
        default=Value("place"),
    )
    return queryset.alias(words=vector).filter(fits).annotate(rank=rank, found_in=found_in)


def sounding_like(queryset, text, *columns):
    """Rows that in these columns have each of the longer words spelt nearly so, with `rank`."""
    words = [word for word in text.lower().split() if len(word) >= SHORTEST][:6]
    spaced = [part for column in columns for part in (F(column), Value(" "))]
    found = queryset.annotate(
        spelt=Lower(Func(Concat(*spaced, output_field=CharField()), function="unaccent")),
        rank=TrigramWordSimilarity(" ".join(words), "spelt"),
    )
    if not words:
        return found.none()
    for word in words:
        found = found.filter(spelt__trigram_word_similar=word)
    return found


def _miles(place, latitude, longitude):
    """On a flat map, which is right enough within a county."""
    north = latitude - Value(place.latitude)
    east = (longitude - Value(place.longitude)) * math.cos(math.radians(place.latitude))
    degrees = Sqrt(north * north + east * east, output_field=FloatField())
    return degrees * MILES_A_DEGREE
