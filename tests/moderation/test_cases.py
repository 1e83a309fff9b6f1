"""Taking a case, putting it back, passing it up."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from feedback.actions import comments
from ideas import actions as ideas
from ideas.lifecycle import Status
from smartcounty.moderation import actions
from smartcounty.moderation.lifecycle import Held, InvalidMove, NotYours
from smartcounty.moderation.models import AuditEntry, Case
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import CaseFactory
from tests.factories.places import MembershipFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db


def test_taking_a_case_lasts_a_quarter_of_an_hour_and_can_be_renewed(moderator):
    case = CaseFactory()
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        case = actions.claim(case, by=moderator)
    assert (case.state, case.claimed_by) == ("claimed", moderator)
    assert case.claimed_until == start + timedelta(minutes=15)

    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        case = actions.claim(case, by=moderator)

    assert case.claimed_until == start + timedelta(minutes=25)
    assert AuditEntry.objects.filter(action="case taken").count() == 1


def test_another_must_wait_until_that_time_is_over(moderator):
    case, other = CaseFactory(), another_moderator()
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        actions.claim(case, by=moderator)

    with (
        time_machine.travel(start + timedelta(minutes=14), tick=False),
        pytest.raises(Held) as held,
    ):
        actions.claim(case, by=other)
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        case = actions.claim(case, by=other)

    assert (held.value.decided_by, held.value.at) == ("Moderator", start + timedelta(minutes=15))
    assert case.claimed_by == other


def test_a_case_put_back_is_free_again(moderator):
    case = actions.claim(CaseFactory(), by=moderator)

    case = actions.release(case, by=moderator)

    assert (case.state, case.claimed_by, case.claimed_until) == ("open", None, None)
    with pytest.raises(InvalidMove):
        actions.release(case, by=moderator)


def test_a_case_passed_up_is_for_those_who_moderate_the_whole_county(moderator):
    case, local = CaseFactory(), another_moderator()
    MembershipFactory(user=local, roles=["moderator"]).areas.add(case.area)

    case = actions.pass_up(case, by=local, because="I know the family")

    assert (case.state, case.passed_up_because) == ("escalated", "I know the family")
    with pytest.raises(NotYours):
        actions.claim(case, by=local)
    actions.claim(case, by=moderator)
    assert actions.release(case, by=moderator).state == "escalated"
    assert actions.decide(case, by=moderator, seen=case.version, action="approve")


def test_nobody_takes_what_they_may_not_decide(moderator):
    with pytest.raises(NotYours):
        actions.claim(CaseFactory(author=moderator), by=moderator)


def test_a_word_list_makes_a_check_more_pressing_and_publishes_nothing():
    idea = IdeaFactory(status=Status.DRAFT, body="I want to die. Write to ann@example.org.")

    ideas.submit(idea, by=idea.author)

    case = Case.objects.get()
    assert (case.flags, case.priority) == ("harm,contact", 8)
    assert case.priority_because == (
        "the text may speak of harm to somebody 6.0"
        " + the text holds an e-mail address or telephone number 2.0"
    )
    assert case.target.status == Status.SUBMITTED


def test_words_of_harm_wait_for_a_person_whoever_wrote_them():
    """Neither published nor removed by a machine: the list only sees to it that somebody reads them first."""
    idea, member = IdeaFactory(), UserFactory()

    plain = comments.post(idea, by=member, text="I would sit there.")
    grave = comments.post(idea, by=member, text="I sit there when I want to die.")

    assert (plain.is_public, grave.is_public) == (True, False)
    assert Case.objects.get().target == grave


def test_an_edit_is_weighed_anew_and_must_be_read_anew():
    idea = IdeaFactory(status=Status.DRAFT)
    ideas.submit(idea, by=idea.author)
    before = Case.objects.get()

    ideas.edit(idea, by=idea.author, seen=idea.version, title="Ring ann@example.org")

    after = Case.objects.get()
    assert (after.title, after.flags) == ("Ring ann@example.org", "contact")
    assert after.version > before.version
    assert after.due_at == before.due_at
