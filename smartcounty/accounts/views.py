from uuid import uuid4

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.mfa.base import views as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal import flows
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from smartcounty.accounts import actions
from smartcounty.accounts.adapter import factors_of, hold_back_codes
from smartcounty.accounts.forms import CodeRequestForm, ConfirmForm, ProfileForm
from smartcounty.accounts.permissions import code_stamp
from smartcounty.common.confirming import freshly_confirmed
from smartcounty.common.registry import panels

MOST_TRIES = 3


# --- Signing in and joining: allauth's views, with one box for both


class SignIn(allauth.LoginView):
    """The one box, or with `?with=password` the form for a password; both post where allauth expects them."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "code_form": CodeRequestForm(),
            "by_password": context["form"].is_bound or self.request.GET.get("with") == "password",
            "password_url": _by_password(self),
            "directory": _directory(),
        }


class RequestCode(allauth.RequestLoginCodeView):
    """Every address gets a code: to sign in with, or to join with if nobody has confirmed it yet."""

    def form_valid(self, form):
        response = super().form_valid(form)
        stage = LoginStageController.enter(self.request, LoginByCodeStage.key)
        process = LoginCodeVerificationProcess.resume(stage)
        if process.user:
            process.state["stamp"] = code_stamp(process.user)
        else:
            code = process.generate_code()
            get_adapter().send_mail(
                "account/email/join_code", process.state["email"], {"code": code}
            )
        process.persist()
        return response

    def get_context_data(self, **kwargs):
        ways = {"password_url": _by_password(self), "directory": _directory()}
        return super().get_context_data(**kwargs) | ways


class ConfirmCode(allauth.ConfirmLoginCodeView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"code": _living_code(self._process)}

    def _verify_form_valid(self, form):
        if self._process.user:
            return super()._verify_form_valid(form)
        get_adapter().stash_verified_email(self.request, self._process.state["email"])
        self._process.abort()
        return redirect(self.passthrough_next_url(reverse("account_signup")))


class SignUp(allauth.SignupView):
    def form_valid(self, form):
        """An address that somebody has confirmed gives the same answer, at the same cost, as a new one."""
        if form.account_already_exists:
            self._rehearse(form)
            return super().form_valid(form)
        try:
            with transaction.atomic():
                actions.discard_unconfirmed(form.cleaned_data["email"], by=None)
                return super().form_valid(form)
        except IntegrityError:  # pressed twice: the other request was first
            form.account_already_exists = True
            return super().form_valid(form)

    def _rehearse(self, form):
        """Make an account as for a new address, and undo it: a clock must not tell the two apart."""
        typed = form.cleaned_data
        with transaction.atomic():
            form.account_already_exists = False
            form.cleaned_data = typed | {"email": f"{uuid4()}@invalid.invalid"}
            actions.discard_unconfirmed(form.cleaned_data["email"], by=None)
            user = form.save(self.request)
            actions.welcome(user, by=user)
            transaction.set_rollback(True)
        form.account_already_exists, form.cleaned_data = True, typed


class JoinByPasskey(SignUp):
    """The same page without the password. The passkey is made once the address is confirmed."""

    template_name = "account/signup_by_passkey.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by_passkey": True}


class FirstPasskey(passkey_views.SignupWebAuthnView):
    """Where somebody who has just confirmed their address makes a passkey, or goes on without."""

    def post(self, request, *args, **kwargs):
        if "skip" in request.POST:
            return self._login_stage.exit()
        return super().post(request, *args, **kwargs)


class SecondStep(factors.AuthenticateView):
    def get_context_data(self, **kwargs):
        held = set(factors_of(self.stage.login.user))
        passkey = {Authenticator.Type.WEBAUTHN}
        shown = {"has_passkey": passkey <= held, "has_code": bool(held - passkey)}
        return super().get_context_data(**kwargs) | shown


class ForgottenPassword(allauth.PasswordResetView):
    """An address without an account hears that there is none, and how to join."""

    def form_valid(self, form):
        response = super().form_valid(form)
        process = PasswordResetVerificationProcess.resume(self.request)
        if process and process.user:
            process.state["stamp"] = code_stamp(process.user)
            process.persist()
        elif process:
            get_adapter().send_mail("account/email/unknown_account", process.state["email"], {})
        return response


class ConfirmPasswordCode(allauth.ConfirmPasswordResetCodeView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"code": _living_code(self._process)}


class NewPassword(allauth.CompletePasswordResetView):
    def dispatch(self, request, **kwargs):
        process = PasswordResetVerificationProcess.resume(request)
        if process and _is_dead(process):
            process.abort()
        return super().dispatch(request, **kwargs)


def _by_password(view):
    return view.passthrough_next_url(f"{reverse('account_login')}?with=password")


def _directory():
    """What staff call the sign-in of their employer; empty where there is none."""
    directory = settings.STAFF_DIRECTORY
    return directory["name"] if directory["issuer"] else ""


def _living_code(process):
    return "" if _is_dead(process) else process.code


def _is_dead(process):
    """Whether the address, the password or the account that a code was made for has changed since."""
    return bool(process.user) and process.state.get("stamp") != code_stamp(process.user)


@method_decorator(login_required, name="dispatch")
class Confirm(allauth.BaseReauthenticateView):
    """For people without a password: a code by e-mail, asked for by a button, before something hard to undo."""

    form_class = ConfirmForm
    template_name = "accounts/confirm.html"

    def post(self, request, *args, **kwargs):
        if "send" not in request.POST:
            return super().post(request, *args, **kwargs)
        hold_back_codes(request, request.user.email)
        adapter = get_adapter()
        code = adapter.generate_login_code()
        request.session["confirm"] = {"code": code, "at": timezone.now().timestamp(), "tries": 0}
        adapter.send_mail("accounts/emails/confirm", request.user.email, {"code": code})
        return redirect(self.passthrough_next_url(request.path))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"code": self._pending().get("code", "")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"sent": bool(self._pending())}

    def form_valid(self, form):
        self.request.session.pop("confirm", None)
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        return super().form_valid(form)

    def form_invalid(self, form):
        pending = self._pending()
        if pending:
            tries = pending["tries"] + 1
            self.request.session["confirm"] = pending | {"tries": tries}
            if tries >= MOST_TRIES:
                self.request.session.pop("confirm")
        return super().form_invalid(form)

    def _pending(self):
        pending = self.request.session.get("confirm", {})
        age = timezone.now().timestamp() - pending.get("at", 0)
        return pending if age < 15 * 60 else {}


class PasskeyAgain(passkey_views.ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        """allauth forgets the form that was posted."""
        return super().get_context_data(**kwargs) | kwargs


class AddPasskey(passkey_views.AddWebAuthnView):
    def get_context_data(self, **kwargs):
        """Each passkey is one to sign in with, so the device must ask who holds it and keep the account's name."""
        context = super().get_context_data(**kwargs)  # remembers options of its own
        options = webauthn.begin_registration(self.request.user, passwordless=True)
        return context | kwargs | {"js_data": {"creation_options": options}}

    def get_success_url(self):
        if self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return reverse("mfa_list_webauthn")

    def form_valid(self, form):
        """Recovery codes stand in for a second step, which a passkey is for staff alone."""
        user = self.request.user
        if user.is_staff:
            return super().form_valid(form)
        flows.signup_authenticator(self.request, user=user, **form.cleaned_data)
        get_adapter().send_notification_mail("mfa/email/webauthn_added", user)
        return redirect("mfa_list_webauthn")


# --- Your account


@login_required
@require_GET
def home(request):
    user = request.user
    held = factors_of(user)
    context = {
        "person": user,
        "has_password": user.has_usable_password(),
        "has_second_step": Authenticator.Type.TOTP in held,
        "passkeys": held.count(Authenticator.Type.WEBAUTHN),
        "sessions": user.usersession_set.count(),
    }
    return render(request, "accounts/home.html", context)


@login_required
@require_GET
def contributions(request):
    shown = panels("accounts.contributions", request.user, request)
    return render(request, "accounts/contributions.html", {"panels": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Your names are changed.")
        return redirect("accounts:home")
    return render(request, "accounts/profile.html", {"form": form})


@freshly_confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def close(request):
    user = request.user
    if request.method == "POST":
        auth.logout(request)
        closing_at = actions.close_account(user, by=user)
        return render(request, "accounts/closed.html", {"closing_at": closing_at})
    context = {"days": actions.DAYS_TO_UNDO_CLOSING, "person": user}
    return render(request, "accounts/close.html", context)


@login_required
@require_POST
def keep(request):
    actions.keep_account(request.user, by=request.user)
    messages.success(request, "Your account stays open.")
    return redirect("accounts:home")
