import pytest

from hubs.permissions import can_edit
from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, HubMembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]


def _with_role(role, user=None):
    user = user or UserFactory()
    accounts.grant_role(user, role, by=None)
    return type(user).objects.get(pk=user.pk)


def test_a_host_edits_the_own_hub_and_no_other():
    part = HubMembershipFactory()
    host = _with_role("Hub host", part.user)

    assert can_edit(host, part.hub)
    assert not can_edit(host, HubFactory())


def test_hosting_without_the_role_is_not_enough():
    part = HubMembershipFactory()

    assert not can_edit(part.user, part.hub)


def test_volunteers_and_moderators_do_not_edit():
    part = HubMembershipFactory(role="volunteer")

    assert not can_edit(_with_role("Hub host", part.user), part.hub)
    assert not can_edit(_with_role("Moderator"), part.hub)


def test_an_administrator_edits_every_hub():
    assert can_edit(_with_role("Administrator"), HubFactory())
