"""Who may decide what, asked from both sides; who may appeal; what is read before it is public."""

import itertools

import pytest

from smartcounty.accounts import actions as accounts
from smartcounty.accounts.models import User
from smartcounty.moderation import permissions
from smartcounty.moderation.models import Case
from smartcounty.moderation.querysets import deciders
from tests.factories.accounts import UserFactory
from tests.factories.moderation import AppealFactory, CaseFactory, DecisionFactory
from tests.factories.places import AreaFactory, MembershipFactory, OrganisationFactory
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db


def test_both_ways_of_asking_agree_for_every_person_and_case(moderator):
    here, there, organisation = AreaFactory(), AreaFactory(), OrganisationFactory()
    local, member, author, plain, inactive = (another_moderator() for _ in range(5))
    MembershipFactory(user=local, roles=["moderator"]).areas.add(here)
    MembershipFactory(user=member, organisation=organisation)
    accounts.revoke_role(plain, "Moderator", by=None)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    UserFactory(is_superuser=True, is_staff=True)
    CaseFactory(area=here)
    CaseFactory(area=there)
    CaseFactory(area=None)
    CaseFactory(area=here, author=author)
    CaseFactory(area=here, organisation=organisation)
    CaseFactory(area=here, passed_up_because="I know them")
    AppealFactory(decision=DecisionFactory(by=moderator), case=CaseFactory(kind="appeal"))

    for person, case in itertools.product(User.objects.all(), Case.objects.all()):
        assert permissions.can_decide(person, case) == (person in deciders(case)), (person, case)


def test_moderators_decide_and_look_but_touch_no_people(moderator):
    rights = {right.split(".")[0] for right in moderator.get_all_permissions()}

    assert moderator.has_perm("moderation.decide_case")
    assert "accounts" not in rights
    assert "auth" not in rights
    for right in moderator.get_all_permissions():
        assert right.split(".")[1].startswith("view_") or right == "moderation.decide_case"


@pytest.mark.parametrize(
    ("action", "expected"),
    [("reject", True), ("remove", True), ("approve", False), ("keep", False), ("dismiss", False)],
)
def test_the_author_may_appeal_against_losing_words(action, expected):
    decision = DecisionFactory(action=action)

    assert permissions.can_appeal(decision.case.author, decision) is expected
    assert not permissions.can_appeal(UserFactory(), decision)


def test_an_appeal_is_not_appealed_against():
    appeal = AppealFactory()

    assert not permissions.can_appeal(appeal.decision.case.author, appeal.decision)


@pytest.mark.parametrize(
    ("trust", "kind", "text", "expected"),
    [
        ("new", "review", "Fine.", True),
        ("member", "review", "Fine.", False),
        ("member", "idea", "Fine.", True),
        ("member", "comment", "I want to die.", True),
    ],
)
def test_what_is_read_before_it_is_public(trust, kind, text, expected):
    author = UserFactory(trust=trust)

    assert permissions.is_checked_first(author, kind, "Title", text, areas=[]) is expected


def test_the_role_is_told_not_the_name(moderator):
    assert permissions.role_of(moderator) == "Moderator"
    assert permissions.role_of(UserFactory(is_superuser=True)) == "Administrator"
