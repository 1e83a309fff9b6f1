"""The author asks for somebody else to look again."""

import pytest

from ideas import actions as ideas
from ideas.lifecycle import Status
from ideas.models import Idea
from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions
from smartcounty.moderation.lifecycle import AppealState, CaseState, InvalidMove, NotYours
from smartcounty.moderation.models import Appeal, Case
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db
WHY = {"reason_code": "abuse", "statement": "It calls the driver names."}


def rejected(*, by):
    idea = IdeaFactory(status=Status.DRAFT, author=UserFactory(new=True))
    ideas.submit(idea, by=idea.author)
    case = Case.objects.get()
    return actions.decide(case, by=by, seen=case.version, action="reject", **WHY)


def removed(*, by):
    case = actions.report(IdeaFactory(status="in_review"), by=None, reason="danger").case
    case.refresh_from_db()
    return actions.decide(case, by=by, seen=case.version, action="remove", **WHY)


def lodge(decision):
    return actions.lodge_appeal(decision, by=decision.case.author, words="I only said what he did.")


def settle(appeal, action, *, by, **why):
    case = Case.objects.get(pk=appeal.case_id)
    decision = actions.decide(case, by=by, seen=case.version, action=action, **why)
    appeal.refresh_from_db()
    appeal.decision.case.refresh_from_db()
    return decision


def test_an_appeal_is_a_case_of_its_own_with_five_working_days(moderator):
    appeal = lodge(rejected(by=moderator))

    assert (appeal.state, appeal.case.kind, appeal.case.state) == ("lodged", "appeal", "open")
    appeal.decision.case.refresh_from_db()
    assert appeal.decision.case.state == CaseState.APPEALED
    assert (appeal.case.due_at - appeal.case.opened_at).days >= 5


def test_the_first_moderator_can_neither_take_nor_decide_it(moderator):
    appeal = lodge(rejected(by=moderator))

    with pytest.raises(NotYours):
        actions.claim(appeal.case, by=moderator)
    with pytest.raises(NotYours):
        actions.decide(appeal.case, by=moderator, seen=1, action="restore")
    assert not Case.objects.waiting().for_moderator(moderator).exists()


def test_an_upheld_appeal_publishes_a_rejected_idea_and_counts_it(moderator):
    appeal = lodge(rejected(by=moderator))

    settle(appeal, "restore", by=another_moderator())

    assert Idea.objects.get().status == Status.OPEN
    assert (appeal.state, appeal.decision.case.state) == (AppealState.UPHELD, CaseState.CLOSED)
    assert appeal.settled_at == appeal.case.decision.at
    author = appeal.case.author
    author.refresh_from_db()
    assert author.approved_contributions == 1


def test_an_upheld_appeal_brings_a_removed_idea_back_as_it_was_and_clears_its_author(moderator):
    appeal = lodge(removed(by=moderator))
    author = appeal.case.author
    author.refresh_from_db()
    assert (author.upheld_reports, author.trust) == (1, "new")

    settle(appeal, "restore", by=another_moderator())

    idea = Idea.objects.get()
    author.refresh_from_db()
    assert (idea.status, idea.hidden_at) == ("in_review", None)
    assert author.upheld_reports == 0


def test_a_dismissed_appeal_changes_nothing_but_is_explained(moderator):
    appeal = lodge(rejected(by=moderator))

    decision = settle(
        appeal, "dismiss", by=another_moderator(), statement="It does call him names."
    )

    assert Idea.objects.get().status == Status.REJECTED
    assert appeal.state == AppealState.DISMISSED
    assert Event.objects.filter(kind="moderation.decided", subject_id=decision.pk).count() == 1


def test_another_reason_varies_the_decision(moderator):
    appeal = lodge(rejected(by=moderator))

    settle(
        appeal,
        "dismiss",
        by=another_moderator(),
        reason_code="off_topic",
        statement="No abuse, but it is about another county.",
    )

    assert appeal.state == AppealState.VARIED


def test_taking_an_appeal_assigns_it_and_putting_it_back_does_not_lose_it(moderator):
    appeal, other = lodge(rejected(by=moderator)), another_moderator()

    actions.claim(appeal.case, by=other)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.ASSIGNED
    actions.release(appeal.case, by=other)
    appeal.refresh_from_db()
    assert appeal.state == AppealState.LODGED


def test_there_is_one_appeal_for_a_decision(moderator):
    decision = rejected(by=moderator)
    lodge(decision)

    with pytest.raises(InvalidMove):
        lodge(decision)

    assert Appeal.objects.count() == 1


def test_the_words_of_an_appeal_leave_with_their_author(moderator):
    appeal = lodge(rejected(by=moderator))

    accounts.erase(appeal.case.author, by=None)

    appeal.refresh_from_db()
    appeal.decision.refresh_from_db()
    assert (appeal.words, appeal.decision.words) == ("", "")
