from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.actions import ratings
from services.models import Service
from services.rules.ratings import Mark
from tests.factories.services import CategoryFactory, ServiceCategoryFactory, ServiceFactory

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)

marks = st.builds(
    Mark,
    stars=st.integers(1, 5),
    published_on=st.integers(0, 2500).map(lambda days: TODAY - timedelta(days=days)),
    counted=st.booleans(),
)


def five(n, *, stars=5, counted=True):
    return [Mark(stars, TODAY, counted)] * n


def add(service, *new):
    with transaction.atomic():
        for mark in new:
            ratings.record_review(service, new=mark, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("new", "figures"),
    [
        ([], (0, None, "3.9000")),
        (five(1), (1, None, "4.0222")),
        (five(3), (3, None, "4.2000")),
        (five(5), (5, Decimal("5.0"), "4.3231")),
        (five(8, stars=1), (8, Decimal("1.0"), "2.4500")),
        (five(4) + five(3, counted=False), (4, None, "4.2667")),
    ],
    ids=["none", "one", "three", "five", "eight ones", "not counted"],
)
def test_the_row_holds_what_people_see_and_what_lists_are_sorted_by(new, figures):
    service = ServiceFactory()

    add(service, *new)

    service.refresh_from_db()
    assert service.review_count == len(new)
    ranked = f"{service.rating_ranked:.4f}"
    assert (service.rating_count, service.rating_shown, ranked) == figures


@pytest.mark.django_db
@pytest.mark.parametrize(("n", "cautious"), [(0, "2.0474"), (1, "2.4037"), (5, "3.2964")])
def test_the_row_holds_the_cautious_score(n, cautious):
    service = ServiceFactory()

    add(service, *five(n))

    service.refresh_from_db()
    assert f"{service.rating_cautious:.4f}" == cautious


@pytest.mark.django_db
def test_a_changed_review_is_taken_out_and_put_in_and_a_withdrawn_one_leaves_nothing():
    service = ServiceFactory()
    first, second = Mark(2, TODAY - timedelta(days=100)), Mark(5, TODAY - timedelta(days=100))
    add(service, first)

    ratings.record_review(service, old=first, new=second, at=AT)
    assert (service.rating_hist, service.review_count) == ([0, 0, 0, 0, 1], 1)

    ratings.record_review(service, old=second, at=AT)
    service.refresh_from_db()
    assert (service.rating_hist, service.review_count) == ([0] * 5, 0)
    assert (service.rating_sum_w, service.rating_sum_wr) == (0, 0)


@pytest.mark.django_db
def test_weights_stay_those_of_the_day_of_the_last_recount():
    service = ServiceFactory(rating_as_of=TODAY - timedelta(days=1))

    add(service, Mark(5, TODAY - timedelta(days=541)), Mark(5, TODAY))

    assert service.rating_as_of == TODAY - timedelta(days=1)
    assert service.rating_sum_w == pytest.approx(0.5 + 1)


@pytest.mark.django_db
def test_a_card_is_drawn_again_only_when_it_tells_something_else():
    service = ServiceFactory()
    add(service, *five(5))
    assert "5 reviews, mostly recent" in " ".join(service.card_html.split())
    Service.objects.filter(pk=service.pk).update(card_html="as it was")

    ratings.recount(service, five(5), as_of=TODAY + timedelta(days=1))
    service.refresh_from_db()
    assert (service.card_html, service.rating_as_of) == ("as it was", TODAY + timedelta(days=1))

    add(service, *five(1, stars=1))
    service.refresh_from_db()
    assert "6 reviews" in service.card_html


@pytest.mark.django_db
def test_drift_names_the_columns_that_are_wrong():
    service = ServiceFactory()
    add(service, *five(6))
    assert ratings.drift(service, five(6)) == []

    Service.objects.filter(pk=service.pk).update(rating_sum_w=6.00001, review_count=7)
    service.refresh_from_db()

    assert ratings.drift(service, five(6)) == ["review_count", "rating_sum_w"]


@pytest.mark.django_db
def test_what_is_usual_is_the_category_s_mean_from_twenty_reviews_else_the_site_s():
    food, advice = CategoryFactory(), CategoryFactory()
    lunch = ServiceCategoryFactory(category=food).service
    rights = ServiceCategoryFactory(category=advice).service
    plain = ServiceFactory()
    Service.objects.filter(pk=lunch.pk).update(lead_category=food)
    Service.objects.filter(pk=rights.pk).update(lead_category=advice)
    for service in (lunch, rights):
        service.refresh_from_db()
    add(lunch, *five(10), *five(10, stars=4))
    add(rights, *five(10, stars=1))

    ratings.freeze_priors()

    for thing in (food, advice, lunch, rights, plain):
        thing.refresh_from_db()
    site = 100 / 30
    assert (food.rating_mean, lunch.rating_prior) == (4.5, 4.5)
    assert (advice.rating_mean, rights.rating_prior) == (pytest.approx(site), pytest.approx(site))
    assert (plain.rating_prior, plain.rating_ranked) == (pytest.approx(site), pytest.approx(site))


@pytest.mark.django_db
def test_what_is_usual_is_set_in_pieces_that_go_on_where_one_stopped():
    service = ServiceFactory()
    add(service, *five(20))

    assert ratings.freeze_priors(until=0) is False
    assert ratings.freeze_priors() is True
    service.refresh_from_db()
    assert service.rating_prior == 5.0


@pytest.mark.django_db
def test_below_twenty_reviews_on_the_whole_site_the_default_is_used():
    service = ServiceFactory()
    add(service, *five(19))

    ratings.freeze_priors()

    service.refresh_from_db()
    assert service.rating_prior == 3.9


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["add", "drop", "change"]), marks, st.integers(0))))
def test_any_history_adds_up_to_what_a_recount_gives(steps):
    service = ServiceFactory(rating_as_of=TODAY - timedelta(days=3))
    now = []
    for step, mark, which in steps:
        old = now.pop(which % len(now)) if now and step != "add" else None
        new = None if step == "drop" else mark
        with transaction.atomic():
            ratings.record_review(service, old=old, new=new, at=AT)
        now += [new] if new else []

    service.refresh_from_db()
    assert ratings.drift(service, now) == []
    ratings.recount(service, now, as_of=TODAY)
    assert ratings.drift(service, now) == []


@pytest.mark.django_db(transaction=True)
def test_reviews_that_arrive_at_once_are_all_counted():
    service = ServiceFactory()

    def one(number):
        try:
            add(Service.objects.get(pk=service.pk), Mark(1 + number % 5, TODAY))
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(one, range(30)))

    service.refresh_from_db()
    assert (service.rating_hist, service.review_count) == ([6] * 5, 30)
