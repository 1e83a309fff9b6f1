"""Days on which more is read first."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from feedback.actions import comments, reviews
from ideas import actions as ideas
from services.actions import refresh
from smartcounty.moderation import actions
from smartcounty.moderation.models import AuditEntry, SensitivePeriod
from smartcounty.moderation.permissions import is_checked_first
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ReviewFactory
from tests.factories.hubs import HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import SensitivePeriodFactory
from tests.factories.places import AreaFactory, AreaSuccessionFactory
from tests.factories.services import ServiceAreaFactory, ServiceFactory
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
        assert is_checked_first(member, "review", "Fine.", areas=[]) is checked


def test_it_holds_for_its_kinds_alone():
    SensitivePeriodFactory(kinds=["comment"])

    assert is_checked_first(UserFactory(), "comment", "Fine.", areas=[])
    assert not is_checked_first(UserFactory(), "review", "Fine.", areas=[])


def test_it_holds_in_its_area_and_for_what_may_be_of_any():
    here, there = AreaFactory(), AreaFactory()
    SensitivePeriodFactory(area=here)
    member = UserFactory()

    asked = [
        is_checked_first(member, "review", "Fine.", areas=areas)
        for areas in ([here], [there], [there, here], [])
    ]

    assert asked == [True, False, True, True]


def test_it_holds_in_what_its_area_lies_in_and_in_every_part_of_it():
    county = AreaFactory(kind="county")
    here, there = AreaFactory(parent=county), AreaFactory(parent=county)
    ward = AreaFactory(kind="ward", parent=here)
    SensitivePeriodFactory(area=here)
    member = UserFactory()

    asked = [
        is_checked_first(member, "review", "Fine.", areas=[area]) for area in (county, ward, there)
    ]

    assert asked == [True, True, False]


def test_it_holds_for_what_a_merger_put_into_its_area_and_for_what_came_out_of_it():
    old, heir, elsewhere = AreaFactory(), AreaFactory(), AreaFactory()
    AreaSuccessionFactory(predecessor=old, successor=heir, on=date(2025, 4, 1))
    member = UserFactory()
    asked = {}

    for declared in (old, heir):
        period = SensitivePeriodFactory(area=declared, kinds=["comment"])
        asked[declared] = [
            is_checked_first(member, "comment", "Fine.", areas=[area])
            for area in (old, heir, elsewhere)
        ]
        period.delete()

    assert asked == {old: [True, True, False], heir: [True, True, False]}


def _an_idea(area, by):
    idea = IdeaFactory(status="draft", author=by, area=area)
    ideas.submit(idea, by=by)
    return idea.status == "submitted"


def _a_comment(area, by):
    return comments.post(IdeaFactory(area=area), by=by, text="Fine.").state == "pending"


def _service_in(*areas, **link):
    service = ServiceFactory()
    for area in areas:
        ServiceAreaFactory(service=service, area=area, **link)
    refresh(service, at=service.created_at)
    service.refresh_from_db()
    return service


def _a_review_of_a_service(area, by):
    return reviews.submit(_service_in(area), by=by, **SAID).state == "pending"


def _a_review_of_a_hub(area, by):
    review = ReviewFactory(service=None, hub=HubFactory(area=area), author=by, **SAID)
    return reviews.edit(review, by=by, seen=review.version, **SAID | {"title": "Other words"})


@pytest.mark.parametrize(
    "waits", [_an_idea, _a_comment, _a_review_of_a_service, _a_review_of_a_hub]
)
def test_what_a_member_says_waits_where_the_period_is_and_nowhere_else(waits, settings):
    settings.PREMODERATE = {"idea": False, "review": False, "comment": False}
    here, there, member = AreaFactory(), AreaFactory(), UserFactory()
    SensitivePeriodFactory(area=here, kinds=["idea", "comment", "review"])

    assert (waits(here, member), waits(there, member)) == (True, False)


def test_a_review_of_what_the_whole_county_uses_waits_wherever_the_period_is():
    SensitivePeriodFactory(area=AreaFactory())

    review = reviews.submit(_service_in(None, is_county_wide=True), by=UserFactory(), **SAID)

    assert review.state == "pending"


def test_a_review_is_for_the_moderators_of_the_one_area_it_is_about():
    here, there = AreaFactory(), AreaFactory()
    one = ReviewFactory(service=_service_in(here))
    both = ReviewFactory(service=_service_in(here, there))

    assert (reviews.describe(one).area, reviews.describe(both).area) == (here, None)


def test_a_member_s_review_waits_in_such_days():
    SensitivePeriodFactory()

    review = reviews.submit(ServiceFactory(), by=UserFactory(), **SAID)

    assert review.state == "pending"


def test_declaring_and_ending_are_told_in_the_audit():
    period = declare()

    with time_machine.travel("2027-03-25T12:00:00+00:00", tick=False):
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


@pytest.mark.parametrize("page", ["ideas:submit", "feedback:comment", "feedback:review_service"])
def test_whoever_is_about_to_post_is_told_why_it_waits(page, client):
    area = AreaFactory(name="Stafford")
    idea, service = IdeaFactory(area=area), _service_in(area)
    about = {"feedback:comment": [idea.slug], "feedback:review_service": [service.slug]}
    address = reverse(page, args=about.get(page, []))
    before = client.get(address).content.decode()

    SensitivePeriodFactory(area=area, kinds=["idea", "comment", "review"])
    told = client.get(address).content.decode()

    assert "New posts are checked first" not in before
    assert "this holds in Stafford until" in told
    assert "A vote is near." in told
