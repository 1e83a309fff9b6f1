"""The vectors of the product rules, to the digit, and what must hold for any reviews."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rules import ratings

counts = st.lists(st.integers(0, 2000), min_size=5, max_size=5)
weights = st.floats(0.1, 1)


def mean_of(counts):
    return sum(stars * count for stars, count in enumerate(counts, start=1)) / sum(counts)


@pytest.mark.parametrize(
    ("n", "total", "score"),
    [
        (0, 0, "3.9000"),
        (1, 5, "4.0222"),
        (3, 15, "4.2000"),
        (10, 45, "4.2333"),
        (10, 46, "4.2889"),
        (50, 220, "4.3310"),
        (50, 230, "4.5034"),
        (8, 8, "2.4500"),
        (100, 430, "4.2704"),
    ],
    ids=["none", "one 5", "three 5s", "10x4.5", "10x4.6", "50x4.4", "50x4.6", "8x1", "100x4.3"],
)
def test_few_reviews_are_drawn_towards_what_is_usual(n, total, score):
    assert f"{ratings.ranked(n, total, mean=3.9):.4f}" == score


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        ((0, 0, 0, 0, 0), "2.0474"),
        ((0, 0, 0, 0, 1), "2.4037"),
        ((0, 0, 0, 0, 5), "3.2964"),
        ((0, 0, 1, 3, 6), "3.5004"),
        ((2, 3, 5, 20, 70), "4.3023"),
        ((5, 0, 0, 0, 5), "2.2469"),
    ],
)
def test_the_cautious_score_trusts_few_or_divided_reviews_less(counts, score):
    assert f"{ratings.cautious(counts):.4f}" == score


@pytest.mark.parametrize(
    ("up", "n", "bound"),
    [
        (0, 0, "0.0000"),
        (1, 1, "0.2065"),
        (5, 5, "0.5655"),
        (9, 10, "0.5958"),
        (10, 10, "0.7225"),
        (60, 100, "0.5020"),
        (600, 1000, "0.5693"),
        (90, 100, "0.8256"),
        (100, 100, "0.9630"),
    ],
)
def test_the_wilson_bound_trusts_few_votes_less(up, n, bound):
    assert f"{ratings.wilson(up, n):.4f}" == bound


@pytest.mark.parametrize(
    ("age", "weight"),
    [(-3, 1), (0, 1), (540, 0.5), (1080, 0.25), (1793, 0.10008), (1794, 0.1), (5000, 0.1)],
)
def test_a_review_counts_half_after_each_half_life_and_never_less_than_a_tenth(age, weight):
    assert ratings.weight(age) == pytest.approx(weight, abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        ((0, 0, 0, 0, 0), None),
        ((0, 0, 0, 0, 4), None),
        ((0, 0, 0, 0, 5), "5.0"),
        ((0, 0, 0, 11, 9), "4.5"),  # 4.45 exactly: a float would give 4.5 or 4.4 by luck
        ((0, 0, 1, 9, 10), "4.5"),  # 4.45 again
        ((0, 3, 0, 17, 0), "3.7"),
        ((0, 0, 19, 1, 0), "3.1"),  # 3.05
        ((5, 0, 0, 0, 5), "3.0"),
        ((1, 1, 2, 11, 37), "4.6"),
    ],
)
def test_the_shown_score_is_the_plain_mean_with_halves_up_and_hidden_below_five(counts, score):
    assert ratings.shown(counts) == (Decimal(score) if score else None)


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ([0] * 7, "mostly recent"),
        ([30] * 6 + [1200], "mostly recent"),
        ([400] * 5, "some more than a year old"),
        ([1500] * 5, "mostly more than two years old"),
        ([], ""),
    ],
)
def test_words_say_how_old_the_reviews_are(ages, words):
    assert ratings.basis(len(ages), sum(ratings.weight(age) for age in ages)) == words


@pytest.mark.parametrize(
    ("counts", "mean"),
    [((0, 0, 0, 0, 19), 3.9), ((0, 0, 0, 10, 10), 4.5), ((20, 0, 0, 0, 0), 1.0)],
)
def test_a_group_has_its_own_mean_from_twenty_reviews(counts, mean):
    assert ratings.prior_mean(counts, otherwise=3.9) == mean


@given(counts)
def test_one_more_five_never_lowers_and_one_more_one_never_raises_the_cautious_score(counts):
    before = ratings.cautious(counts)

    assert ratings.cautious([*counts[:4], counts[4] + 1]) >= before - 1e-12
    assert ratings.cautious([counts[0] + 1, *counts[1:]]) <= before + 1e-12


@given(st.lists(st.tuples(weights, st.integers(1, 5)), max_size=60), weights, st.floats(1, 5))
def test_one_more_five_never_lowers_and_one_more_one_never_raises_the_rank(reviews, new, mean):
    sum_w = sum(weight for weight, _ in reviews)
    sum_wr = sum(weight * stars for weight, stars in reviews)
    before = ratings.ranked(sum_w, sum_wr, mean=mean)

    assert ratings.ranked(sum_w + new, sum_wr + 5 * new, mean=mean) >= before - 1e-12
    assert ratings.ranked(sum_w + new, sum_wr + new, mean=mean) <= before + 1e-12


@settings(max_examples=300)
@given(st.floats(1, 4.4), st.integers(0, 6000))
def test_one_five_never_outranks_fifty_that_average_four_point_six(mean, age):
    aged = ratings.weight(age)

    fifty = ratings.ranked(50 * aged, 50 * aged * 4.6, mean=mean)

    assert ratings.ranked(1, 5, mean=mean) <= fifty


@given(counts.filter(lambda counts: sum(counts) >= 5))
def test_the_shown_score_is_within_half_a_tenth_of_the_mean(counts):
    assert abs(float(ratings.shown(counts)) - mean_of(counts)) <= 0.05 + 1e-9


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_wilson_bound_lies_between_nothing_and_the_share(votes):
    up, n = votes

    assert 0 <= ratings.wilson(up, n) <= up / n + 1e-12
