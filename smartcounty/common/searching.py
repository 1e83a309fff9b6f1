"""Weighted words and misspellings for tables that are too small to keep an index of their words."""

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Concat, Lower

CONFIG = "county"
SHORTEST = 4


def holding(queryset, text, **columns):
    """Rows that hold the words, by the county's configuration, with `rank`; `columns` by their weight: A=["name"]."""
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    vector = _vector(columns)
    return queryset.alias(words=vector).filter(words=query).annotate(rank=SearchRank(vector, query))


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


def _vector(columns):
    vectors = [
        SearchVector(*names, weight=weight, config=CONFIG) for weight, names in columns.items()
    ]
    return sum(vectors[1:], vectors[0])
