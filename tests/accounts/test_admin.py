"""The staff pages: one door, a second step, and what an administrator may do to people."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts import actions
from smartcounty.accounts.models import User
from smartcounty.moderation.models import AuditEntry
from smartcounty.notifications.models import AccountMessage
from tests.accounts.steps import code_of_the_app, set_up_the_app, sign_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


@pytest.fixture
def administrator(roles):
    user = UserFactory(email="boss@example.org", display_name="Boss")
    actions.grant_role(user, "Administrator", by=None)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def desk(administrator, code_sent):
    """A client freshly signed in as the administrator."""
    client = Client()
    sign_in(client, administrator, code_sent)
    return client


# --- The door


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/accounts/user/"])
def test_a_stranger_signs_in_where_everybody_does(client, path):
    answer = client.get(path, follow=True)

    onward = "/admin/" if path == "/admin/login/" else path
    assert answer.redirect_chain[-1][0] == f"/accounts/login/?next={onward}"


def test_a_password_posted_to_the_old_door_opens_nothing(client, administrator):
    administrator.set_password("otter lantern gravel")
    administrator.save()

    client.post(
        "/admin/login/", {"username": administrator.email, "password": "otter lantern gravel"}
    )

    assert "_auth_user_id" not in client.session


def test_the_door_leads_to_no_other_site(client):
    answer = client.get("/admin/login/?next=https://evil.example/")

    assert answer.url == "/accounts/login/?next=/admin/"


def test_members_are_refused(signed_in):
    client = signed_in(UserFactory())

    assert client.get("/admin/login/").status_code == 403


def test_passwords_are_changed_and_people_signed_out_by_the_pages_of_everybody(desk):
    assert desk.get("/admin/password_change/").url == reverse("account_change_password")
    assert desk.get("/admin/logout/").url == reverse("account_logout")
    desk.post("/admin/logout/")
    assert desk.get(INDEX).status_code == 302


# --- The second step


def test_without_a_second_step_no_staff_page_opens(desk, settings):
    assert desk.get(INDEX).status_code == 200
    settings.STAFF_TWO_FACTOR = True

    for path in (INDEX, "/admin/accounts/user/", "/admin/notifications/delivery/"):
        answer = desk.get(path, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("mfa_activate_totp")


def test_a_second_step_is_set_up_taken_and_opens_the_staff_pages(
    desk, administrator, settings, code_sent
):
    settings.STAFF_TWO_FACTOR = True
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret, spare = set_up_the_app(desk)
        assert len(spare) == 10
        assert (
            desk.get(INDEX, follow=True)
            .redirect_chain[-1][0]
            .startswith(reverse("mfa_reauthenticate"))
        )
        clock.shift(60)

        client = Client()
        halfway = sign_in(client, administrator, code_sent)
        assert halfway.url == reverse("mfa_authenticate")
        assert client.get(INDEX).url.startswith("/admin/login/")
        client.post(halfway.url, {"code": code_of_the_app(secret)})

        assert client.get(INDEX).status_code == 200


def test_the_session_that_set_it_up_takes_it_once_as_well(desk, settings):
    settings.STAFF_TWO_FACTOR = True
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret, _ = set_up_the_app(desk)
        clock.shift(60)
        asked = desk.get(INDEX, follow=True).redirect_chain[-1][0]

        assert desk.post(asked, {"code": code_of_the_app(secret)}).url == INDEX
        assert desk.get(INDEX).status_code == 200


def test_a_recovery_code_works_once_and_is_shown_once(desk, administrator, code_sent):
    _, spare = set_up_the_app(desk)
    again = desk.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert spare[0] not in again

    for expected in (True, False):
        client = Client()
        sign_in(client, administrator, code_sent)
        client.post(reverse("mfa_authenticate"), {"code": spare[0]})
        assert ("_auth_user_id" in client.session) is expected


def test_a_new_password_does_not_skip_the_second_step(desk, administrator, code_sent):
    set_up_the_app(desk)
    client = Client()
    client.post(reverse("account_reset_password"), {"email": administrator.email})
    client.post(
        reverse("account_confirm_password_reset_code"), {"code": code_sent(administrator.email)}
    )

    answer = client.post(
        reverse("account_complete_password_reset"), {"password1": "brand new words here"}
    )

    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_the_secret_of_the_second_step_is_encrypted_and_drawn_in_the_page(desk):
    page = desk.get(reverse("mfa_activate_totp"))
    secret, html = page.context["form"].secret, page.content.decode()
    assert "<svg" in html
    assert "data:" not in html
    assert not re.search(r"\sstyle=", html)

    desk.post(reverse("mfa_activate_totp"), {"code": code_of_the_app(secret)})

    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored


@pytest.mark.django_db(transaction=True)
def test_a_second_step_is_turned_off_after_it_was_taken_again(desk):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret, _ = set_up_the_app(desk)
        clock.shift(timedelta(minutes=6))
        off = reverse("mfa_deactivate_totp")
        asked = desk.post(off).url
        assert asked.startswith(reverse("mfa_reauthenticate"))

        desk.post(asked, {"code": code_of_the_app(secret)})
        desk.post(off)

    assert Authenticator.objects.count() == 0
    told = AccountMessage.objects.order_by("pk").values_list("subject", flat=True)
    assert {"Your second step is on", "Your second step is off"} <= set(told)
    changes = AuditEntry.objects.filter(action__startswith="second step").order_by("pk")
    assert set(changes.values_list("action", flat=True)) == {
        "second step added",
        "second step removed",
    }


# --- People


def test_addresses_factors_and_sessions_of_others_are_not_in_the_staff_pages():
    models = {model._meta.label for model in admin.site._registry}

    assert not models & {
        "account.EmailAddress",
        "account.EmailConfirmation",
        "mfa.Authenticator",
        "usersessions.UserSession",
    }


def test_a_moderator_does_not_see_people(signed_in, moderator):
    client = signed_in(User.objects.get(pk=moderator.pk))
    person = UserFactory()

    for path in (
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_change", args=[person.pk]),
        reverse("admin:accounts_user_roles", args=[person.pk]),
        reverse("admin:accounts_user_suspend", args=[person.pk]),
    ):
        assert client.get(path).status_code in (302, 403)


def test_a_person_is_shown_and_nothing_about_them_can_be_typed_over(desk):
    person = UserFactory(full_name="Ann Other")
    path = reverse("admin:accounts_user_change", args=[person.pk])
    page = desk.get(path).content.decode()
    assert "Ann Other" in page
    assert 'name="email"' not in page

    desk.post(path, {"email": "x@example.org", "is_superuser": "on", "trust": "steward"})

    person.refresh_from_db()
    assert (person.is_superuser, person.trust) == (False, "member")


def test_a_role_is_given_and_taken(desk, administrator):
    person = UserFactory()
    path = reverse("admin:accounts_user_roles", args=[person.pk])
    assert desk.get(path).status_code == 200

    desk.post(path, {"role": "Moderator"})
    assert list(person.groups.values_list("name", flat=True)) == ["Moderator"]
    assert "Moderator" in desk.get(path).content.decode()
    desk.post(path, {"take": "Moderator"})

    assert not person.groups.exists()
    rows = AuditEntry.objects.filter(by=administrator).order_by("pk")
    assert [row.action for row in rows] == ["role granted", "role revoked"]


def test_a_role_that_is_not_in_the_table_is_refused(desk):
    person = UserFactory()

    page = desk.post(reverse("admin:accounts_user_roles", args=[person.pk]), {"role": "Superuser"})

    assert page.status_code == 200
    assert not person.groups.exists()


def test_a_person_is_suspended_with_a_reason_and_let_in_again(desk):
    person = UserFactory()
    path = reverse("admin:accounts_user_suspend", args=[person.pk])
    desk.post(path, {"days": "7", "reason": ""})
    person.refresh_from_db()
    assert not person.is_suspended

    desk.post(path, {"days": "7", "reason": "of insults"})
    person.refresh_from_db()
    assert person.is_suspended
    assert "of insults" in desk.get(path).content.decode()
    desk.post(path, {"lift": "1"})

    person.refresh_from_db()
    assert not person.is_suspended


@pytest.mark.parametrize("page", ["roles", "suspend"])
def test_nobody_manages_themselves(desk, administrator, page):
    path = reverse(f"admin:accounts_user_{page}", args=[administrator.pk])

    assert desk.post(path, {"role": "Moderator", "days": "7", "reason": "x"}).status_code == 403


@pytest.mark.parametrize("page", ["roles", "suspend"])
def test_managing_people_asks_again_after_five_minutes(administrator, code_sent, page):
    client, person = Client(), UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, administrator, code_sent)
        clock.shift(timedelta(minutes=6))

        answer = client.post(
            reverse(f"admin:accounts_user_{page}", args=[person.pk]), {"role": "Moderator"}
        )

    assert answer.url.startswith(reverse("accounts:confirm"))
    assert not person.groups.exists()


def test_the_list_of_people_costs_the_same_for_many(desk, django_assert_num_queries):
    path = reverse("admin:accounts_user_changelist")
    desk.get(path)
    with django_assert_num_queries(7):
        desk.get(path)
    UserFactory.create_batch(20)

    with django_assert_num_queries(7):
        desk.get(path)
