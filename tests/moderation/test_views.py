"""Pages for whoever reports something and for whoever wrote it."""

import re

import pytest
from django.urls import reverse

from ideas.lifecycle import Status
from ideas.models import Idea
from smartcounty.common.bots import stamp
from smartcounty.moderation import actions
from smartcounty.moderation.choices import ReportReason, Rule
from smartcounty.moderation.models import Appeal, Case, Report
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import CaseFactory, DecisionFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db
KEY = "8c1f6b9e-3f39-4b8e-9f0a-111111111111"


def address(item, kind="idea"):
    return reverse("moderation:report", args=[kind, item.public_id])


def typed(**changes):
    return {
        "reason": "abuse",
        "details": "It calls the driver names.",
        "contact_email": "",
        "key": KEY,
        "website": "",
        "started": stamp(seconds_ago=30),
    } | changes


def main(response):
    return re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]


def test_everybody_gets_two_questions_a_way_to_be_answered_and_a_number_to_call(client):
    idea = IdeaFactory()

    response = client.get(address(idea))

    page = main(response)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert idea.title in page
    assert "Is someone in danger?" in page
    for reason in ReportReason:
        assert f'value="{reason}"' in page
    for name in ("details", "contact_email", "key", "started"):
        assert f'name="{name}"' in page


def test_somebody_signed_in_is_not_asked_for_an_address(signed_in):
    response = signed_in(UserFactory()).get(address(IdeaFactory()))

    assert 'name="contact_email"' not in main(response)


def test_a_report_by_somebody_signed_out_gives_a_reference_and_says_what_happens_next(client):
    idea = IdeaFactory()

    response = client.post(address(idea), typed(contact_email="Me@example.org"), follow=True)

    report = Report.objects.get()
    assert (report.case.target, report.by, report.contact_email) == (idea, None, "Me@example.org")
    page = main(response)
    assert report.reference in page
    assert "What happens next" in page
    assert "We will write to you" in page


def test_a_report_without_an_address_says_that_nobody_can_be_answered(client):
    response = client.post(address(IdeaFactory()), typed(), follow=True)

    assert "You left no address" in main(response)


def test_a_second_report_by_the_same_person_gives_the_first_reference(signed_in):
    idea, client = IdeaFactory(), signed_in(UserFactory())

    first = client.post(address(idea), typed(), follow=True)
    second = client.post(address(idea), typed(key="", reason="other"), follow=True)

    report = Report.objects.get()
    assert report.reference in main(first)
    assert report.reference in main(second)


def test_a_form_sent_twice_gives_the_same_reference(client):
    idea, form = IdeaFactory(), typed()

    first, second = (client.post(address(idea), form)["Location"] for _ in range(2))

    assert main(client.get(first)) == main(client.get(second))
    assert Report.objects.count() == 1


def test_a_repeated_report_of_what_was_kept_gets_the_answer_at_once(client, moderator):
    idea = IdeaFactory()
    case = actions.report(idea, by=None, reason="abuse").case
    case.refresh_from_db()
    actions.decide(case, by=moderator, seen=case.version, action="keep")

    response = client.post(address(idea), typed(), follow=True)

    page = main(response)
    assert "We have looked at this already" in page
    assert "It keeps to our rules, so it stays." in page


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reason": ""}, "Choose what is wrong with it"),
        ({"reason": "ugly"}, "Select a valid choice"),
        ({"reason": "other", "details": ""}, "Say in a few words what is wrong"),
        ({"contact_email": "me at home"}, "Enter an e-mail address, such as name@example.org"),
        ({"website": "http://spam.example"}, "field that people cannot see"),
        ({"started": None}, "That was very quick"),
        ({"details": "x" * 2001}, "Use 2000 characters or fewer"),
    ],
)
def test_a_form_that_will_not_do_says_why_and_keeps_what_was_typed(client, changes, error):
    form = typed(details="It calls the driver names.") | changes
    form["started"] = form["started"] or stamp()

    response = client.post(address(IdeaFactory()), form)

    page = main(response)
    assert (response.status_code, Report.objects.count()) == (200, 0)
    assert error in page
    assert form["details"] in page


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.REJECTED])
def test_what_is_not_public_cannot_be_reported_even_by_its_author(status, signed_in):
    idea = IdeaFactory(status=status)

    assert signed_in(idea.author).get(address(idea)).status_code == 404


def test_what_was_taken_down_while_the_form_was_open_is_not_there(client):
    idea = IdeaFactory()
    Idea.objects.update(hidden_at=idea.created_at)

    assert client.post(address(idea), typed()).status_code == 404


@pytest.mark.parametrize("kind", ["nothing", "user"])
def test_an_unknown_kind_is_not_there(client, kind):
    assert client.get(address(IdeaFactory(), kind)).status_code == 404


def test_a_service_is_reported_and_stays_while_somebody_looks(client):
    service = ServiceFactory()

    page = main(client.get(address(service, "service")))
    client.post(address(service, "service"), typed(reason="danger"))

    service.refresh_from_db()
    assert "It is hidden until then" not in page
    assert (service.hidden_at, Case.objects.get().alarmed_at is not None) == (None, True)


def test_too_many_reports_within_an_hour_are_turned_away_and_nothing_typed_is_lost(client):
    idea = IdeaFactory()
    for _ in range(20):
        assert client.post(address(idea), typed()).status_code == 302

    response = client.post(address(idea), typed(details="The twenty-first"))

    assert response.status_code == 429
    assert "The twenty-first" in main(response)


def test_the_fourth_grave_report_from_one_place_no_longer_hides(client):
    ideas = [IdeaFactory() for _ in range(4)]

    for idea in ideas:
        client.post(address(idea), typed(reason="danger", key=""))

    hidden = [Idea.objects.get(pk=idea.pk).hidden_at is not None for idea in ideas]
    assert hidden == [True, True, True, False]
    assert Case.objects.filter(alarmed_at__isnull=False).count() == 4


def test_nobody_reads_a_report_without_the_address_that_came_back(client):
    assert client.get(reverse("moderation:reported", args=["R-2026-0001"])).status_code == 404


def page_of(decision):
    return reverse("moderation:decision", args=[decision.case.reference])


def appeal_to(decision):
    return reverse("moderation:appeal", args=[decision.case.reference])


def test_the_statement_of_reasons_says_what_why_who_and_how_to_appeal(signed_in):
    decision = DecisionFactory(words="A bench\n\nThe driver is an idiot.", machine_flag="contact")

    page = main(signed_in(decision.case.author).get(page_of(decision)))

    assert "Your idea was not published" in page
    assert decision.statement in page
    assert "rule 2, “No abuse”" in page
    assert f"{reverse('pages:community_rules')}#abuse" in page
    assert f"a moderator, reference {decision.case.reference}." in page
    assert "A word list had pointed it out" in page
    assert "The driver is an idiot." in page
    assert appeal_to(decision) in page


def test_the_statement_is_for_the_author_alone(signed_in, client, moderator):
    decision = DecisionFactory(by=moderator)

    assert client.get(page_of(decision)).status_code == 302
    for person in (UserFactory(), moderator):
        for path in (page_of(decision), appeal_to(decision)):
            assert signed_in(person).get(path).status_code == 404


def test_a_case_without_a_decision_has_no_statement(signed_in):
    case = CaseFactory()

    path = reverse("moderation:decision", args=[case.reference])
    assert signed_in(case.author).get(path).status_code == 404


def test_an_appeal_is_lodged_once_and_shown_on_the_statement(signed_in):
    decision = DecisionFactory(case=CaseFactory(decided=True, target__status=Status.REJECTED))
    client = signed_in(decision.case.author)

    client.post(appeal_to(decision), {"words": "I only said what he did."})
    again = client.post(appeal_to(decision), {"words": "Again."}, follow=True)

    appeal = Appeal.objects.get()
    assert (appeal.words, appeal.case.kind) == ("I only said what he did.", "appeal")
    assert "Somebody is looking at this again already." in main(again)
    page = main(client.get(page_of(decision)))
    assert "Waiting for somebody else to look" in page
    assert appeal_to(decision) not in page


@pytest.mark.parametrize(
    ("words", "error"),
    [("", "Say why somebody should look again"), ("x" * 2001, "Use 2000 characters or fewer")],
)
def test_an_appeal_needs_words_but_not_too_many(signed_in, words, error):
    decision = DecisionFactory()

    response = signed_in(decision.case.author).post(appeal_to(decision), {"words": words})

    assert error in main(response)
    assert Appeal.objects.count() == 0


def test_each_rule_that_a_decision_quotes_stands_on_the_page_of_rules(client):
    page = client.get(reverse("pages:community_rules")).content.decode()

    for number, rule in enumerate(Rule, start=1):
        assert f'<h3 id="{rule}">{number}. {rule.label}</h3>' in page
