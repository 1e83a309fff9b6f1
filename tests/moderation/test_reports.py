"""What reports do to a case and to the item they are about."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ideas.lifecycle import Status
from ideas.models import Idea
from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions
from smartcounty.moderation.lifecycle import InvalidMove
from smartcounty.moderation.models import AuditEntry, Case, Report
from smartcounty.notifications.models import AccountMessage, Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
WHY = {"reason_code": "abuse", "statement": "It calls the driver names."}


def is_hidden(idea):
    return Idea.objects.get(pk=idea.pk).hidden_at is not None


def keep(case, *, by):
    case.refresh_from_db()
    return actions.decide(case, by=by, seen=case.version, action="keep")


def test_a_report_opens_a_case_and_has_a_reference_to_say_on_the_phone():
    idea = IdeaFactory()

    report = actions.report(idea, by=None, reason="abuse", details="The third line.")

    year = timezone.localdate().year
    assert report.reference == f"R-{year}-0001"
    case = Case.objects.get()
    assert (case.kind, case.title, case.author, case.area) == (
        "report",
        idea.title,
        idea.author,
        idea.area,
    )
    assert (case.priority, case.priority_because) == (4, "it is abusive or hateful 4.0")


def test_a_second_report_joins_the_case_and_makes_it_more_pressing():
    idea = IdeaFactory()
    first = actions.report(idea, by=None, reason="other")
    second = actions.report(idea, by=None, reason="personal")

    case = Case.objects.get()
    assert first.case == second.case == case
    assert case.priority == 9
    assert case.due_at < first.case.due_at


def test_a_person_reports_a_thing_once():
    idea, person = IdeaFactory(), UserFactory()
    first = actions.report(idea, by=person, reason="abuse")

    again = actions.report(idea, by=person, reason="other", details="And it is dull.")

    assert again.reference == first.reference
    assert Report.objects.get().reason == "abuse"
    assert Case.objects.get().version == first.case.version  # nobody must read it anew


def test_a_graver_reason_from_the_same_person_counts():
    idea, person = IdeaFactory(), UserFactory()
    actions.report(idea, by=person, reason="other", details="Odd.")

    again = actions.report(idea, by=person, reason="danger", details="It says where she lives.")

    assert Report.objects.get() == again
    assert (again.reason, again.details) == ("danger", "Odd.\n\nIt says where she lives.")
    assert is_hidden(idea)


def test_a_form_sent_twice_is_one_report():
    idea, key = IdeaFactory(), "8c1f6b9e-3f39-4b8e-9f0a-111111111111"

    first = actions.report(idea, by=None, reason="abuse", key=key)
    again = actions.report(idea, by=None, reason="abuse", key=key)

    assert (again, Report.objects.count()) == (first, 1)


@pytest.mark.parametrize("reason", ["danger", "illegal"])
def test_one_grave_report_hides_the_item_and_raises_the_alarm(reason):
    idea = IdeaFactory()

    case = actions.report(idea, by=None, reason=reason).case

    assert is_hidden(idea)
    assert set(Event.objects.values_list("kind", "subject_id")) == {
        ("moderation.alarm", case.pk),
        ("moderation.hidden", case.pk),
    }
    assert AuditEntry.objects.get().action == "hidden until looked at"


@pytest.mark.parametrize("reason", ["personal", "abuse", "fake", "commercial", "wrong", "other"])
def test_one_ordinary_report_never_hides(reason):
    idea = IdeaFactory()

    actions.report(idea, by=None, reason=reason)

    assert not is_hidden(idea)
    assert Event.objects.count() == 0


def test_a_grave_report_from_where_too_many_came_alarms_but_does_not_hide():
    idea = IdeaFactory()

    actions.report(idea, by=None, reason="danger", may_hide=False)

    assert not is_hidden(idea)
    assert Event.objects.get().kind == "moderation.alarm"


def test_three_members_hide_what_each_finds_wrong(settings):
    idea = IdeaFactory()

    for _ in range(settings.REPORTS_TO_HIDE - 1):
        actions.report(idea, by=UserFactory(), reason="abuse")
    assert not is_hidden(idea)
    actions.report(idea, by=UserFactory(), reason="other")

    assert is_hidden(idea)


def test_nobody_hides_a_thing_by_reporting_it_often_signed_out_or_from_new_accounts():
    idea = IdeaFactory()

    for _ in range(5):
        actions.report(idea, by=None, reason="abuse")
        actions.report(idea, by=UserFactory(new=True), reason="abuse")

    assert not is_hidden(idea)


def test_what_was_kept_is_not_looked_at_again_for_the_same_reason(moderator):
    idea = IdeaFactory()
    case = actions.report(idea, by=None, reason="danger").case
    keep(case, by=moderator)

    late = actions.report(idea, by=None, reason="danger", contact_email="me@example.org")

    assert (late.case, Case.objects.waiting().count()) == (case, 0)
    assert not is_hidden(idea)
    assert late.reference in AccountMessage.objects.get().subject


@pytest.mark.parametrize("what", ["a new reason", "other words"])
def test_a_kept_item_is_looked_at_again_if_there_is_something_new(what, moderator):
    idea = IdeaFactory()
    keep(actions.report(idea, by=None, reason="abuse").case, by=moderator)
    if what == "other words":
        Idea.objects.update(version=idea.version + 1)

    actions.report(idea, by=None, reason="fake" if what == "a new reason" else "abuse")

    assert Case.objects.waiting().count() == 1


def test_what_left_public_view_meanwhile_is_not_hidden_again(moderator):
    idea = IdeaFactory()
    case = actions.report(idea, by=None, reason="abuse").case
    case.refresh_from_db()
    actions.decide(case, by=moderator, seen=case.version, action="remove", **WHY)
    assert Idea.objects.get().status == Status.REMOVED

    actions.report(idea, by=None, reason="other")

    assert not is_hidden(idea)


def test_a_reporter_who_was_right_before_weighs_more(moderator):
    right, wrong = UserFactory(), UserFactory()
    for person, action in ((right, "remove"), (wrong, "keep")):
        case = actions.report(IdeaFactory(), by=person, reason="abuse").case
        case.refresh_from_db()
        why = WHY if action == "remove" else {}
        actions.decide(case, by=moderator, seen=case.version, action=action, **why)

    first = actions.report(IdeaFactory(), by=right, reason="abuse").case
    second = actions.report(IdeaFactory(), by=wrong, reason="abuse").case

    assert (first.priority, second.priority) == (4.17, 3.83)


def test_a_reporter_with_an_address_hears_once_and_the_address_is_deleted(moderator):
    idea = IdeaFactory()
    case = actions.report(idea, by=None, reason="abuse", contact_email="me@example.org").case
    actions.report(idea, by=None, reason="other")
    case.refresh_from_db()

    actions.decide(case, by=moderator, seen=case.version, action="remove", **WHY)

    message = AccountMessage.objects.get()
    assert message.to == "me@example.org"
    assert (
        "You were right to tell us: it breaks rule 2, “No abuse”, so it was removed."
        in message.text
    )
    assert idea.author.public_name not in message.text
    assert not Report.objects.exclude(contact_email="").exists()


def test_reporters_hear_when_the_author_takes_it_down(moderator):
    idea = IdeaFactory()
    actions.report(idea, by=None, reason="abuse", contact_email="me@example.org")

    actions.close_check(idea, by=idea.author, at=timezone.now())

    assert "Its author has taken it down." in AccountMessage.objects.get().text


def test_a_moderator_can_hide_it_while_it_is_looked_into(moderator):
    idea = IdeaFactory()
    case = actions.report(idea, by=None, reason="personal").case

    actions.hide(case, by=moderator)

    case.refresh_from_db()
    assert is_hidden(idea)
    assert case.state == "open"
    with pytest.raises(InvalidMove):
        actions.hide(case, by=moderator)


def test_the_limit_counts_from_the_grave_report_not_from_the_first():
    idea = IdeaFactory()
    with time_machine.travel("2026-11-23T09:00:00+00:00", tick=False):
        actions.report(idea, by=None, reason="other")
    with time_machine.travel("2026-11-23T11:00:00+00:00", tick=False):
        actions.report(idea, by=None, reason="danger")

    case = Case.objects.get()
    assert case.due_at - case.opened_at == timedelta(hours=4)


def test_nothing_names_a_reporter_after_they_left(roles):
    person = UserFactory()
    actions.report(IdeaFactory(), by=person, reason="abuse", details="I am Ann of Stone.")

    accounts.erase(person, by=None)

    report = Report.objects.get()
    assert (report.by, report.details, report.contact_email, report.reason) == (
        None,
        "",
        "",
        "abuse",
    )
