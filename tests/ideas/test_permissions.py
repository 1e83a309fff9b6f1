import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from ideas.permissions import bodies_answered_for, can_edit, can_respond, can_support, can_withdraw
from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import AreaFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

SUSPENDED = {
    "suspended_until": timezone.now() + timezone.timedelta(days=1),
    "suspended_because": "x",
}


@pytest.fixture
def council():
    return OrganisationFactory(is_responding_body=True)


@pytest.fixture
def responder(roles, council):
    user = UserFactory()
    accounts.grant_role(user, "Responder", by=None)
    MembershipFactory(user=user, organisation=council, roles=["responder"])
    return user


def test_authors_edit_and_withdraw_their_own_and_nobody_elses():
    idea = IdeaFactory(status="draft")

    assert (can_edit(idea.author, idea), can_withdraw(idea.author, idea)) == (True, True)
    for other in (UserFactory(), AnonymousUser()):
        assert (can_edit(other, idea), can_withdraw(other, idea)) == (False, False)


def test_somebody_suspended_writes_nothing_but_may_take_back():
    idea = IdeaFactory(status="draft", author=UserFactory(**SUSPENDED))

    assert (can_edit(idea.author, idea), can_withdraw(idea.author, idea)) == (False, True)
    assert not can_support(idea.author, IdeaFactory())


def test_everybody_signed_in_but_the_author_may_support():
    idea = IdeaFactory()

    assert can_support(UserFactory(new=True), idea)
    assert not can_support(idea.author, idea)
    assert not can_support(AnonymousUser(), idea)


def test_a_responder_answers_for_the_body_that_owns_the_idea_only(responder, council):
    assert can_respond(responder, IdeaFactory(status="in_review", owner=council))
    assert not can_respond(responder, IdeaFactory(status="in_review"))
    assert can_respond(responder, IdeaFactory(status="open"))
    assert list(bodies_answered_for(responder)) == [council]


def test_a_responder_of_certain_areas_answers_there_only(responder, council):
    area = AreaFactory()
    responder.memberships.get().areas.add(area)

    assert can_respond(responder, IdeaFactory(status="in_review", owner=council, area=area))
    assert not can_respond(responder, IdeaFactory(status="in_review", owner=council))


def test_neither_the_role_nor_the_membership_alone_is_enough(roles, council):
    idea = IdeaFactory(status="in_review", owner=council)
    with_role, with_membership = UserFactory(), UserFactory()
    accounts.grant_role(with_role, "Responder", by=None)
    MembershipFactory(user=with_membership, organisation=council, roles=["responder"])

    assert not can_respond(with_role, idea)
    assert not can_respond(with_membership, idea)
    assert list(bodies_answered_for(with_membership)) == []


def test_a_membership_that_ended_answers_nothing(responder, council):
    responder.memberships.update(ended_at=timezone.now())

    assert not can_respond(responder, IdeaFactory(status="in_review", owner=council))
