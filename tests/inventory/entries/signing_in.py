"""The ways in: those of allauth's pages that are in use."""

from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.inventory.roles import (
    ANONYMOUS,
    AUTHOR,
    COUNCILLOR,
    NEWCOMER,
    SIGNED_IN,
)
from tests.inventory.state import CONFIRM, DONE, LOGIN, State, everyone, human, signed_in
from tests.inventory.world import PASSWORD

# Who is signed in already is led on.
DOOR = {ANONYMOUS: 200} | dict.fromkeys(SIGNED_IN, DONE)


def _step(name, **typed):
    """A step of a sign-in that comes first, by the same browser."""

    def prepare(world, client, role):
        client.post(reverse(name), typed)

    return prepare


def _joining(world):
    return human(
        email="vera@example.org",
        full_name="Vera Made Up",
        display_name="Vera",
        password1="",
        old_enough="on",
        agreed="on",
    )


def _join(world, client, role):
    client.post(reverse("account_signup"), _joining(world))


def _forgot(world, client, role):
    client.post(reverse("account_reset_password"), {"email": world.known.email})


def _reset_code_typed(world, client, role):
    _forgot(world, client, role)
    session = client.session
    if "account_password_reset_verification" not in session:
        return
    code = session["account_password_reset_verification"]["code"]
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})


def _join_by_passkey(world, client, role):
    """Joined, and the code typed: the passkey comes next."""
    client.post(reverse("account_signup_by_passkey"), _joining(world))
    code = client.session.get("account_email_verification_code", {}).get("code", "")
    client.post(reverse("account_email_verification_sent"), {"code": code})


def _passkey(world):
    return Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).values_list("pk")[:1][0]


JOINED = {ANONYMOUS: 200} | dict.fromkeys(SIGNED_IN, DONE)


ITS_OWNER = signed_in(404) | {COUNCILLOR: 200}


WAYS_IN = [
    State("account_login", "one box", DOOR),
    State("account_login", "password", DOOR, query="with=password"),
    State("account_login", "on the way to somewhere", DOOR, query="next=/ideas/post/"),
    State(
        "account_login",
        "success",
        everyone(DONE),
        method="POST",
        data=lambda w: {"login": w.known.email, "password": PASSWORD},
    ),
    State(
        "account_login",
        "error",
        DOOR,
        method="POST",
        data=lambda w: {"login": w.known.email, "password": "wrong"},
    ),
    State("account_request_login_code", "empty", DOOR),
    State(
        "account_request_login_code",
        "success",
        everyone(DONE),
        method="POST",
        data=lambda w: {"email": w.known.email},
    ),
    State(
        "account_request_login_code",
        "error",
        DOOR,
        method="POST",
        data=lambda w: {"email": "nobody"},
    ),
    State("account_confirm_login_code", "not asked for", everyone(DONE)),
    State(
        "account_confirm_login_code",
        "asked for",
        DOOR,
        prepare=_step("account_request_login_code", email="known@example.org"),
    ),
    State(
        "account_confirm_login_code",
        "error",
        DOOR,
        method="POST",
        data=lambda w: {"code": "000000"},
        prepare=_step("account_request_login_code", email="known@example.org"),
    ),
    State("account_signup", "empty", DOOR),
    State("account_signup", "success", everyone(DONE), method="POST", data=_joining),
    State("account_signup", "error", DOOR, method="POST", data=lambda w: human(email="nobody")),
    State("account_email_verification_sent", "not asked for", signed_in(DONE)),
    State("account_email_verification_sent", "joining", DOOR, prepare=_join),
    State(
        "account_email_verification_sent",
        "error",
        DOOR,
        method="POST",
        data=lambda w: {"code": "000000"},
        prepare=_join,
    ),
    State("account_inactive", "full", everyone()),
    State("account_logout", "full", {ANONYMOUS: DONE} | dict.fromkeys(SIGNED_IN, 200)),
    State("account_logout", "success", everyone(DONE), method="POST"),
]


PASSWORDS = [
    State("account_reset_password", "empty", everyone()),
    State(
        "account_reset_password",
        "success",
        everyone(DONE),
        method="POST",
        data=lambda w: {"email": w.known.email},
    ),
    State(
        "account_reset_password",
        "error",
        everyone(),
        method="POST",
        data=lambda w: {"email": "nobody"},
    ),
    State("account_confirm_password_reset_code", "not asked for", everyone(LOGIN)),
    State("account_confirm_password_reset_code", "asked for", everyone(), prepare=_forgot),
    State(
        "account_confirm_password_reset_code",
        "error",
        everyone(),
        method="POST",
        data=lambda w: {"code": "000000"},
        prepare=_forgot,
    ),
    State("account_complete_password_reset", "not asked for", everyone(DONE)),
    State("account_complete_password_reset", "code typed", everyone(), prepare=_reset_code_typed),
    State(
        "account_complete_password_reset",
        "error",
        everyone(),
        method="POST",
        data=lambda w: {"password1": "short"},
        prepare=_reset_code_typed,
    ),
    State("account_change_password", "full", signed_in() | {NEWCOMER: DONE}, role=AUTHOR),
    State(
        "account_change_password",
        "error",
        signed_in() | {NEWCOMER: DONE},
        method="POST",
        data=lambda w: {"oldpassword": "wrong", "password1": "kettle lantern meadow quilt"},
        role=AUTHOR,
    ),
    State(
        "account_change_password",
        "success",
        signed_in(DONE),
        method="POST",
        data=lambda w: {"oldpassword": PASSWORD, "password1": "kettle lantern meadow quilt"},
    ),
    State("account_set_password", "full", signed_in(DONE) | {NEWCOMER: 200}, role=NEWCOMER),
    State("account_set_password", "not confirmed", signed_in(CONFIRM), confirmed=False),
    State(
        "account_set_password",
        "success",
        signed_in(DONE),
        method="POST",
        data=lambda w: {"password1": "kettle lantern meadow quilt"},
        role=NEWCOMER,
    ),
    State(
        "account_set_password",
        "error",
        signed_in(DONE) | {NEWCOMER: 200},
        method="POST",
        data=lambda w: {"password1": "short"},
        role=NEWCOMER,
    ),
]


PASSKEYS = [
    State("account_signup_by_passkey", "empty", DOOR),
    State("account_signup_by_passkey", "success", everyone(DONE), method="POST", data=_joining),
    State(
        "account_signup_by_passkey",
        "error",
        DOOR,
        method="POST",
        data=lambda w: human(email="nobody"),
    ),
    State("mfa_login_webauthn", "as a page", signed_in(DONE)),
    State(
        "mfa_login_webauthn",
        "error",
        signed_in(DONE),
        method="POST",
        data=lambda w: {"credential": "{}"},
    ),
    State("mfa_signup_webauthn", "not asked for", everyone(DONE)),
    State("mfa_signup_webauthn", "address confirmed", JOINED, prepare=_join_by_passkey),
    State(
        "mfa_signup_webauthn",
        "error",
        JOINED,
        method="POST",
        data=lambda w: {"name": "Phone", "credential": "{}"},
        prepare=_join_by_passkey,
    ),
    State(
        "mfa_signup_webauthn",
        "success",
        everyone(DONE),
        method="POST",
        data=lambda w: {"skip": "1"},
        prepare=_join_by_passkey,
    ),
    State("mfa_list_webauthn", "empty", signed_in(), role=AUTHOR),
    State("mfa_list_webauthn", "full", signed_in(), role=COUNCILLOR),
    State("mfa_add_webauthn", "full", signed_in(), role=AUTHOR),
    State("mfa_add_webauthn", "not confirmed", signed_in(CONFIRM), confirmed=False),
    State(
        "mfa_add_webauthn",
        "error",
        signed_in(),
        method="POST",
        data=lambda w: {"name": "Phone", "credential": "{}"},
        role=AUTHOR,
    ),
    State(
        "mfa_reauthenticate_webauthn",
        "full",
        signed_in(CONFIRM) | {COUNCILLOR: 200},
        role=COUNCILLOR,
    ),
    State(
        "mfa_reauthenticate_webauthn",
        "error",
        signed_in(CONFIRM) | {COUNCILLOR: 200},
        method="POST",
        data=lambda w: {"credential": "{}"},
        role=COUNCILLOR,
    ),
    State("mfa_edit_webauthn", "full", ITS_OWNER, args=_passkey, role=COUNCILLOR),
    State("mfa_edit_webauthn", "not confirmed", signed_in(CONFIRM), args=_passkey, confirmed=False),
    State(
        "mfa_edit_webauthn",
        "error",
        ITS_OWNER,
        method="POST",
        args=_passkey,
        data=lambda w: {"name": ""},
        role=COUNCILLOR,
    ),
    State(
        "mfa_edit_webauthn",
        "success",
        signed_in(404) | {COUNCILLOR: DONE},
        method="POST",
        args=_passkey,
        data=lambda w: {"name": "Tablet"},
        role=COUNCILLOR,
    ),
    State("mfa_remove_webauthn", "full", ITS_OWNER, args=_passkey, role=COUNCILLOR),
    State(
        "mfa_remove_webauthn", "not confirmed", signed_in(CONFIRM), args=_passkey, confirmed=False
    ),
    State(
        "mfa_remove_webauthn",
        "success",
        signed_in(404) | {COUNCILLOR: DONE},
        method="POST",
        args=_passkey,
        role=COUNCILLOR,
    ),
]


# Off until the settings name a directory; tests/accounts/test_directory.py switches it on.
DIRECTORY = [
    State(name, f"{method}, not in use", everyone(404), method=method, args=lambda w: ("staff",))
    for name in ("openid_connect_login", "openid_connect_callback")
    for method in ("GET", "POST")
]


STATES = WAYS_IN + PASSWORDS + PASSKEYS + DIRECTORY
