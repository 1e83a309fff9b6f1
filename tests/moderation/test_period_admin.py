"""Periods in which more is read first, declared and ended on the staff pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions
from smartcounty.moderation.lifecycle import InvalidMove
from smartcounty.moderation.models import AuditEntry, SensitivePeriod
from tests.factories.accounts import UserFactory
from tests.factories.moderation import SensitivePeriodFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:moderation_sensitiveperiod_changelist")
ADD = reverse("admin:moderation_sensitiveperiod_add")


def change(period):
    return reverse("admin:moderation_sensitiveperiod_change", args=[period.pk])


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def told(action):
    return AuditEntry.objects.filter(action=action, subject="Before the vote").count()


def typed(**changes):
    return {
        "name": "Before the vote",
        "reason": "A vote is near.",
        "area": "",
        "kinds": ["idea", "review"],
        "starts_on": in_days(0).isoformat(),
        "ends_on": in_days(30).isoformat(),
    } | changes


@pytest.fixture
def desk(roles, signed_in):
    """The browser of an administrator."""
    user = UserFactory()
    accounts.grant_role(user, "Administrator", by=None)
    return signed_in(user)


def test_an_administrator_declares_one_for_an_area(desk):
    area = AreaFactory(name="Stafford")

    answer = desk.post(ADD, typed(area=area.pk), follow=True)

    period = SensitivePeriod.objects.get()
    assert (period.name, period.area, period.kinds) == ("Before the vote", area, ["idea", "review"])
    assert period.declared_by == answer.wsgi_request.user
    assert told("sensitive period declared") == 1
    html = answer.content.decode()
    assert "Stafford" in html
    assert "Ideas, Reviews" in html
    assert "In force" in html


def test_an_administrator_ends_one_and_changes_nothing_else(desk):
    period = SensitivePeriodFactory(name="Before the vote")

    desk.post(change(period), typed(name="Another name", ends_on=in_days(1).isoformat()))

    period.refresh_from_db()
    assert (period.name, period.ends_on) == ("Before the vote", in_days(1))
    assert told("sensitive period's end moved") == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"ends_on": (timezone.localdate() - timedelta(days=1)).isoformat()},
            "today or a later day",
        ),
        (
            {"starts_on": (timezone.localdate() + timedelta(days=40)).isoformat()},
            "before the first",
        ),
        ({"kinds": []}, "Choose what is read first"),
    ],
)
def test_a_period_of_nothing_is_refused_in_words(desk, changes, problem):
    answer = desk.post(ADD, typed(**changes))

    assert problem in answer.content.decode()
    assert SensitivePeriod.objects.count() == 0


def test_what_is_over_stays_as_it_was(desk):
    over = SensitivePeriodFactory(starts_on=in_days(-30), ends_on=in_days(-1))

    assert "Over" in desk.get(LIST).content.decode()
    assert desk.get(change(over)).status_code == 200
    assert desk.post(change(over), typed()).status_code == 403
    assert desk.post(f"{LIST}{over.pk}/delete/", {"post": "yes"}).status_code == 403
    with pytest.raises(InvalidMove):
        actions.end_period(over, by=UserFactory(), on=in_days(9))


def test_a_moderator_sees_them_and_declares_none(signed_in, moderator):
    period = SensitivePeriodFactory()
    browser = signed_in(moderator)

    assert browser.get(LIST).status_code == 200
    assert browser.get(change(period)).status_code == 200
    assert browser.get(ADD).status_code == 403
    assert browser.post(change(period), typed()).status_code == 403
