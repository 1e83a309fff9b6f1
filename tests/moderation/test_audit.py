"""The audit as the database keeps it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from smartcounty.moderation import actions
from smartcounty.moderation.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.moderation import AuditEntryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_auditentry SET action = 'nothing happened'",
        "DELETE FROM moderation_auditentry",
        "TRUNCATE moderation_auditentry",
    ],
)
def test_the_database_refuses_to_change_or_lose_a_row(statement):
    entry = AuditEntryFactory()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.get().action == entry.action


def test_the_models_own_ways_are_refused_as_well():
    entry = AuditEntryFactory()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(action="nothing happened")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


def test_a_row_says_who_did_what_when_from_what_to_what_and_why():
    person, at = UserFactory(), timezone.now()

    entry = actions.audit(
        "state set", by=person, at=at, subject=person, old="new", to="member", reason="three"
    )

    entry.refresh_from_db()
    assert (entry.action, entry.by, entry.at, entry.old, entry.new, entry.reason) == (
        "state set",
        person,
        at,
        "new",
        "member",
        "three",
    )
    assert entry.subject == f"User {person.public_id}"


def test_a_role_granted_leaves_a_row(roles):
    person, granter = UserFactory(), UserFactory()

    accounts.grant_role(person, "Moderator", by=granter)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.new) == ("role granted", granter, "Moderator")


def test_a_row_outlives_the_erasure_of_whoever_it_names(roles):
    person = UserFactory()
    accounts.grant_role(person, "Moderator", by=person)

    accounts.erase(person, by=None)

    assert AuditEntry.objects.filter(action="role granted", by=person).count() == 1
