"""Days on which more is read first."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from feedback.actions import reviews
from smartcounty.moderation import actions
from smartcounty.moderation.models import AuditEntry, SensitivePeriod
from smartcounty.moderation.permissions import is_checked_first
from tests.factories.accounts import UserFactory
from tests.factories.moderation import SensitivePeriodFactory
from tests.factories.places import AreaFactory
from tests.factories.services import ServiceFactory
from tests.feedback.said import SAID

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2027, 3, 22), date(2027, 5, 6)


def declare(**changes):
    details = {
        "by": UserFactory(),
        "reason": "A vote is near.",
        "kinds": ["review", "comment"],
        "starts_on": FIRST,
        "ends_on": LAST,
    }
    return actions.declare_period("Before the vote", **details | changes)


@pytest.mark.parametrize(
    ("moment", "checked"),
    [
        ("2027-03-21T23:59:00+00:00", False),
        ("2027-03-22T00:00:00+00:00", True),
        ("2027-05-06T22:59:00+00:00", True),  # 11:59pm in summer time
        ("2027-05-06T23:00:00+00:00", False),
    ],
)
def test_it_begins_and_ends_by_the_local_day_and_all_resumes(moment, checked):
    declare()
    member = UserFactory()

    with time_machine.travel(moment, tick=False):
        assert is_checked_first(member, "review", "Fine.") is checked


def test_it_holds_for_its_kinds_alone():
    SensitivePeriodFactory(kinds=["comment"])

    assert is_checked_first(UserFactory(), "comment", "Fine.")
    assert not is_checked_first(UserFactory(), "review", "Fine.")


def test_it_holds_in_its_area_and_for_what_may_be_of_any():
    here, there = AreaFactory(), AreaFactory()
    SensitivePeriodFactory(area=here)
    member = UserFactory()

    asked = [is_checked_first(member, "review", "Fine.", area=area) for area in (here, there, None)]

    assert asked == [True, False, True]


def test_a_member_s_review_waits_in_such_days():
    SensitivePeriodFactory()

    review = reviews.submit(ServiceFactory(), by=UserFactory(), **SAID)

    assert review.state == "pending"


def test_declaring_and_ending_are_told_in_the_audit():
    period = declare()

    actions.end_period(period, by=UserFactory(), on=LAST - timedelta(days=1))

    told = list(AuditEntry.objects.order_by("pk").values_list("action", "subject", "old", "new"))
    assert told == [
        ("sensitive period declared", "Before the vote", "", "2027-03-22 to 2027-05-06"),
        ("sensitive period's end moved", "Before the vote", "2027-05-06", "2027-05-05"),
    ]
    assert SensitivePeriod.objects.get().ends_on == date(2027, 5, 5)


@pytest.mark.parametrize("changes", [{"kinds": []}, {"ends_on": FIRST - timedelta(days=1)}])
def test_the_database_refuses_a_period_of_nothing(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        declare(**changes)
