"""One's own account: our pages, and those of allauth's that keep it."""

from django.urls import reverse

from smartcounty.accounts.models import User
from tests.inventory.entries.signing_in import DOOR
from tests.inventory.roles import (
    ANONYMOUS,
    AUTHOR,
    CITIZEN,
    COUNCILLOR,
    NEWCOMER,
)
from tests.inventory.state import CONFIRM, DONE, State, signed_in
from tests.inventory.world import PASSWORD


def _code_asked(world, client, role):
    client.post(reverse("accounts:confirm"), {"send": "1"})


def _closing(world, client, role):
    """The account is to be erased within a week."""
    if role != ANONYMOUS:
        User.objects.filter(pk=world.people[role].pk).update(closing_at=world.now)


def _password_given(world, client, role):
    """Somebody with a second step, after the first."""
    typed = {"login": world.people[COUNCILLOR].email, "password": PASSWORD}
    client.post(reverse("account_login"), typed)


OURS = [
    State("accounts:home", "full", signed_in(), role=AUTHOR),
    State("accounts:home", "leaving", signed_in(), prepare=_closing, role=AUTHOR),
    State("accounts:contributions", "full", signed_in(), role=AUTHOR),
    State("accounts:contributions", "empty", signed_in(), role=CITIZEN),
    State("accounts:profile", "full", signed_in()),
    State(
        "accounts:profile",
        "success",
        signed_in(DONE),
        method="POST",
        data=lambda w: {"full_name": "Vera Made Up", "display_name": "Vera"},
    ),
    State(
        "accounts:profile",
        "error",
        signed_in(),
        method="POST",
        data=lambda w: {"full_name": "", "display_name": ""},
    ),
    State("accounts:confirm", "empty", signed_in(CONFIRM) | {NEWCOMER: 200}, role=NEWCOMER),
    State(
        "accounts:confirm",
        "code sent",
        signed_in(CONFIRM) | {NEWCOMER: 200},
        prepare=_code_asked,
        role=NEWCOMER,
    ),
    State(
        "accounts:confirm",
        "code asked for",
        signed_in(CONFIRM),
        method="POST",
        data=lambda w: {"send": "1"},
        role=NEWCOMER,
    ),
    State(
        "accounts:confirm",
        "error",
        signed_in(CONFIRM) | {NEWCOMER: 200},
        method="POST",
        data=lambda w: {"code": "000000"},
        prepare=_code_asked,
        role=NEWCOMER,
    ),
    State("accounts:close", "full", signed_in()),
    State("accounts:close", "not confirmed", signed_in(CONFIRM), confirmed=False),
    State("accounts:close", "success", signed_in(), method="POST"),
    State(
        "accounts:close",
        "posted, not confirmed",
        signed_in(CONFIRM),
        method="POST",
        confirmed=False,
    ),
    State("accounts:keep", "success", signed_in(DONE), method="POST"),
    State("accounts:keep", "read", signed_in(405)),
]


KEEPING = [
    State("account_reauthenticate", "full", signed_in() | {NEWCOMER: CONFIRM}),
    State(
        "account_reauthenticate",
        "success",
        signed_in(DONE) | {NEWCOMER: CONFIRM},
        method="POST",
        data=lambda w: {"password": PASSWORD},
    ),
    State(
        "account_reauthenticate",
        "error",
        signed_in() | {NEWCOMER: CONFIRM},
        method="POST",
        data=lambda w: {"password": "wrong"},
    ),
    State("account_email", "full", signed_in()),
    State("account_email", "not confirmed", signed_in(CONFIRM), confirmed=False),
    State(
        "account_email",
        "success",
        signed_in(DONE),
        method="POST",
        data=lambda w: {"email": "new@example.org", "action_add": "1"},
    ),
    State(
        "account_email",
        "error",
        signed_in(),
        method="POST",
        data=lambda w: {"email": "nobody", "action_add": "1"},
    ),
    State("usersessions_list", "full", signed_in(), role=AUTHOR),
    State("usersessions_list", "success", signed_in(DONE), method="POST", role=AUTHOR),
    State("mfa_index", "full", signed_in()),
    State("mfa_index", "with a second step", signed_in(), role=COUNCILLOR),
    State("mfa_authenticate", "not asked for", signed_in(DONE)),
    State(
        "mfa_authenticate",
        "password given",
        DOOR,
        prepare=_password_given,
    ),
    State(
        "mfa_authenticate",
        "error",
        DOOR,
        method="POST",
        data=lambda w: {"code": "000000"},
        prepare=_password_given,
    ),
    State(
        "mfa_reauthenticate",
        "full",
        signed_in(CONFIRM) | {COUNCILLOR: 200},
        role=COUNCILLOR,
    ),
    State(
        "mfa_reauthenticate",
        "error",
        signed_in(CONFIRM) | {COUNCILLOR: 200},
        method="POST",
        data=lambda w: {"code": "000000"},
        role=COUNCILLOR,
    ),
    State("mfa_activate_totp", "full", signed_in() | {COUNCILLOR: DONE}, role=AUTHOR),
    State("mfa_activate_totp", "not confirmed", signed_in(CONFIRM), confirmed=False),
    State(
        "mfa_activate_totp",
        "error",
        signed_in() | {COUNCILLOR: DONE},
        method="POST",
        data=lambda w: {"code": "000000"},
        role=AUTHOR,
    ),
    State("mfa_deactivate_totp", "full", signed_in(404) | {COUNCILLOR: 200}, role=COUNCILLOR),
    State(
        "mfa_deactivate_totp",
        "success",
        signed_in(404) | {COUNCILLOR: DONE},
        method="POST",
        role=COUNCILLOR,
    ),
    State("mfa_deactivate_totp", "not confirmed", signed_in(CONFIRM), confirmed=False),
    State(
        "mfa_view_recovery_codes",
        "full",
        signed_in(404) | {COUNCILLOR: 200},
        role=COUNCILLOR,
    ),
    State(
        "mfa_generate_recovery_codes",
        "full",
        signed_in(),
        role=COUNCILLOR,
    ),
    State(
        "mfa_generate_recovery_codes",
        "success",
        signed_in() | {COUNCILLOR: DONE},
        method="POST",
        role=COUNCILLOR,
    ),
    State("mfa_generate_recovery_codes", "not confirmed", signed_in(CONFIRM), confirmed=False),
]


STATES = OURS + KEEPING
