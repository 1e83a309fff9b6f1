from smartcounty.accounts import actions as accounts
from tests.factories.accounts import UserFactory


def another_moderator(**details):
    """One more person who may decide; needs the fixture `roles`."""
    person = UserFactory(**details)
    accounts.grant_role(person, "Moderator", by=None)
    return person
