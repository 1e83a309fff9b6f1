"""Part of base: who people are, how they come in, and how often they may try."""

import os
from datetime import timedelta

env = os.environ.get

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "smartcounty.common.passwords.MaximumLengthValidator", "OPTIONS": {"most": 128}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name", "display_name"]},
    },
    {"NAME": "smartcounty.common.passwords.ContextWordsValidator"},
]
RULES_VERSION = "2026-11"  # of the community rules and privacy notice that people agree to
CODE_MINUTES = 15
ACCOUNT_ADAPTER = "smartcounty.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "smartcounty.accounts.forms.PasswordSignInForm",
    "request_login_code": "smartcounty.accounts.forms.CodeRequestForm",
    "confirm_login_code": "smartcounty.accounts.forms.SignInCodeForm",
    "signup": "smartcounty.accounts.forms.SignUpForm",
    "confirm_email_verification_code": "smartcounty.accounts.forms.AddressCodeForm",
    "add_email": "smartcounty.accounts.forms.ChangeAddressForm",
    "change_password": "smartcounty.accounts.forms.ChangePasswordForm",
    "set_password": "smartcounty.accounts.forms.SetPasswordForm",
    "reset_password": "smartcounty.accounts.forms.ForgottenPasswordForm",
    "confirm_password_reset_code": "smartcounty.accounts.forms.PasswordCodeForm",
    "reset_password_from_key": "smartcounty.accounts.forms.NewPasswordForm",
    "reauthenticate": "smartcounty.accounts.forms.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True  # through the second step where there is one
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_MINUTES * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    False  # our own views write to unknown addresses, with a code to join
)
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Per network (ip), per address or account (key), per person (user). The last five are asked by our own forms.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "100/h/ip",
    "confirm_email": "3/h/key",
    "request_login_code": "",
    "reset_password": "60/h/ip,10/h/key",
    "signup_network": "20/h/ip",
    "signup_address": "3/h/key",
    "code_network": "60/h/ip",
    "code_address": "10/h/key",
    "code_address_from_network": "3/h/key",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXY_COUNT", "0"))
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "smartcounty.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "smartcounty.accounts.forms.SecondStepForm",
    "reauthenticate": "smartcounty.accounts.forms.SecondStepAgainForm",
    "activate_totp": "smartcounty.accounts.forms.AddAppForm",
    "add_webauthn": "smartcounty.accounts.forms.AddPasskeyForm",
    "signup_webauthn": "smartcounty.accounts.forms.JoiningPasskeyForm",
    "login_webauthn": "smartcounty.accounts.forms.PasskeySignInForm",
    "authenticate_webauthn": "smartcounty.accounts.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "smartcounty.accounts.forms.PasskeyAgainForm",
    "edit_webauthn": "smartcounty.accounts.forms.RenamePasskeyForm",
}
# Staff may come in by their employer's own sign-in (OpenID Connect). Off while the issuer is empty.
STAFF_DIRECTORY = {
    "issuer": env("OIDC_ISSUER", "").rstrip("/"),
    "client_id": env("OIDC_CLIENT_ID", ""),
    "secret": env("OIDC_CLIENT_SECRET", ""),
    "name": env("OIDC_NAME", "your work account"),
    "domains": [name for name in env("OIDC_DOMAINS", "").lower().split(",") if name],
    "claim": env("OIDC_CLAIM", ""),  # such as groups=marketplace: whoever lacks it is not let in
    # Where the directory verifies every address, and so does not say it each time.
    "vouched": env("OIDC_ADDRESSES_VERIFIED", "") == "1",
}
SOCIALACCOUNT_ADAPTER = "smartcounty.accounts.adapter.DirectoryAdapter"
# A session ends when nothing was asked for so long, or after so long at most; staff sessions sooner.
SESSION_LIMITS = {
    "idle": timedelta(hours=12),
    "longest": timedelta(days=30),
    "staff_idle": timedelta(minutes=30),
    "staff_longest": timedelta(hours=12),
}
STAFF_TWO_FACTOR = True
