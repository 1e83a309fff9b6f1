"""Two tables: the account pages, and those of allauth's pages that are in use, under the names allauth knows."""

from allauth.account import views as allauth
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as directory
from allauth.usersessions import views as sessions
from django.db import transaction
from django.urls import path

from smartcounty.accounts import views
from smartcounty.common.confirming import freshly_confirmed

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("contributions/", views.contributions, name="contributions"),
    path("profile/", views.profile, name="profile"),
    path("confirm/", views.Confirm.as_view(), name="confirm"),
    path("close/", views.close, name="close"),
    path("keep/", views.keep, name="keep"),
]

sign_in = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/", views.RequestCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("signup/", transaction.atomic(views.SignUp.as_view()), name="account_signup"),
    path(
        "signup/passkey/",
        transaction.atomic(views.JoinByPasskey.as_view()),
        name="account_signup_by_passkey",
    ),
    path("confirm-email/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("email/", freshly_confirmed(allauth.email), name="account_email"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", freshly_confirmed(allauth.password_set), name="account_set_password"),
    path("password/reset/", views.ForgottenPassword.as_view(), name="account_reset_password"),
    path(
        "password/reset/confirm/",
        views.ConfirmPasswordCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        views.NewPassword.as_view(),
        name="account_complete_password_reset",
    ),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", freshly_confirmed(apps.activate_totp), name="mfa_activate_totp"),
    path(
        "2fa/totp/deactivate/",
        freshly_confirmed(apps.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        freshly_confirmed(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", freshly_confirmed(views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/signup/", views.FirstPasskey.as_view(), name="mfa_signup_webauthn"),
    path(
        "passkeys/reauthenticate/",
        views.PasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "passkeys/<int:pk>/edit/",
        freshly_confirmed(passkeys.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        freshly_confirmed(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("oidc/<slug:provider_id>/login/", directory.login, name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/login/callback/",
        directory.callback,
        name="openid_connect_callback",
    ),
]
