"""How reviews become a score: what people see, what lists are ordered by, and how cautious both are.

The shown score is a plain mean, so that anybody can check it. Order needs more care: one glad voice must not stand
above fifty, and what people said three years ago counts for less than what they say now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

STARS = (1, 2, 3, 4, 5)
LEAST_WEIGHT = 0.1
CAUTION = 1.65
CONFIDENCE = 1.96
YEAR = 365


@dataclass(frozen=True)
class Mark:
    """What one public review adds to a service. A review by somebody with an interest is listed, not counted."""

    stars: int
    published_on: date
    counted: bool = True


@dataclass(frozen=True)
class Totals:
    """What the reviews of one service add up to on a day, by the weights of that day."""

    listed: int = 0
    counts: tuple = (0, 0, 0, 0, 0)
    sum_w: float = 0.0
    sum_wr: float = 0.0

    @property
    def counted(self):
        return sum(self.counts)

    def plus(self, mark, *, as_of, sign=1, half_life=540):
        """With one review more, or with `sign=-1` one less; without any counted ones the sums are exactly nothing."""
        listed = self.listed + sign
        if not mark.counted:
            return replace(self, listed=listed)
        counts = list(self.counts)
        counts[mark.stars - 1] += sign
        if not any(counts):
            return Totals(listed=listed)
        added = sign * weight((as_of - mark.published_on).days, half_life=half_life)
        return Totals(listed, tuple(counts), self.sum_w + added, self.sum_wr + added * mark.stars)


def weight(age_days, *, half_life=540):
    """What a review of that age counts for: half after each half-life, never less than a tenth."""
    return max(LEAST_WEIGHT, 0.5 ** (max(0, age_days) / half_life))


def ranked(sum_w, sum_wr, *, mean, m=8):
    """The mean of the reviews, drawn towards `mean` as if `m` fresh reviews had said that."""
    return (m * mean + sum_wr) / (m + sum_w)


def cautious(counts: Sequence[int]):
    """The least that the mean is likely to be, given how many people gave one to five stars."""
    total = sum(counts)
    shares = [(count + 1) / (total + 5) for count in counts]
    mean = sum(stars * share for stars, share in zip(STARS, shares, strict=True))
    square = sum(stars**2 * share for stars, share in zip(STARS, shares, strict=True))
    return mean - CAUTION * sqrt((square - mean**2) / (total + 6))


def shown(counts: Sequence[int], *, least=5):
    """The plain mean to one decimal, halves up; None while there are fewer than `least` reviews."""
    total = sum(counts)
    if total < least:
        return None
    stars = sum(star * count for star, count in zip(STARS, counts, strict=True))
    return (Decimal(stars) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def wilson(up, n, *, z=CONFIDENCE):
    """The lower bound of the share of people who would find something helpful."""
    if not n:
        return 0.0
    share = up / n
    middle = share + z * z / (2 * n)
    spread = z * sqrt((share * (1 - share) + z * z / (4 * n)) / n)
    return max(0.0, (middle - spread) / (1 + z * z / n))


def basis(count, sum_w, *, half_life=540):
    """How old the reviews behind a score are, in words that complete "Based on 7 reviews, ..."."""
    if not count:
        return ""
    typical = sum_w / count
    if typical >= weight(YEAR, half_life=half_life):
        return "mostly recent"
    if typical >= weight(2 * YEAR, half_life=half_life):
        return "some more than a year old"
    return "mostly more than two years old"


def prior_mean(counts: Sequence[int], *, otherwise, least=20):
    """The unweighted mean of a group's reviews, or `otherwise` below `least` of them."""
    total = sum(counts)
    if total < least:
        return otherwise
    return sum(star * count for star, count in zip(STARS, counts, strict=True)) / total
