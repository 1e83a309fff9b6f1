import pytest
from django.urls import reverse

from smartcounty.accounts import actions as accounts
from smartcounty.notifications.models import AccountMessage
from smartcounty.pages.models import Enquiry
from tests.factories.accounts import UserFactory
from tests.factories.pages import EnquiryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


@pytest.fixture
def staff():
    user = UserFactory()
    accounts.grant_role(user, "Administrator", by=None)
    return user


def _page(enquiry):
    return reverse("admin:pages_enquiry_change", args=[enquiry.pk])


def test_staff_answer_once_and_the_sender_gets_the_words(signed_in, staff):
    enquiry = EnquiryFactory()

    signed_in(staff).post(_page(enquiry), {"answer": "Use the form for groups."})

    saved = Enquiry.objects.get()
    assert (saved.state, saved.answer, saved.answered_by) == (
        "answered",
        "Use the form for groups.",
        staff,
    )
    assert "Use the form for groups." in AccountMessage.objects.get().text


def test_an_empty_answer_is_asked_for_again(signed_in, staff):
    enquiry = EnquiryFactory()

    response = signed_in(staff).post(_page(enquiry), {"answer": ""})

    assert response.status_code == 200
    assert Enquiry.objects.get().state == "open"


def test_what_was_answered_cannot_be_changed(signed_in, staff):
    enquiry = EnquiryFactory(answered=True)

    signed_in(staff).post(_page(enquiry), {"answer": "Something else.", "state": "open"})

    assert Enquiry.objects.get().answer == enquiry.answer
    assert AccountMessage.objects.count() == 0


def test_staff_change_nothing_that_somebody_wrote(signed_in, staff):
    enquiry = EnquiryFactory()

    signed_in(staff).post(
        _page(enquiry), {"answer": "Thanks.", "message": "Nice.", "email": "x@y.z"}
    )

    saved = Enquiry.objects.get()
    assert (saved.message, saved.email) == (enquiry.message, enquiry.email)


def test_the_list_has_the_most_urgent_first(signed_in, staff):
    done = EnquiryFactory(answered=True, reference="E-2026-1001")
    late = EnquiryFactory(due_on="2026-01-05", reference="E-2026-1002")
    soon = EnquiryFactory(due_on="2026-01-09", reference="E-2026-1003")

    page = signed_in(staff).get(reverse("admin:pages_enquiry_changelist")).content.decode()

    found = sorted((late, soon, done), key=lambda row: page.index(row.reference))
    assert found == [late, soon, done]


@pytest.mark.parametrize("role", ["Moderator", "Hub host"])
def test_others_of_the_staff_do_not_read_what_people_wrote(signed_in, role):
    user, enquiry = UserFactory(), EnquiryFactory()
    accounts.grant_role(user, role, by=None)

    assert signed_in(user).get(_page(enquiry)).status_code == 403


def test_nobody_deletes_or_adds_one(signed_in, staff):
    enquiry, client = EnquiryFactory(), signed_in(staff)

    assert client.get(reverse("admin:pages_enquiry_delete", args=[enquiry.pk])).status_code == 403
    assert client.get(reverse("admin:pages_enquiry_add")).status_code == 403
