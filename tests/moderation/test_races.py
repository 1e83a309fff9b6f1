"""Two people at once: real connections, real locks, and nobody gets a fault page."""

import threading

import pytest
from django.db import connection

from ideas import actions as ideas
from ideas.lifecycle import Status
from ideas.models import Idea
from smartcounty.moderation import actions
from smartcounty.moderation.lifecycle import InvalidMove
from smartcounty.moderation.models import AuditEntry, Case, Decision, Report
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db(transaction=True)
WHY = {"reason_code": "abuse", "statement": "It calls the driver names."}


def together(*verbs):
    """Run the verbs at the same moment, each on a connection of its own; what each gave or raised."""
    start, results = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(number, verb):
        try:
            start.wait(timeout=10)
            results[number] = verb()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def waiting():
    idea = IdeaFactory(status=Status.DRAFT, author=UserFactory(new=True))
    ideas.submit(idea, by=idea.author)
    return Case.objects.about(idea).get()


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_opposite_decisions_one_wins_and_the_other_is_told(attempt, moderator):
    case, other = waiting(), another_moderator()

    results = together(
        lambda: actions.decide(case, by=moderator, seen=case.version, action="approve"),
        lambda: actions.decide(case, by=other, seen=case.version, action="reject", **WHY),
    )

    won = [result for result in results if isinstance(result, Decision)]
    lost = [result for result in results if isinstance(result, InvalidMove)]
    assert (len(won), len(lost)) == (1, 1)
    assert (lost[0].decided_by, lost[0].at) == ("Moderator", won[0].at)
    expected = {"approve": Status.OPEN, "reject": Status.REJECTED}[won[0].action]
    assert Idea.objects.get().status == expected
    assert Event.objects.filter(kind="moderation.decided").count() == 1
    assert AuditEntry.objects.filter(action__startswith="decided").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_what_is_published_is_what_was_read(attempt, moderator):
    case = waiting()
    idea = Idea.objects.get()

    decided, edited = together(
        lambda: actions.decide(
            case, by=moderator, seen=case.version, read=idea.version, action="approve"
        ),
        lambda: ideas.edit(idea, by=idea.author, seen=idea.version, title="Changed words") and None,
    )

    after = Idea.objects.get()
    if isinstance(decided, Decision):
        assert isinstance(edited, InvalidMove)
        assert (after.status, after.title) == (Status.OPEN, case.title)
    else:
        assert isinstance(decided, InvalidMove), decided
        assert edited is None
        assert (after.status, after.title) == (Status.SUBMITTED, "Changed words")


@pytest.mark.parametrize("attempt", range(3))
def test_a_change_that_is_approved_is_the_change_that_was_read(attempt, moderator):
    idea = IdeaFactory(title="First words")
    ideas.reword(idea, by=idea.author, seen=idea.version, title="Second words")
    case = Case.objects.get()

    decided, changed = together(
        lambda: actions.decide(
            case, by=moderator, seen=case.version, read=idea.version, action="approve"
        ),
        lambda: ideas.reword(idea, by=idea.author, seen=idea.version, title="Third words"),
    )

    title = Idea.objects.get().title
    if isinstance(decided, Decision):
        assert isinstance(changed, InvalidMove)
        assert title == "Second words"
    else:
        assert isinstance(decided, InvalidMove), decided
        assert (changed, title) == (True, "First words")
        assert Case.objects.get().revision.content["title"] == "Third words"


def test_withdrawing_and_approving_at_once_leave_one_outcome(moderator):
    case = waiting()
    idea = Idea.objects.get()

    decided, withdrawn = together(
        lambda: actions.decide(case, by=moderator, seen=case.version, action="approve"),
        lambda: ideas.withdraw(idea, by=idea.author) and None,
    )

    refused = [result for result in (decided, withdrawn) if isinstance(result, Exception)]
    assert all(isinstance(result, InvalidMove) for result in refused), refused
    assert Case.objects.waiting().count() == 0
    assert Idea.objects.get().status in (Status.OPEN, Status.WITHDRAWN)


def test_ten_reports_at_once_share_one_case_and_hide_it_once(roles):
    idea = IdeaFactory()
    people = [UserFactory() for _ in range(10)]

    results = together(
        *[lambda by=by: actions.report(Idea.objects.get(), by=by, reason="danger") for by in people]
    )

    assert all(isinstance(result, Report) for result in results), results
    case = Case.objects.get()
    assert case.reports.count() == 10
    assert Event.objects.filter(kind="moderation.alarm").count() == 1
    assert Event.objects.filter(kind="moderation.hidden").count() == 1
    idea.refresh_from_db()
    assert idea.hidden_at is not None


def test_one_form_sent_many_times_at_once_is_one_report():
    IdeaFactory()
    key = "8c1f6b9e-3f39-4b8e-9f0a-111111111111"

    results = together(
        *[
            lambda: actions.report(Idea.objects.get(), by=None, reason="abuse", key=key).reference
            for _ in range(5)
        ]
    )

    assert len(set(results)) == 1
    assert Report.objects.count() == 1


def test_a_case_is_taken_by_one_of_two(moderator):
    case, other = waiting(), another_moderator()

    results = together(
        lambda: actions.claim(case, by=moderator), lambda: actions.claim(case, by=other)
    )

    assert sorted(isinstance(result, InvalidMove) for result in results) == [False, True]
