"""How well a row fits what was asked: words, distance, hours; and the orders of a list."""

import math
import re
from functools import reduce
from itertools import combinations
from operator import and_, mul, or_

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Case, F, Func, Value, When
from django.db.models.functions import (
    MD5,
    ASin,
    Cast,
    Coalesce,
    Concat,
    Cos,
    Least,
    Power,
    Radians,
    Sin,
    Sqrt,
)
from django.utils import timezone

from services.choices import Sort
from smartcounty.common.searching import Matches, phrase
from smartcounty.places.rules import EARTH_RADIUS_MILES

# What text is worth by where it stands: name (A), keywords and summary (B), description (C); D is not used.
WEIGHTS = [0.1, 0.2, 0.4, 1.0]
DEMOTED_WORTH, HOURS_UNKNOWN_WORTH = 0.7, 0.6
QUARTER_WORTH_MILES = 3
MOST_HALVED = 6
SURE_OF_A_NAME = 2  # other words together, such as a name beside what is needed
_LONG_WORD = re.compile("[a-z0-9]{5,}")


def text_query(wishes, every=True):
    """Any of the wishes, each by its groups of words, or as it was typed in the words of a web search."""
    queries = [_joined(wish.groups, every) for wish in wishes if wish.groups]
    if wishes[0].place or not wishes[0].groups:
        queries.append(_typed(wishes[0].text))
    return reduce(or_, queries)


def _joined(groups, every):
    """One of each group; not `every`: of any that people have more words for, else of half of them.

    In `NHS dentist` it is the dentist who is needed. Those that fit all of it still come first. What begins so counts
    as well then: a firm's name may be run together with what it does.
    """
    if every:
        return reduce(and_, (reduce(or_, map(phrase, group)) for group in groups))
    words = [reduce(or_, map(phrase, group), _begun(group[0])) for group in groups]
    kinds = [query for query, group in zip(words, groups, strict=True) if len(group) > 1]
    if not kinds:
        return reduce(or_, _halves(words))
    others = [phrase(group[0]) for group in groups if len(group) == 1]
    return reduce(or_, kinds if len(others) < SURE_OF_A_NAME else [*kinds, reduce(and_, others)])


def _begun(text):
    """Words that begin with a long one as it is written, whose stem may be spelt otherwise; a phrase as it is."""
    if not _LONG_WORD.fullmatch(text):
        return phrase(text)
    return SearchQuery(f"'{text}':*", config="simple", search_type="raw")


def _halves(words):
    """Each way to have half of the words, of the first few."""
    few = words[:MOST_HALVED]
    return [reduce(and_, some) for some in combinations(few, (len(few) + 1) // 2)]


def _typed(text):
    return SearchQuery(text, config="county", search_type="websearch")


def score(query, text):
    """A match in the name is worth more than one elsewhere, and one as it was typed more than another word for it.

    Whoever types `lunch` wants the table where lunch is cooked before a place with `café`, another word for it, in its
    name. Being of the kind is worth half as much as being called so: near a place, what is around the corner and of the
    kind goes before what is five miles off and has the word in its name.
    """
    names, upper = _part("{a}"), _part("{a,b}")
    of_kind = Case(When(Matches(upper, query), then=Value(0.5)), default=Value(0.0))
    in_name = Case(When(Matches(names, query), then=Value(0.6)), default=Value(0.0))
    as_typed = Case(
        When(Matches(names, _typed(text)), then=Value(2.0)),
        When(Matches(upper, _typed(text)), then=Value(1.2)),
        default=Value(0.0),
    )
    worth = Case(When(is_demoted=True, then=Value(DEMOTED_WORTH)), default=Value(1.0))
    rank = SearchRank(F("search"), query, weights=WEIGHTS)
    return (in_name + as_typed + of_kind + rank) * worth


def any_word(wishes):
    """Something for each word that is there, where not all are: in `Penk Road doctors` the road still tells which."""
    words = [phrase(word) for wish in wishes for group in wish.groups for word in group[:1]]
    return SearchRank(F("search"), reduce(or_, words), weights=WEIGHTS) if words else Value(0.0)


def found_in(query):
    """Where the words stand: in the name, in what tells its kind, or only in its text."""
    return Case(
        When(Matches(_part("{a}"), query), then=Value("name")),
        When(Matches(_part("{a,b}"), query), then=Value("kind")),
        default=Value("text"),
    )


def _part(weights):
    """Of what is searched, the words of these weights."""
    return Func(F("search"), Value(weights), function="ts_filter")


def order(sort, *, scored, placed, sure):
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
    if sort == Sort.RANDOM:
        today = timezone.localdate().isoformat()
        return [MD5(Concat(Cast("pk", models.TextField()), Value(today)))]
    worth = _worth(scored=scored, placed=placed, sure=sure)
    if worth is not None:
        return [worth.desc(), best]
    return [F("is_demoted").asc(), *([miles] if placed else [best])]


def _worth(*, scored, placed, sure):
    """The product of what the words, the way there and known hours are worth; None where only the place counts."""
    parts = [F("score")] if scored else []
    if placed and (scored or sure):
        away = Coalesce("miles", Value(100.0))
        parts.append(Power(QUARTER_WORTH_MILES / (QUARTER_WORTH_MILES + away), 2))
    if sure:
        parts.append(Case(When(has_hours=True, then=1.0), default=HOURS_UNKNOWN_WORTH))
    return reduce(mul, parts) * Value(1.0) if parts else None


def haversine(latitude, longitude):
    here = math.radians(latitude)
    half = Power(Sin(Radians(F("latitude") - latitude) / 2), 2) + math.cos(here) * Cos(
        Radians("latitude")
    ) * Power(Sin(Radians(F("longitude") - longitude) / 2), 2)
    root = Sqrt(Least(Cast(half, models.FloatField()), Value(1.0)))
    return 2 * EARTH_RADIUS_MILES * ASin(root)
