from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.actions import counting, reviews
from feedback.lifecycle import AlreadyReviewed, InvalidMove
from feedback.models import Review
from feedback.periodic import recount_ratings
from services.models import Service
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ReviewFactory
from tests.factories.services import ServiceFactory
from tests.feedback.said import SAID

pytestmark = pytest.mark.django_db


def drift():
    return [(service.pk, names) for service, names in counting.drifted()]


def said_to(service, at, stars=5):
    return reviews.submit(service, by=UserFactory(), at=at, **SAID | {"stars": stars})


def test_the_night_moves_the_day_on_and_old_reviews_count_for_less():
    now = timezone.now()
    service = ServiceFactory()
    said_to(service, now - timedelta(days=540))
    Service.objects.filter(pk=service.pk).update(rating_as_of=now - timedelta(days=540))
    counting.repair(service, at=now - timedelta(days=540))
    service.refresh_from_db()
    assert service.rating_sum_w == pytest.approx(1)

    assert counting.recount_ratings(at=now) is False

    service.refresh_from_db()
    assert service.rating_as_of == timezone.localdate(now)
    assert service.rating_sum_w == pytest.approx(0.5, abs=1e-3)
    assert drift() == []


def test_a_second_run_on_the_same_day_writes_nothing(django_assert_num_queries):
    said_to(ServiceFactory(), timezone.now())
    now = timezone.now() + timedelta(days=1)
    counting.recount_ratings(at=now)
    before = list(Service.objects.values())

    counting.recount_ratings(at=now)

    assert list(Service.objects.values()) == before


def test_what_a_suspended_person_said_leaves_the_score_at_night_and_comes_back_afterwards():
    service, member = ServiceFactory(), UserFactory()
    reviews.submit(service, by=member, **SAID)
    member.suspended_until, member.suspended_because = timezone.now() + timedelta(days=2), "abuse"
    member.save()

    counting.recount_ratings(at=timezone.now())
    service.refresh_from_db()
    assert (service.rating_count, service.review_count) == (0, 1)
    assert drift() == []

    member.suspended_until, member.suspended_because = None, ""
    member.save()
    counting.recount_ratings(at=timezone.now())
    service.refresh_from_db()
    assert (service.rating_count, service.review_count) == (1, 1)
    assert drift() == []


def test_a_long_recount_says_that_there_is_more_to_do(monkeypatch):
    said_to(ServiceFactory(), timezone.now())
    monkeypatch.setattr(counting, "LONGEST_SECONDS", -1)

    assert counting.recount_ratings(at=timezone.now() + timedelta(days=1)) is True


def test_the_nightly_task_does_it():
    service = ServiceFactory()
    said_to(service, timezone.now())
    Service.objects.filter(pk=service.pk).update(rating_as_of="2026-01-01")

    recount_ratings()

    service.refresh_from_db()
    assert service.rating_as_of == timezone.localdate()


def test_the_command_reports_drift_and_repairs_it():
    service = ServiceFactory()
    said_to(service, timezone.now())
    Service.objects.filter(pk=service.pk).update(review_count=7, rating_sum_w=3)

    with pytest.raises(CommandError, match="drift=1"):
        call_command("recount_ratings", "--check", stdout=StringIO())
    service.refresh_from_db()
    assert service.review_count == 7

    out = StringIO()
    call_command("recount_ratings", stdout=out)
    assert f"{service.slug}: review_count, rating_sum_w" in out.getvalue()
    service.refresh_from_db()
    assert (service.review_count, service.rating_sum_w) == (1, 1)

    out = StringIO()
    call_command("recount_ratings", "--check", stdout=out)
    assert out.getvalue().strip() == "drift=0"


def test_a_service_that_lost_its_only_review_unnoticed_is_repaired_too():
    service = ServiceFactory()
    Service.objects.filter(pk=service.pk).update(review_count=3)

    call_command("recount_ratings", stdout=StringIO())

    service.refresh_from_db()
    assert service.review_count == 0


VERBS = ["submit", "edit", "approve", "reject", "hide", "restore", "remove", "withdraw"]
steps = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.integers(0, 30),
        st.integers(1, 5),
        st.sampled_from(["used", "carer", "staff", "competitor"]),
    ),
    max_size=40,
)


def act(step, service, people):
    """One thing that somebody does to the review of one of the people, if there is one."""
    verb, who, stars, relationship = step
    person = people[who % len(people)]
    said = SAID | {"stars": stars, "relationship": relationship}
    review = Review.objects.filter(service=service, author=person).order_by("-pk").first()
    at = timezone.now()
    if verb == "submit":
        return reviews.submit(service, by=person, at=at - timedelta(days=40 * stars), **said)
    if review is None:
        return None
    if verb == "edit":
        return reviews.edit(review, by=person, seen=review.version, at=at, **said)
    because = {"reason": "other"} if verb in ("reject", "remove") else {}
    return getattr(reviews, verb)(review, by=person, at=at, **because)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_whatever_happens_to_reviews_the_figures_are_what_a_recount_gives(steps):
    service = ServiceFactory()
    people = [UserFactory(new=n % 2 == 0) for n in range(4)]
    for step in steps:
        try:
            act(step, service, people)
        except (AlreadyReviewed, InvalidMove):
            continue
    assert drift() == []
    counting.recount_ratings(at=timezone.now() + timedelta(days=30))
    assert drift() == []


def test_reviews_of_many_services_are_counted_in_one_query_for_each_hundred(
    django_assert_max_num_queries,
):
    for _ in range(3):
        ReviewFactory()
    Service.objects.update(rating_as_of="2026-01-01")

    with django_assert_max_num_queries(25):
        counting.recount_ratings(at=timezone.now())
