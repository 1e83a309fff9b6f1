"""A service's figures follow its reviews.

Promises: they change in the transaction that changes the review; within a day the weights are those of `rating_as_of`,
so that adding one review and recounting all of them give the same; a nightly recount moves that day on.
"""

import time as clock
from math import inf

from django.conf import settings
from django.db.models import Case, F, Q, Sum, Value, When
from django.utils import timezone

from services.actions.cards import draw_card
from services.models import Category, Service
from services.models.services import five_zeros
from services.rules import ratings

COLUMNS = [
    "review_count",
    "rating_count",
    "rating_hist",
    "rating_sum_w",
    "rating_sum_wr",
    "rating_shown",
    "rating_ranked",
    "rating_cautious",
    "rating_as_of",
]
CLOSE_ENOUGH = 1e-6
CHUNK = 1000


def record_review(service, *, old=None, new=None, at):
    """Take one review out of the figures, put one in, or both; in the transaction that changes the review."""
    if old == new:
        return
    _lock(service)
    as_of = service.rating_as_of or timezone.localdate(at)
    totals = _stored(service)
    for mark, sign in ((old, -1), (new, 1)):
        if mark:
            totals = _plus(totals, mark, as_of, sign)
    _write(service, totals, as_of)


def recount(service, marks, *, as_of):
    """Reckon the figures anew from all the public reviews, by the weights of that day.

    The caller read `marks` while it held the row's lock.
    """
    _write(service, _total(marks, as_of), as_of)


def drift(service, marks):
    """Names of the columns that differ from a recount by the same day's weights; empty if all is well."""
    as_of = service.rating_as_of or timezone.localdate()
    right = _columns(_total(marks, as_of), service.rating_prior)
    return [name for name, value in right.items() if not _same(getattr(service, name), value)]


def freeze_priors(*, until=inf):
    """Fix for a day what is usual in each category, and so what a service with few reviews is taken to be.

    Gives whether all was done by a moment of the monotonic clock; what is left, the next call finds.
    """
    stars = {f"n{n}": Sum(f"rating_hist__{n}", default=0) for n in range(5)}
    counts = list(Service.objects.aggregate(**stars).values())
    site = ratings.prior_mean(counts, otherwise=settings.RATING_PRIOR_MEAN)
    rows = Service.objects.order_by().values_list("categories").annotate(**stars)
    known = {category: counts for category, *counts in rows}
    usual = {None: site}
    for category in Category.objects.order_by("pk"):
        mean = ratings.prior_mean(known.get(category.pk, five_zeros()), otherwise=site)
        Category.objects.filter(pk=category.pk).exclude(rating_mean=mean).update(rating_mean=mean)
        usual[category.pk] = mean
    return all(
        _set_prior(Service.objects.filter(lead_category=category), mean, until)
        for category, mean in usual.items()
    )


def _lock(service):
    """Without the key: rows that point at the service, such as another new review, need not wait."""
    service.refresh_from_db(
        fields=[*COLUMNS, "rating_prior"],
        from_queryset=Service.objects.select_for_update(of=("self",), no_key=True),
    )


def _stored(service):
    return ratings.Totals(
        listed=service.review_count,
        counts=tuple(service.rating_hist),
        sum_w=service.rating_sum_w,
        sum_wr=service.rating_sum_wr,
    )


def _total(marks, as_of):
    totals = ratings.Totals()
    for mark in marks:
        totals = _plus(totals, mark, as_of, 1)
    return totals


def _plus(totals, mark, as_of, sign):
    return totals.plus(mark, as_of=as_of, sign=sign, half_life=settings.RATING_HALF_LIFE_DAYS)


def _columns(totals, prior):
    return {
        "review_count": totals.listed,
        "rating_count": totals.counted,
        "rating_hist": list(totals.counts),
        "rating_sum_w": totals.sum_w,
        "rating_sum_wr": totals.sum_wr,
        "rating_shown": ratings.shown(totals.counts, least=settings.REVIEWS_FOR_A_SCORE),
        "rating_ranked": ratings.ranked(
            totals.sum_w, totals.sum_wr, mean=prior, m=settings.RATING_PRIOR_WEIGHT
        ),
        "rating_cautious": ratings.cautious(totals.counts),
    }


def _write(service, totals, as_of):
    on_card = _on_card(service)
    for name, value in _columns(totals, service.rating_prior).items():
        setattr(service, name, value)
    service.rating_as_of = as_of
    drawn = draw_card(service) if _on_card(service) != on_card else []
    service.save(update_fields=[*COLUMNS, *drawn])


def _on_card(service):
    """What a card tells of reviews; the rest changes each night and nobody sees it."""
    words = ratings.basis(service.rating_count, service.rating_sum_w)
    return service.rating_shown, service.rating_count, service.review_count, words


def _same(stored, right):
    if isinstance(right, float):
        return abs(stored - right) <= CLOSE_ENOUGH
    return stored == right


def _set_prior(services, mean, until):
    """What nobody has reviewed is ranked by what is usual, until somebody does. In chunks; whether all are done."""
    ranked = Case(When(rating_count=0, then=Value(mean)), default=F("rating_ranked"))
    wrong = services.filter(~Q(rating_prior=mean) | Q(rating_count=0) & ~Q(rating_ranked=mean))
    while clock.monotonic() < until:
        chunk = Service.objects.filter(pk__in=wrong.values("pk")[:CHUNK])
        if not chunk.update(rating_prior=mean, rating_ranked=ranked):
            return True
    return False
