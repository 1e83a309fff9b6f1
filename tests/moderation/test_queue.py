"""The queue in Django's admin, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from smartcounty.moderation import actions
from smartcounty.moderation.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.moderation import CaseFactory, ReportFactory
from tests.factories.places import AreaFactory, MembershipFactory
from tests.moderation.desk import QUEUE, decide, waiting, words
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db


def test_the_queue_shows_the_most_pressing_first_with_age_reason_place_and_holder(desk):
    now = timezone.now()
    area = AreaFactory(name="Leek")
    CaseFactory(title="Later", due_at=now + timedelta(days=1), area=area)
    CaseFactory(title="Overdue", due_at=now - timedelta(hours=3), opened_at=now - timedelta(days=3))
    CaseFactory(reported=True, title="Grave", due_at=now + timedelta(hours=1), priority=11)
    taken = CaseFactory(title="Taken", due_at=now + timedelta(days=2))
    actions.claim(taken, by=another_moderator(display_name="Second Reader"))

    response = desk.get(QUEUE)

    text = words(response)
    assert [text.index(title) for title in ("Grave", "Overdue", "Later", "Taken")] == sorted(
        text.index(title) for title in ("Grave", "Overdue", "Later", "Taken")
    )
    for shown in ("Late by 3 hours", "Here for 3 days", "59 minutes left", "Leek", "Reported"):
        assert shown in text
    assert "11.0 = it is abusive or hateful 4.0" in text
    assert re.search(r"Second Reader until \d+(:\d\d)?[ap]m", text)
    html = response.content.decode()
    assert "queue-time--late" in html
    assert "queue-time--soon" in html
    assert "queue-time--fine" in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Free", "Mine", "Theirs", "Late"}),
        ("?state=free", {"Free", "Late"}),
        ("?state=mine", {"Mine"}),
        ("?state=late", {"Late"}),
        ("?state=decided", {"Decided"}),
        ("?state=all", {"Free", "Mine", "Theirs", "Late", "Decided"}),
        ("?kind__exact=report", {"Late"}),
        ("?q=Theirs", {"Theirs"}),
    ],
)
def test_the_queue_is_filtered_by_state_and_kind(query, expected, desk, moderator):
    CaseFactory(title="Free")
    actions.claim(CaseFactory(title="Mine"), by=moderator)
    actions.claim(CaseFactory(title="Theirs"), by=another_moderator())
    CaseFactory(title="Late", reported=True, due_at=timezone.now() - timedelta(hours=1))
    case = waiting(title="Decided")
    actions.decide(case, by=moderator, seen=case.version, action="approve")

    found = desk.get(QUEUE + query).context["cl"].result_list

    assert {case.title for case in found} == expected


def test_the_queue_leaves_out_what_a_moderator_has_an_interest_in_or_no_say_over(signed_in, roles):
    here, person = AreaFactory(), another_moderator()
    membership = MembershipFactory(user=person, roles=["moderator"])
    membership.areas.add(here)
    CaseFactory(title="Here", area=here)
    CaseFactory(title="Elsewhere")
    CaseFactory(title="My own", area=here, author=person)
    CaseFactory(title="My group's", area=here, organisation=membership.organisation)

    found = signed_in(person).get(QUEUE).context["cl"].result_list

    assert [case.title for case in found] == ["Here"]


def test_the_queue_costs_as_many_queries_for_one_case_as_for_a_hundred(desk):
    costs = []
    for more in (1, 9, 90):
        for case in CaseFactory.create_batch(more):
            ReportFactory(case=case)
        desk.get(QUEUE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(QUEUE).status_code == 200
        costs.append(len(queries))

    assert len(set(costs)) == 1, costs
    assert costs[0] <= 12


def test_the_queue_is_no_dearer_with_thousands_of_cases(desk):
    template = CaseFactory()
    with CaptureQueriesContext(connection) as before:
        desk.get(QUEUE)
    Case.objects.bulk_create(
        Case(
            reference=f"C-2026-{n}",
            kind="check",
            target_type=template.target_type,
            target_id=template.target_id + n,
            title=f"Case {n}",
            area=template.area,
            author=template.author,
            opened_at=template.opened_at,
            due_at=template.due_at + timedelta(minutes=n),
        )
        for n in range(10_000, 12_000)
    )

    with CaptureQueriesContext(connection) as queries:
        response = desk.get(QUEUE)

    assert response.context["cl"].result_count == 2001
    assert len(queries) == len(before)


def test_the_decision_page_costs_the_same_whatever_was_reported(desk):
    costs = []
    case = CaseFactory(reported=True)
    for more in (1, 9, 20):
        for _ in range(more):
            ReportFactory(case=case, by=UserFactory())
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(decide(case)).status_code == 200
        costs.append(len(queries))

    assert len(set(costs)) == 1, costs
