"""Hears sign-in (allauth, Django) and that somebody is here, and hands over to an action."""

from datetime import datetime

from allauth.account import signals as account
from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factors
from allauth.socialaccount import signals as directory
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from smartcounty.accounts import actions, rules
from smartcounty.accounts.models import User
from smartcounty.common.templatetags.sc_tags import day


class Seen:
    """Middleware: ends a session whose time is over, and notes at most every five minutes that the person is here.

    Signed out it looks at nothing and writes nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._keep_or_end(request, timezone.now())
        return self.get_response(request)

    def _keep_or_end(self, request, now):
        session = request.session
        began = _moment(session.get("began"))
        seen = _moment(session.get("seen"))
        if began and seen and _over(request.user, now=now, began=began, seen=seen):
            auth.logout(request)
            return
        if not began or not seen or now - seen >= actions.SEEN_EVERY:
            _note(request, request.user, now)


def _note(request, user, now):
    request.session.setdefault("began", now.isoformat())
    request.session["seen"] = now.isoformat()
    actions.mark_seen(user, at=now)


def _moment(text):
    return datetime.fromisoformat(text) if text else None


def _over(user, *, now, began, seen):
    kind = "staff_" if user.is_staff else ""
    limits = settings.SESSION_LIMITS
    return rules.session_is_over(
        now=now,
        began=began,
        seen=seen,
        idle=limits[f"{kind}idle"],
        longest=limits[f"{kind}longest"],
    )


@receiver(user_logged_in)
def _session_begun(request, user, **kwargs):
    request.session.pop("began", None)
    _note(request, user, timezone.now())


@receiver(account.user_signed_up)
def _signed_up(request, user, sociallogin=None, **kwargs):
    """Staff of a directory saw no page with the rules to agree to."""
    if sociallogin is None:
        actions.welcome(user, by=user)


@receiver(directory.pre_social_login)
def _known_already(request, sociallogin, **kwargs):
    """Somebody of the directory whose address has an account keeps that account."""
    if sociallogin.is_existing:
        return
    address = sociallogin.email_addresses[0].email
    actions.discard_unconfirmed(address, by=None)
    user = User.objects.confirmed(address).first()
    if user:
        sociallogin.user = user
        sociallogin.save(request, connect=True)


@receiver(account.user_logged_in)
def _came_by_the_directory(user, sociallogin=None, **kwargs):
    if sociallogin is not None and not user.is_staff:
        actions.make_staff(user, by=user)


@receiver([account.user_logged_in, account.password_set, account.password_changed])
def _name_the_browser(request, **kwargs):
    """Runs before allauth lists the session: its row then holds a few words instead of the browser's whole line."""
    request.META["HTTP_USER_AGENT"] = rules.browser(request.META.get("HTTP_USER_AGENT", ""))


@receiver(account.user_logged_in)
def _signed_in(request, user, **kwargs):
    """A sign-in just now, joining included, is as good as a confirmation just now; allauth would ask again."""
    records = get_authentication_records(request, user)
    if records:
        newest = records[-1] | {"reauthenticated": True}
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [*records[:-1], newest]
    else:
        record_authentication(request, user, method="code", reauthenticated=True)


@receiver(account.user_logged_in)
def _told_where_they_stand(request, user, **kwargs):
    if user.is_closing:
        messages.warning(
            request,
            f"Your account will be erased on {day(user.closing_at)}. To keep it, open your account page.",
        )
    if user.is_suspended:
        messages.warning(
            request,
            f"You are suspended until {day(user.suspended_until)} because {user.suspended_because}."
            " You can ask someone else to look again.",
        )


@receiver(user_login_failed)
def _sign_in_failed(credentials, **kwargs):
    address = (credentials.get("email") or "").lower()
    actions.record_sign_in_failure(User.objects.confirmed(address).first(), by=None)


@receiver(factors.authenticator_added)
def _factor_added(user, authenticator, **kwargs):
    actions.record_factor(user, by=user, factor=_word(authenticator), change="added")


@receiver(factors.authenticator_removed)
def _factor_removed(user, authenticator, **kwargs):
    actions.record_factor(user, by=user, factor=_word(authenticator), change="removed")


@receiver(factors.authenticator_reset)
def _factor_reset(user, authenticator, **kwargs):
    actions.record_factor(user, by=user, factor=_word(authenticator), change="renewed")


def _word(authenticator):
    return "passkey" if authenticator.type == authenticator.Type.WEBAUTHN else "second step"
