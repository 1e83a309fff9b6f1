"""The decision page of a case in Django's admin."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from ideas import actions as ideas
from ideas.lifecycle import Status
from ideas.models import Idea
from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions
from smartcounty.moderation.choices import STATEMENTS, ReasonCode
from smartcounty.moderation.models import Case, Decision
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import AuditEntryFactory, CaseFactory
from tests.factories.places import AreaFactory, MembershipFactory
from tests.moderation.desk import QUEUE, decide, do, typed, waiting, words
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db


def test_the_decision_page_shows_the_words_the_reports_and_the_author_so_far(desk, moderator):
    author = UserFactory(display_name="Kit Example", approved_contributions=4, upheld_reports=1)
    earlier = waiting(author=author, title="An earlier idea")
    why = {"reason_code": "duplicate", "statement": "Here already."}
    actions.decide(earlier, by=moderator, seen=earlier.version, action="reject", **why)
    idea = IdeaFactory(author=author, body="The driver is an <b>idiot</b>.\n\nSack him.")
    reporter = UserFactory(display_name="Ann of Stone")
    actions.report(idea, by=reporter, reason="abuse", details="Third line.")
    case = Case.objects.about(idea).get()

    response = desk.get(decide(case))

    text = words(response)
    for shown in (
        idea.title,
        "The driver is an &lt;b&gt;idiot&lt;/b&gt;.",
        "It is abusive or hateful",
        "Third line.",
        "their first report",
        "Kit Example",
        "4 contributions",
        "1 after a report",
        "An earlier idea",
        "Leave it as it is",
        "Remove it",
        "Hide it meanwhile",
    ):
        assert shown in text, shown
    for hidden in ("Ann of Stone", reporter.email, author.email, "Publish it"):
        assert hidden not in text, hidden


def test_the_form_carries_the_versions_that_are_on_the_screen(desk):
    case = waiting()

    html = desk.get(decide(case)).content.decode()

    assert f'name="seen" value="{case.version}"' in html
    assert f'name="read" value="{case.target.version}"' in html


def test_previous_and_next_are_links_with_a_key_each(desk):
    now = timezone.now()
    first, second, third = (CaseFactory(due_at=now + timedelta(hours=n)) for n in (1, 2, 3))

    html = desk.get(decide(second)).content.decode()

    assert f'<a href="{decide(first)}" rel="prev" accesskey="p">' in html
    assert f'<a href="{decide(third)}" rel="next" accesskey="n">' in html


def test_a_decision_leads_on_to_the_next_case(desk):
    case = waiting()
    other = CaseFactory(due_at=timezone.now() + timedelta(days=3))

    response = desk.post(decide(case), typed(case))

    assert response["Location"] == decide(other)
    assert Idea.objects.get(pk=case.target_id).status == Status.OPEN


def test_after_the_last_one_the_queue_is_empty(desk):
    case = waiting()

    response = desk.post(decide(case), typed(case), follow=True)

    assert response.request["PATH_INFO"] == QUEUE
    assert f"Decision recorded for {case.reference}." in words(response)
    assert "0 cases" in words(response)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"action": ""}, "Choose what you decide"),
        ({"action": "remove"}, "Select a valid choice"),
        ({"action": "reject", "statement": "Why."}, "Choose the reason; the author will be told"),
        ({"action": "reject", "reason_code": "abuse"}, "Tell the author why"),
        (
            {"action": "reject", "reason_code": "abuse", "statement": "You wrote {the words}."},
            "Fill in or take out: {the words}",
        ),
    ],
)
def test_a_decision_that_will_not_do_says_why_and_keeps_the_text(changes, error, desk):
    case = waiting()

    response = desk.post(decide(case), typed(case, private_note="Spoke to Ann.") | changes)

    text = words(response)
    assert error in text
    assert "Spoke to Ann." in text
    assert "Error: Decide on" in text
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("reason", ReasonCode)
def test_each_reason_has_words_to_start_from_that_must_be_filled_in(reason, desk):
    case = waiting()

    response = desk.post(
        decide(case),
        typed(case, action="reject", reason_code=reason, private_note="Mine", start="1"),
    )

    form = response.context["form"]
    assert form["statement"].value() == STATEMENTS[reason]
    assert (form["action"].value(), form["private_note"].value()) == ("reject", "Mine")
    assert "Fill in or take out" in words(
        desk.post(
            decide(case),
            typed(case, action="reject", reason_code=reason, statement=STATEMENTS[reason]),
        )
    )
    assert Decision.objects.count() == 0


def test_words_already_written_are_not_replaced_by_a_template(desk):
    case = waiting()

    response = desk.post(
        decide(case), typed(case, reason_code="abuse", statement="My own words", start="1")
    )

    assert response.context["form"]["statement"].value() == "My own words"


def test_the_second_moderator_reads_who_decided_and_when_and_loses_no_word(desk):
    case = waiting()
    actions.decide(case, by=another_moderator(), seen=case.version, action="approve")

    response = desk.post(
        decide(case),
        typed(case, action="reject", reason_code="abuse", statement="A long careful statement"),
    )

    assert response.status_code == 409
    text = words(response)
    assert re.search(r"Already decided by Moderator at \d+(:\d\d)?[ap]m\.", text)
    assert "A long careful statement" in text
    assert Decision.objects.count() == 1


def test_what_its_author_changed_meanwhile_is_shown_anew_and_can_then_be_decided(desk):
    case = waiting()
    sent = typed(case, private_note="Fine by me")
    ideas.edit(case.target, by=case.author, seen=case.target.version, title="Other words")

    response = desk.post(decide(case), sent)

    assert response.status_code == 409
    text = words(response)
    assert "Somebody changed or reported this since you opened it." in text
    assert "Other words" in text
    assert "Fine by me" in text
    form = response.context["form"]
    again = sent | {"seen": form["seen"].value(), "read": form["read"].value()}
    assert desk.post(decide(case), again).status_code == 302
    idea = Idea.objects.get()
    assert (idea.status, idea.title) == (Status.OPEN, "Other words")


def test_a_case_somebody_else_has_taken_is_refused_with_their_name(desk):
    case = waiting()
    actions.claim(case, by=another_moderator(display_name="Second Reader"))

    response = desk.post(decide(case), typed(case))

    assert response.status_code == 409
    assert "Second Reader has taken this until" in words(response)
    assert Decision.objects.count() == 0


def test_ones_own_words_are_refused_without_showing_who_reported_what(desk, moderator):
    idea = IdeaFactory(author=moderator, body="My secret plan")
    actions.report(idea, by=None, reason="abuse", details="Silly")
    case = Case.objects.get()

    for response in (
        desk.get(decide(case)),
        desk.post(decide(case), typed(case, action="keep")),
        desk.post(do(case, "claim")),
    ):
        assert response.status_code == 403
        assert "not yours to decide" in words(response)
        assert "Silly" not in words(response)
    assert Decision.objects.count() == 0


def test_a_case_of_another_area_is_not_there(signed_in, roles):
    person = another_moderator()
    MembershipFactory(user=person, roles=["moderator"]).areas.add(AreaFactory())

    assert signed_in(person).get(decide(CaseFactory())).status_code == 404


@pytest.mark.parametrize("role", ["Administrator", "Responder", "Directory editor"])
def test_other_staff_neither_see_nor_decide_cases(role, signed_in, roles):
    person = UserFactory()
    accounts.grant_role(person, role, by=None)
    client, case = signed_in(person), waiting()

    assert client.get(QUEUE).status_code == 403
    assert client.get(decide(case)).status_code == 403
    assert client.post(decide(case), typed(case)).status_code == 403
    assert "Waiting cases" not in words(client.get(reverse("admin:index")))


def test_taking_putting_back_hiding_and_passing_up_are_buttons(desk, moderator):
    idea = IdeaFactory()
    actions.report(idea, by=None, reason="personal")
    case = Case.objects.get()

    assert "It is yours until" in words(desk.post(do(case, "claim"), follow=True))
    assert "You have taken it until" in words(desk.get(decide(case)))
    assert "Hidden. Its author" in words(desk.post(do(case, "hide"), follow=True))
    assert "Show it again" in words(desk.get(decide(case)))
    assert "Put back" in words(desk.post(do(case, "release"), follow=True))
    response = desk.post(do(case, "pass-up"), {"because": "I know the family"}, follow=True)
    assert "Passed up" in words(response)
    case.refresh_from_db()
    assert (case.state, case.passed_up_because) == ("escalated", "I know the family")


def test_passing_up_needs_a_reason(desk):
    case = waiting()

    response = desk.post(do(case, "pass-up"), {"because": ""}, follow=True)

    assert "Say why somebody else should decide" in words(response)
    case.refresh_from_db()
    assert case.state == "open"


def test_buttons_do_nothing_when_they_are_merely_opened(desk):
    case = waiting()

    assert desk.get(do(case, "claim")).status_code == 405
    assert desk.post(do(case, "delete")).status_code == 404
    case.refresh_from_db()
    assert case.state == "open"


def test_a_decided_case_shows_what_was_decided_and_no_form(desk, moderator):
    case = waiting()
    actions.decide(
        case,
        by=moderator,
        seen=case.version,
        action="reject",
        reason_code="abuse",
        statement="It calls names.",
        private_note="Third time.",
    )

    response = desk.get(decide(case))

    text = words(response)
    for shown in ("Do not publish it", "Abusive or hateful", "It calls names.", "Third time."):
        assert shown in text
    assert 'name="action"' not in response.content.decode()


def test_an_appeal_shows_the_first_decision_and_the_authors_words(signed_in, moderator):
    case = waiting()
    why = {"reason_code": "abuse", "statement": "It calls names."}
    first = actions.decide(case, by=moderator, seen=case.version, action="reject", **why)
    appeal = actions.lodge_appeal(first, by=case.author, words="I only said what he did.")

    text = words(signed_in(another_moderator()).get(decide(appeal.case)))

    for shown in ("I only said what he did.", "It calls names.", "Publish it after all"):
        assert shown in text


def test_the_admin_has_no_other_way_to_change_or_lose_a_case(desk):
    case = waiting()
    base = f"{QUEUE}{case.pk}"

    assert desk.get(f"{base}/change/")["Location"] == decide(case)
    assert desk.post(f"{base}/change/", {"state": "decided"}).status_code == 302
    assert desk.get(f"{QUEUE}add/").status_code == 403
    assert desk.post(f"{base}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(
        QUEUE, {"action": "delete_selected", "_selected_action": case.pk}
    ).status_code in (
        200,
        302,
        403,
    )
    case.refresh_from_db()
    assert case.state == "open"
    assert admin.site._registry[Case].get_actions(None) == {}


def test_the_first_staff_page_says_how_many_cases_wait(desk):
    CaseFactory(due_at=timezone.now() - timedelta(hours=1))
    CaseFactory()

    text = words(desk.get(reverse("admin:index")))

    assert "Waiting cases: 2" in text
    assert "1 late" in text


def test_the_audit_can_be_read_and_searched_and_nothing_else(desk):
    entry = AuditEntryFactory(action="role granted", subject="<b>User</b> 7")
    base = reverse("admin:moderation_auditentry_changelist")

    response = desk.get(f"{base}?q=granted")

    assert "&lt;b&gt;User&lt;/b&gt; 7" in response.content.decode()
    assert desk.get(f"{base}{entry.pk}/change/").status_code == 200
    assert desk.post(f"{base}{entry.pk}/change/", {"action": "x"}).status_code == 403
    assert desk.post(f"{base}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{base}add/").status_code == 403


@pytest.mark.parametrize("address", [QUEUE, reverse("admin:moderation_auditentry_changelist")])
def test_lists_have_nothing_inline_that_the_content_policy_refuses(address, desk):
    CaseFactory()
    AuditEntryFactory()

    response = desk.get(address)

    html = response.content.decode()
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", html)
    assert "style-src 'self'" in response["Content-Security-Policy"]


def test_a_change_of_public_words_is_shown_beside_what_stands_there(desk):
    idea = IdeaFactory(title="A bench on the hill")
    ideas.reword(idea, by=idea.author, seen=idea.version, title="A bench with a back")
    case = Case.objects.get()

    html = desk.get(decide(case)).content.decode()

    assert "A bench <del>on the hill</del>" in html
    assert "A bench <ins>with a back</ins>" in html
    desk.post(decide(case), typed(case))
    assert Idea.objects.get().title == "A bench with a back"


def test_a_clash_over_a_change_says_who_was_first(desk):
    idea = IdeaFactory(title="A bench on the hill")
    ideas.reword(idea, by=idea.author, seen=idea.version, title="A bench with a back")
    case = Case.objects.get()
    mine = typed(case)
    actions.decide(case, by=another_moderator(), seen=case.version, action="approve")

    answer = desk.post(decide(case), mine)

    assert answer.status_code == 409
    assert "Already decided by Moderator at" in words(answer)
