import base64
import hashlib
from io import BytesIO

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthError
from cryptography.fernet import Fernet, MultiFernet  # comes with allauth's second step
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe

from smartcounty.accounts import rules
from smartcounty.common.text import clean

WRONG_CODE = "That is not the code we sent. Check it and type it again"
TOO_MANY = "Too many tries. Wait five minutes, then try again"
DIRECTORY = "staff"
NOT_STAFF = "That account is not one of this site’s staff. Use another way to sign in"
NO_ANSWER = "Your employer’s sign-in did not work. Try again, or use another way"
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
PASSKEY_AGAIN = "mfa_reauthenticate:webauthn"
AGAIN = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code from your app",
    PASSKEY_AGAIN: "Use your passkey",
    "code": "Use a code by e-mail",
}


class AccountAdapter(DefaultAccountAdapter):
    """Addresses are kept in lower case; mail goes through the queue like any other (see EMAIL_BACKEND)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed",
        "email_password_mismatch": "That address and password do not belong together. Check both",
        "email_taken": "Use another address: this one cannot be used here",
        "duplicate_email": "This is your address already",
        "enter_current_password": "That is not your password now. Check it and type it again",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "That is not your password. Check it and type it again",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "same_as_current": "This is what it is already",
    }

    def clean_email(self, email):
        return super().clean_email(email).strip().lower()

    def save_user(self, request, user, form, commit=True):
        user.full_name = form.cleaned_data["full_name"]
        user.display_name = form.cleaned_data["display_name"]
        return super().save_user(request, user, form, commit)

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:home")

    def get_reauthentication_methods(self, user):
        """Who signs in by codes alone confirms with a code too; a password or a second step comes before it.

        A passkey needs a script, so whoever has nothing else may always ask for a code.
        """
        methods = [
            method | {"description": AGAIN[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]
        others = [method for method in methods if method["id"] != PASSKEY_AGAIN]
        if others or not user.is_authenticated or (methods and user.is_staff):
            return methods
        code = {"id": "code", "description": AGAIN["code"], "url": reverse("accounts:confirm")}
        return [*methods, code]

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count against the mailbox, however its address was typed."""
        return f"login:{rules.mailbox(credentials.get('email', ''))}"


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of the second step are encrypted at rest, and drawn without another library's colours or styles."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That is not the code. Wait for the next one and type it",
        "unverified_email": "Confirm your e-mail address first",
    }

    def is_mfa_enabled(self, user, types=None):
        """Whether a second step is asked for; of one type, whether there is one.

        For staff a passkey is a second step. For everybody else it is a way in beside the e-mailed code, which
        must stay as good: a lost phone locks nobody out.
        """
        if types is None or len(types) > 1:
            types = SECOND_STEPS if user.is_staff else [Authenticator.Type.TOTP]
        return super().is_mfa_enabled(user, types)

    def get_totp_issuer(self):
        return f"{settings.COUNTY['name']} {settings.COUNTY['what']}"

    def get_public_key_credential_rp_entity(self):
        """The host a passkey belongs to is the one asked for, which is one of ours (ALLOWED_HOSTS)."""
        return super().get_public_key_credential_rp_entity() | {"name": self.get_totp_issuer()}

    def generate_authenticator_name(self, user, type):
        return rules.browser(context.request.META.get("HTTP_USER_AGENT", ""))

    def build_totp_svg(self, url):
        """An `svg` element to stand in the page itself: no data address, no style attribute."""
        drawn = BytesIO()
        segno.make(url, error="m").save(
            drawn, kind="svg", border=4, xmldecl=False, light="#fff", omitsize=True
        )
        return mark_safe(
            drawn.getvalue().decode().strip()
        )  # drawn of squares alone, no text of anybody's

    def encrypt(self, text):
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _vault().decrypt(encrypted_text.encode()).decode()


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Staff come in by their employer's own sign-in (OpenID Connect), where the settings name one.

    It proves who somebody is and opens the staff pages; what may be done there is for roles, and the second step is
    still ours to ask for. What the directory tells of a person beyond that is not kept.
    """

    def list_apps(self, request, provider=None, client_id=None):
        """The one of the settings, or none; the database is not asked."""
        ours = settings.STAFF_DIRECTORY
        if not ours["issuer"] or provider not in (None, "openid_connect", DIRECTORY):
            return []
        app = SocialApp(provider="openid_connect", provider_id=DIRECTORY, name=ours["name"])
        app.client_id, app.secret = ours["client_id"], ours["secret"]
        app.settings = {
            "server_url": ours["issuer"],
            "oauth_pkce_enabled": True,
            "verified_email": ours["vouched"],
        }
        return [app]

    def pre_social_login(self, request, sociallogin):
        told = sociallogin.account.extra_data
        claims = {**told.get("id_token", {}), **told.get("userinfo", {})}
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])
        ours = settings.STAFF_DIRECTORY
        asked = {name: ours[name] for name in ("domains", "claim", "vouched")}
        is_login = sociallogin.state.get("process", "login") == "login"
        if not is_login or not rules.is_staff_of(claims, **asked):
            credentials = {"email": str(claims.get("email", ""))}
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            _back_to_the_door(request, NOT_STAFF)

    def on_authentication_error(self, request, provider, error=None, **details):
        _back_to_the_door(request, "" if error == AuthError.CANCELLED else NO_ANSWER)

    def populate_user(self, request, sociallogin, data):
        user = super().populate_user(request, sociallogin, data)
        name = clean(data.get("name") or "")
        user.full_name, user.display_name = name[:120], name[:60]
        return user


def _back_to_the_door(request, text):
    if text:
        messages.error(request, text)
    raise ImmediateHttpResponse(redirect("account_login"))


def factors_of(user):
    """The types of everything the person can prove themselves with besides password and code; a passkey each."""
    return list(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def hold_back(request, action, *, key=None):
    """Answer 429 at once when a limit of ACCOUNT_RATE_LIMITS is reached, whoever or whatever the address is."""
    if not ratelimit.consume(request, action=action, key=key):
        raise ImmediateHttpResponse(ratelimit.respond_429(request))


def hold_back_codes(request, address):
    """Limits of the mails that a stranger can have sent to an address: per mailbox, and per mailbox and network."""
    box = rules.mailbox(address)
    network = DefaultAccountAdapter().get_client_ip(request)
    hold_back(request, "code_network")
    hold_back(request, "code_address_from_network", key=f"{box} {network}")
    hold_back(request, "code_address", key=box)


def seal_anew(encrypted_text):
    """Written with today's key, whichever of the keys in force it was written with; `InvalidToken` if none of them."""
    return _vault().rotate(encrypted_text.encode()).decode()


def _vault():
    """Written with today's key, read with those before it as well."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"second step {key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
