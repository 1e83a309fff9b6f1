from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from smartcounty.accounts import actions, registry
from smartcounty.accounts.models import Consent, User
from smartcounty.accounts.periodic import erase_leavers
from smartcounty.accounts.permissions import ROLES, can_contribute, can_manage
from smartcounty.common import erasures
from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications import actions as notifications
from smartcounty.notifications.models import AccountMessage, Delivery, Subscription
from tests.factories.accounts import ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "new"))


# --- Roles


def test_the_groups_say_what_the_table_says_however_often_it_is_run():
    actions.sync_roles()
    Group.objects.get(name="Moderator").permissions.clear()
    Group.objects.get(name="Councillor").permissions.add(Permission.objects.first())
    actions.sync_roles()

    held = {
        group.name: sorted(
            f"{app}.{code}"
            for app, code in group.permissions.values_list("content_type__app_label", "codename")
        )
        for group in Group.objects.all()
    }
    assert held == {name: sorted(permissions) for name, permissions in ROLES.items()}


def test_only_administrators_may_touch_people_or_rights():
    people = {"accounts.", "auth.", "account.", "mfa.", "usersessions."}
    holders = {
        role
        for role, permissions in ROLES.items()
        for permission in permissions
        if any(permission.startswith(app) for app in people)
    }
    assert holders == {"Administrator"}


def test_a_role_opens_the_staff_pages_and_taking_the_last_one_shuts_them(roles):
    user, boss = UserFactory(), UserFactory()

    actions.grant_role(user, "Moderator", by=boss)
    user.refresh_from_db()
    assert user.is_staff

    actions.revoke_role(user, "Moderator", by=boss)
    user.refresh_from_db()
    assert not user.is_staff
    assert audited() == [("role granted", "Moderator"), ("role revoked", "Moderator")]


def test_nobody_manages_themselves_or_an_erased_person(roles):
    boss, other, gone = UserFactory(), UserFactory(), UserFactory()
    actions.grant_role(boss, "Administrator", by=None)
    boss = User.objects.get(pk=boss.pk)
    actions.erase(gone, by=None)
    gone.refresh_from_db()

    assert [can_manage(boss, person) for person in (boss, other, gone)] == [False, True, False]
    assert not can_manage(other, boss)


def test_createadmin_makes_an_administrator_without_password_who_is_no_superuser():
    call_command("createadmin", "Boss@Example.org")
    call_command("createadmin", "boss@example.org")

    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("boss@example.org", True, False)
    assert not user.has_usable_password()
    assert list(user.groups.values_list("name", flat=True)) == ["Administrator"]
    assert EmailAddress.objects.get().verified


def test_createadmin_refuses_what_is_no_address():
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("createadmin", "boss")


# --- Suspension


def test_a_suspended_person_contributes_nothing_and_is_told_until_when_and_why():
    user, boss = UserFactory(), UserFactory()

    actions.suspend(user, by=boss, days=7, reason="of insults")

    assert not can_contribute(user)
    message = AccountMessage.objects.get()
    assert message.to == user.email
    assert "because of insults" in message.text
    actions.lift_suspension(user, by=boss)
    assert can_contribute(user)
    assert [action for action, _ in audited()] == ["suspended", "suspension lifted"]


def test_the_database_refuses_a_suspension_without_a_reason():
    user = UserFactory()

    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(suspended_until=timezone.now())


# --- Consent


def test_the_database_refuses_to_change_a_consent():
    consent = ConsentFactory()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(given=False)


# --- Leaving


def test_who_closed_a_week_ago_is_erased_and_nobody_else():
    at = timezone.now()
    due = UserFactory(closing_at=at - timedelta(minutes=1))
    waiting = UserFactory(closing_at=at + timedelta(minutes=1))
    staying = UserFactory()

    assert [actions.erase_leavers(at=at), actions.erase_leavers(at=at)] == [1, 0]

    assert list(User.objects.exclude(erased_at=None)) == [due]
    assert set(User.objects.filter(erased_at=None)) == {waiting, staying}


def test_whoever_keeps_their_account_while_others_are_erased_stays(monkeypatch):
    at = timezone.now()
    first, second = (UserFactory(closing_at=at - timedelta(minutes=1)) for _ in range(2))

    def keep_the_other(user, *, at):
        actions.keep_account(second, by=second)

    monkeypatch.setattr(registry, "_erasers", [*registry.erasers(), keep_the_other])

    assert actions.erase_leavers(at=at) == 1
    assert list(User.objects.exclude(erased_at=None)) == [first]


def test_somebody_who_is_leaving_contributes_nothing_and_gets_nothing():
    user = UserFactory()
    actions.close_account(user, by=user)

    assert not can_contribute(user)
    assert not User.objects.reachable().filter(pk=user.pk).exists()


IDENTIFIERS = {
    "email": "wilhelmina@unmistakable.example",
    "full_name": "Wilhelmina Unmistakable",
    "display_name": "Wilma-Unmistakable",
}


def found_in_the_database(text):
    """The tables of which any row, written as text, holds the words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{text}%"]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_nothing_that_names_an_erased_person_is_left_in_any_table():
    user = UserFactory(**IDENTIFIERS)
    ConsentFactory(user=user)
    Authenticator.objects.create(user=user, type="totp", data={"secret": user.full_name})
    UserSession.objects.create(
        user=user, ip="127.0.0.1", session_key="unmistakable-session", user_agent=user.display_name
    )
    Session.objects.create(
        session_key="unmistakable-session",
        session_data=user.email,
        expire_date=timezone.now() + timedelta(days=1),
    )
    LogEntry.objects.create(
        user=UserFactory(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=user.display_name,
        action_flag=CHANGE,
        change_message=user.email,
    )
    notifications.follow(user, "idea", 1)
    notifications.write_to(user.email, subject=user.full_name, text=user.display_name)
    assert len(found_in_the_database("unmistakable")) >= 6

    actions.erase(user, by=None)

    assert found_in_the_database("unmistakable") == []
    user.refresh_from_db()
    assert (user.public_name, user.is_active, user.erased_at is not None) == (
        "Former member",
        False,
        True,
    )
    assert (Subscription.objects.count(), Delivery.objects.count()) == (0, 0)
    assert audited() == [("account erased", "")]


@pytest.fixture
def erasure_list(settings, tmp_path):
    settings.ERASURE_LIST = str(tmp_path / "kept" / "erasures.txt")
    return tmp_path / "kept" / "erasures.txt"


def test_an_erased_person_whom_a_backup_brings_back_is_erased_again(erasure_list):
    """The row as it was is what a restore gives back."""
    user, other = UserFactory(email="back@example.org"), UserFactory()
    row = User.objects.filter(pk=user.pk).values().get()
    actions.erase(user, by=None)
    User.objects.filter(pk=user.pk).update(**row)
    assert User.objects.get(pk=user.pk).email == "back@example.org"

    out = StringIO()
    call_command("erase_again", stdout=out)

    assert out.getvalue() == "1 accounts erased again.\n"
    assert User.objects.get(pk=user.pk).erased_at
    assert found_in_the_database("back@example.org") == []
    assert User.objects.get(pk=other.pk).erased_at is None
    assert actions.erase_again(by=None) == 0


def test_the_list_of_erasures_names_nobody_and_is_for_its_owner_alone(erasure_list):
    user = UserFactory(email="unmistakable@example.org")
    actions.erase(user, by=None)

    [line] = erasure_list.read_text().split("\n")[1:-1]
    assert line.endswith(str(user.public_id))
    assert "unmistakable" not in line
    assert erasure_list.stat().st_mode & 0o777 == 0o600


def test_nobody_is_erased_who_cannot_be_listed(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.ERASURE_LIST = str(tmp_path / "file" / "erasures.txt")
    user = UserFactory()

    with pytest.raises(OSError, match="file"):
        actions.erase(user, by=None)

    assert User.objects.get(pk=user.pk).erased_at is None


def test_whoever_keeps_their_account_after_an_erasure_that_failed_is_never_erased(erasure_list):
    """The list is written before the erasure is committed, so that it names them all the same."""
    user = UserFactory(closing_at=timezone.now() - timedelta(minutes=1))
    with transaction.atomic():
        actions.erase(user, by=None)
        transaction.set_rollback(True)
    assert erasures.listed() == [str(user.public_id)]

    actions.keep_account(user, by=user)
    erase_leavers()

    assert erasures.listed() == []
    assert actions.erase_again(by=None) == 0
    assert User.objects.get(pk=user.pk).erased_at is None
    actions.erase(user, by=None)
    assert erasures.listed() == [str(user.public_id)]


def test_the_hourly_task_erases_nobody_by_the_list(erasure_list):
    user = UserFactory()
    erasures.note(user.public_id, at=timezone.now())

    erase_leavers()

    assert User.objects.get(pk=user.pk).erased_at is None


def test_the_list_says_nothing_of_who_keeps_their_account_and_was_never_on_it(erasure_list):
    user = UserFactory(closing_at=timezone.now() + timedelta(days=1))

    actions.keep_account(user, by=user)

    assert not erasure_list.exists()
    assert User.objects.get(pk=user.pk).closing_at is None


def test_whoever_is_erased_already_can_keep_nothing(erasure_list):
    user = UserFactory()
    actions.erase(user, by=None)

    actions.keep_account(user, by=user)

    assert erasures.listed() == [str(user.public_id)]
    assert audited() == [("account erased", "")]


def test_without_a_list_the_command_says_that_nobody_was_erased(erasure_list):
    with pytest.raises(CommandError, match="no list of erasures"):
        call_command("erase_again")


def test_erasing_twice_is_erasing_once():
    user = UserFactory()
    actions.erase(user, by=None)
    first = User.objects.get(pk=user.pk).erased_at

    actions.erase(user, by=None)

    assert User.objects.get(pk=user.pk).erased_at == first
    assert AuditEntry.objects.count() == 1


# --- Left over


def test_sign_ups_nobody_confirmed_within_a_week_are_forgotten():
    at = timezone.now()
    old, young = at - timedelta(days=8), at - timedelta(days=6)
    UserFactory(new=True, confirmed=False, date_joined=old)
    kept = {
        UserFactory(new=True, confirmed=False, date_joined=young).pk,
        UserFactory(new=True, date_joined=old).pk,
        UserFactory(new=True, confirmed=False, date_joined=old, last_login=old).pk,
        UserFactory(confirmed=False, date_joined=old).pk,
    }

    actions.forget_left_over(at=at)

    assert set(User.objects.values_list("pk", flat=True)) == kept


def test_sessions_that_have_ended_are_forgotten():
    at, user = timezone.now(), UserFactory()
    for key, days in (("past", -1), ("present", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=at + timedelta(days=days)
        )
        UserSession.objects.create(user=user, ip="127.0.0.1", session_key=key)

    actions.forget_left_over(at=at)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["present"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["present"]


# --- Trust


@pytest.mark.parametrize(
    ("fields", "trust"),
    [
        ({"approved_contributions": 2}, "member"),
        ({"approved_contributions": 1}, "new"),
        ({"approved_contributions": 2, "days": 6}, "new"),
        ({"approved_contributions": 2, "upheld_reports": 1}, "new"),
    ],
)
def test_the_third_approval_makes_a_member_after_a_week_without_upheld_reports(fields, trust):
    at = timezone.now()
    days = fields.pop("days", 7)
    user = UserFactory(new=True, date_joined=at - timedelta(days=days), **fields)

    actions.record_approval(user, at=at)

    user.refresh_from_db()
    assert user.trust == trust
