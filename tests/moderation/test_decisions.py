"""One decision for a case, and all that follows from it."""

import pytest
from django.db import IntegrityError, transaction

from ideas import actions as ideas
from ideas.lifecycle import Status
from smartcounty.moderation import actions
from smartcounty.moderation.choices import ACTIONS_FOR, Action
from smartcounty.moderation.lifecycle import CaseState, Held, InvalidMove, NotYours
from smartcounty.moderation.models import AuditEntry, Case, Decision
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import CaseFactory, DecisionFactory
from tests.factories.places import AreaFactory, MembershipFactory, OrganisationFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db
WHY = {"reason_code": "abuse", "statement": "It calls the driver names."}


def waiting(**details):
    idea = IdeaFactory(status=Status.DRAFT, **details)
    ideas.submit(idea, by=idea.author)
    return Case.objects.about(idea).get()


def reported(reason="abuse", **details):
    idea = IdeaFactory(**details)
    return actions.report(idea, by=None, reason=reason).case


def test_approving_publishes_the_idea_and_counts_for_its_author(moderator):
    case = waiting(author=UserFactory(new=True))

    decision = actions.decide(case, by=moderator, seen=case.version, action="approve")

    case.refresh_from_db()
    assert case.target.status == Status.OPEN
    assert case.state == CaseState.DECIDED
    assert (decision.action, decision.by, decision.by_role) == ("approve", moderator, "Moderator")
    assert case.author.approved_contributions == 1


def test_rejecting_keeps_the_reason_the_rule_and_the_words_it_was_about(moderator):
    case = waiting()

    actions.decide(case, by=moderator, seen=case.version, action="reject", **WHY)

    decision = Decision.objects.get()
    assert case.target.__class__.objects.get().status == Status.REJECTED
    assert (decision.reason_code, decision.rule, decision.statement) == (
        "abuse",
        "abuse",
        "It calls the driver names.",
    )
    assert decision.words.startswith(case.title)


def test_removing_counts_against_the_author_and_keeping_does_not(moderator):
    kept, removed = reported(), reported()

    actions.decide(kept, by=moderator, seen=kept.version, action="keep")
    actions.decide(removed, by=moderator, seen=removed.version, action="remove", **WHY)

    kept.author.refresh_from_db()
    removed.author.refresh_from_db()
    assert (kept.author.upheld_reports, removed.author.upheld_reports) == (0, 1)
    assert kept.target.status == Status.OPEN
    assert removed.target.__class__.objects.get(pk=removed.target_id).status == Status.REMOVED


def test_keeping_shows_again_what_was_hidden(moderator):
    case = reported("danger")
    assert case.target.__class__.objects.get().hidden_at is not None

    case.refresh_from_db()
    actions.decide(case, by=moderator, seen=case.version, action="keep")

    assert case.target.__class__.objects.get().hidden_at is None


def test_a_decision_leaves_one_audit_row_and_one_event(moderator):
    case = waiting()

    decision = actions.decide(case, by=moderator, seen=case.version, action="reject", **WHY)

    row = AuditEntry.objects.get(action__startswith="decided")
    assert (row.by, row.subject, row.old, row.new, row.reason) == (
        moderator,
        case.reference,
        "open",
        "reject",
        "abuse",
    )
    event = Event.objects.get(kind__startswith="moderation.")
    assert (event.kind, event.subject_id) == ("moderation.decided", decision.pk)


def test_a_second_moderator_is_told_who_decided_and_when(moderator):
    case = waiting()
    decision = actions.decide(case, by=moderator, seen=case.version, action="approve")

    with pytest.raises(InvalidMove) as clash:
        actions.decide(case, by=another_moderator(), seen=case.version, action="reject", **WHY)

    assert (clash.value.decided_by, clash.value.at) == ("Moderator", decision.at)
    assert Decision.objects.count() == 1


def test_words_changed_meanwhile_are_not_decided_about(moderator):
    case = waiting()
    ideas.edit(case.target, by=case.author, seen=case.target.version, title="Another title")

    with pytest.raises(InvalidMove) as clash:
        actions.decide(case, by=moderator, seen=case.version, action="approve")

    case.refresh_from_db()
    assert (clash.value.decided_by, case.state, case.title) == (None, "open", "Another title")
    assert case.target.status == Status.SUBMITTED


def test_the_version_of_the_item_counts_even_if_its_app_told_nobody(moderator):
    case = waiting()
    read = case.target.version
    Case.objects.get().target.__class__.objects.update(version=read + 1)

    with pytest.raises(InvalidMove):
        actions.decide(case, by=moderator, seen=case.version, read=read, action="approve")


def test_a_report_that_comes_in_meanwhile_must_be_read_first(moderator):
    case = reported("other")
    seen = case.version
    actions.report(case.target, by=None, reason="danger")

    with pytest.raises(InvalidMove):
        actions.decide(case, by=moderator, seen=seen, action="keep")


@pytest.mark.parametrize("kind", ACTIONS_FOR)
def test_what_is_not_offered_for_a_case_is_refused(kind, moderator):
    case = CaseFactory(kind=kind)

    for action in set(Action) - set(ACTIONS_FOR[kind]):
        with pytest.raises(InvalidMove):
            actions.decide(case, by=moderator, seen=case.version, action=action, **WHY)

    assert Decision.objects.count() == 0


def test_a_withdrawn_idea_leaves_the_queue(moderator):
    case = waiting()
    ideas.withdraw(case.target, by=case.author)

    with pytest.raises(InvalidMove):
        actions.decide(case, by=moderator, seen=case.version, action="approve")

    case.refresh_from_db()
    assert case.state == "closed"
    assert AuditEntry.objects.filter(action="case closed", subject=case.reference).count() == 1


def test_nobody_decides_on_their_own_words(moderator):
    case = waiting(author=moderator)

    with pytest.raises(NotYours):
        actions.decide(case, by=moderator, seen=case.version, action="approve")


@pytest.mark.parametrize("approved", [True, False])
def test_nobody_decides_on_their_organisations_words(approved, moderator):
    organisation = OrganisationFactory()
    membership = MembershipFactory(user=moderator, organisation=organisation)
    if not approved:
        type(membership).objects.update(approved_at=None)
    case = waiting(organisation=organisation)

    with pytest.raises(NotYours):
        actions.decide(case, by=moderator, seen=case.version, action="approve")


def test_whoever_has_left_the_organisation_may_decide(moderator):
    organisation = OrganisationFactory()
    membership = MembershipFactory(user=moderator, organisation=organisation)
    type(membership).objects.update(ended_at=membership.started_at)
    case = waiting(organisation=organisation)

    assert actions.decide(case, by=moderator, seen=case.version, action="approve")


def test_a_moderator_of_one_area_decides_there_and_where_there_is_no_area(roles):
    here, elsewhere = AreaFactory(), AreaFactory()
    person = another_moderator()
    MembershipFactory(user=person, roles=["moderator"]).areas.add(here)
    mine, other, everywhere = waiting(area=here), waiting(area=elsewhere), CaseFactory(area=None)

    actions.decide(mine, by=person, seen=mine.version, action="approve")
    actions.decide(everywhere, by=person, seen=everywhere.version, action="reject", **WHY)
    with pytest.raises(NotYours):
        actions.decide(other, by=person, seen=other.version, action="approve")


def test_a_member_decides_nothing(roles):
    case = waiting()

    with pytest.raises(NotYours):
        actions.decide(case, by=UserFactory(), seen=case.version, action="approve")


def test_a_case_somebody_has_taken_is_left_to_them(moderator):
    case = waiting()
    actions.claim(case, by=moderator)

    with pytest.raises(Held) as held:
        actions.decide(case, by=another_moderator(), seen=case.version, action="approve")

    assert held.value.decided_by == "Moderator"


@pytest.mark.parametrize(
    "missing",
    [
        {"reason_code": "", "rule": "abuse"},
        {"statement": ""},
        {"rule": ""},
        {"statement": "You wrote “{the words}”."},
        {"action": "dismiss", "reason_code": "", "rule": "", "statement": ""},
        {"action": "praise"},
    ],
)
def test_the_database_refuses_a_decision_without_its_reasons(missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionFactory(**missing)


def test_the_database_knows_one_waiting_case_for_an_item():
    case = CaseFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFactory(target=case.target)

    assert CaseFactory(target=case.target, decided=True)
