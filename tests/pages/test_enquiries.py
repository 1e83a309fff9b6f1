import re

import pytest
from django.urls import reverse

from smartcounty.common import bots, tokens
from smartcounty.notifications.models import AccountMessage
from smartcounty.pages.models import Enquiry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PROBLEM = "/report-a-problem/"


def _typed(**changes):
    return {
        "kind": "problem",
        "page": "/services/",
        "message": "The map is upside down.",
        "name": "Ada Example",
        "email": "ada@example.org",
        "website": "",
        "started": bots.stamp(seconds_ago=10),
    } | changes


def test_a_visitor_reports_a_problem_and_is_told_what_happens_next(client):
    response = client.post(PROBLEM, _typed(), follow=True)

    kept = Enquiry.objects.get()
    assert (kept.kind, kept.page, kept.message, kept.by) == (
        "problem",
        "/services/",
        "The map is upside down.",
        None,
    )
    page = response.content.decode()
    assert kept.reference in page
    assert "What happens next" in page


def test_the_receipt_has_the_number_and_the_day_and_none_of_the_words(client):
    client.post(PROBLEM, _typed())

    kept, sent = Enquiry.objects.get(), AccountMessage.objects.get()
    assert sent.to == "ada@example.org"
    assert kept.reference in sent.text
    assert f"{kept.due_on:%A} {kept.due_on.day}" in sent.text
    assert "upside down" not in sent.text


def test_without_an_address_a_problem_is_kept_and_nothing_is_sent(client):
    response = client.post(PROBLEM, _typed(email="", kind="accessibility"), follow=True)

    assert Enquiry.objects.get().kind == "accessibility"
    assert AccountMessage.objects.count() == 0
    assert "You left no address" in response.content.decode()


def test_the_page_somebody_comes_from_is_filled_in(client):
    response = client.get(PROBLEM, {"page": "/hubs/the-forge/"})

    assert 'value="/hubs/the-forge/"' in response.content.decode()


def test_who_is_signed_in_types_neither_name_nor_address(signed_in):
    user = UserFactory(full_name="Bo Example", email="bo@example.org")
    client = signed_in(user)

    page = client.get("/contact/write/").content.decode()
    client.post("/contact/write/", _typed(kind="contact"))

    assert 'value="Bo Example"' in page
    assert 'value="bo@example.org"' in page
    assert Enquiry.objects.get().by == user


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/contact/write/", "contact"),
        ("/complaints/make/", "complaint"),
        ("/complaints/make/", "data_protection"),
    ],
)
def test_each_form_keeps_its_kind(client, address, kind):
    assert client.post(address, _typed(kind=kind)).status_code == 302
    assert Enquiry.objects.get().kind == kind


@pytest.mark.parametrize(
    ("address", "changes", "words"),
    [
        (PROBLEM, {"message": " "}, "Tell us what happened"),
        (PROBLEM, {"email": "nobody"}, "Enter an e-mail address like name@example.org"),
        (PROBLEM, {"kind": "contact"}, "Select a valid choice"),
        (PROBLEM, {"message": "x" * 4001}, "Use 4000 characters or fewer. You used 4001"),
        ("/contact/write/", {"kind": "contact", "email": ""}, "Enter your e-mail address"),
        ("/complaints/make/", {"kind": ""}, "Choose what your complaint is about"),
    ],
)
def test_bad_input_is_answered_at_the_field_and_nothing_typed_is_lost(
    client, address, changes, words
):
    response = client.post(address, _typed(**changes))

    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert re.search(r"<title>\s*Error:", page)
    assert "Ada Example" in page
    assert Enquiry.objects.count() == 0


def test_a_machine_that_fills_in_the_trap_is_turned_away(client):
    response = client.post(PROBLEM, _typed(website="https://spam.example"))

    assert response.status_code == 200
    assert Enquiry.objects.count() == 0


def test_posting_extra_fields_changes_nothing_else(client):
    client.post(PROBLEM, _typed(state="answered", answer="Yes", by="1", reference="E-1"))

    kept = Enquiry.objects.get()
    assert (kept.state, kept.answer, kept.by) == ("open", "", None)
    assert kept.reference != "E-1"


@pytest.mark.parametrize(
    "token",
    ["nonsense", tokens.make("other", "E-2026-0001")],
    ids=["nonsense", "of another purpose"],
)
def test_a_made_up_token_of_the_confirmation_is_not_found(client, token):
    assert client.get(reverse("pages:enquiry_sent", args=[token])).status_code == 404


def test_form_pages_are_kept_by_no_cache(client):
    response = client.get(PROBLEM)

    assert response["Cache-Control"] == "private, no-store"
