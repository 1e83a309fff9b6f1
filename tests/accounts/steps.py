"""Steps that several journeys take."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory

ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
PASSWORD = "otter lantern gravel"


def sign_in(client, user, code_sent):
    client.post("/accounts/login/code/", {"email": user.email})
    return client.post("/accounts/login/code/confirm/", {"code": code_sent(user.email)})


def code_of_the_app(secret):
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def set_up_the_app(client):
    """Scan, type the code, and give the letters of the app and the recovery codes shown once."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of_the_app(secret)})
    shown = client.get(reverse("mfa_view_recovery_codes"))
    return secret, shown.context["unused_codes"]


def sign_in_by_code(client, user, code_sent, **data):
    client.post(ASK, {"email": user.email} | data)
    return client.post(CONFIRM, {"code": code_sent(user.email)} | data)


def with_password(**fields):
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def is_signed_in(client):
    return client.get(reverse("accounts:home")).status_code == 200
