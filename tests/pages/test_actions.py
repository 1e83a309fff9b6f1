from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications.models import AccountMessage
from smartcounty.pages import actions
from smartcounty.pages.choices import Kind
from smartcounty.pages.lifecycle import InvalidMove, State
from smartcounty.pages.models import Enquiry
from tests.factories.accounts import UserFactory
from tests.factories.pages import EnquiryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        (Kind.PROBLEM, date(2027, 1, 5)),
        (Kind.ACCESSIBILITY, date(2027, 1, 5)),
        (Kind.CONTACT, date(2027, 1, 5)),
        (Kind.COMPLAINT, date(2027, 1, 12)),
        (Kind.DATA_PROTECTION, date(2027, 1, 23)),
    ],
)
def test_an_answer_is_due_in_working_days_and_for_personal_data_in_thirty_days(kind, due_on):
    with time_machine.travel(datetime(2026, 12, 24, 15, tzinfo=timezone.get_current_timezone())):
        enquiry = actions.ask(kind, by=None, message="Please look at this.")

    assert enquiry.due_on == due_on
    assert enquiry.reference.startswith("E-2026-")


def test_an_address_gets_no_more_than_three_receipts_an_hour():
    for _ in range(5):
        actions.ask(Kind.CONTACT, by=None, message="Again.", email="flooded@example.org")

    assert Enquiry.objects.count() == 5
    assert AccountMessage.objects.count() == 3


def test_answer_closes_the_enquiry_and_sends_the_words():
    enquiry, staff = EnquiryFactory(email="asks@example.org"), UserFactory()

    actions.answer(enquiry, by=staff, text="Use the form for groups.")

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.answered_by) == (State.ANSWERED, staff)
    sent = AccountMessage.objects.get()
    assert sent.to == "asks@example.org"
    assert "Use the form for groups." in sent.text
    assert AuditEntry.objects.filter(action="enquiry answered", by=staff).count() == 1


def test_the_second_of_two_answers_is_refused():
    enquiry = EnquiryFactory(answered=True)

    with pytest.raises(InvalidMove) as clash:
        actions.answer(enquiry, by=UserFactory(), text="Something else.")

    assert clash.value.decided_by == enquiry.answered_by
    assert AccountMessage.objects.count() == 0


def test_erasing_a_person_keeps_the_message_without_the_name():
    user = UserFactory()
    enquiry = EnquiryFactory(by=user, name="Ada Example", email=user.email)

    actions.erase_person(user, at=timezone.now())

    enquiry.refresh_from_db()
    assert (enquiry.by, enquiry.name, enquiry.email) == (None, "", "")
    assert enquiry.message


def test_who_asked_is_forgotten_a_year_after_the_answer_and_not_before():
    at = timezone.now()
    old, recent, waiting = (
        EnquiryFactory(answered=True, name="Ada", answered_at=at - timedelta(days=366)),
        EnquiryFactory(answered=True, name="Bo", answered_at=at - timedelta(days=364)),
        EnquiryFactory(name="Cy", created_at=at - timedelta(days=400)),
    )

    assert actions.forget_senders(at=at) == 1
    assert actions.forget_senders(at=at) == 0

    for enquiry in (old, recent, waiting):
        enquiry.refresh_from_db()
    assert [enquiry.name for enquiry in (old, recent, waiting)] == ["", "Bo", "Cy"]
    assert (old.email, old.message) == ("", "How do I list our choir?")
