from allauth.account import forms as allauth
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from smartcounty.accounts import rules
from smartcounty.accounts.adapter import WRONG_CODE, hold_back, hold_back_codes
from smartcounty.accounts.models import User
from smartcounty.common.bots import NoBots
from smartcounty.common.forms import LineField, RadioSelect
from smartcounty.common.text import clean

GOOD_PASSWORD = (
    "At least 12 characters. Three words that have nothing to do with each other are easy to keep "
    "and hard to guess."
)
NO_PASSKEY = "That passkey did not work. Try again, or use another way"
MOST_OF_A_NAME = 60
ADDRESS = "Enter an e-mail address in the usual form, like name@example.com"


class Worded:
    """Gives the fields of allauth's forms our words. `words` maps a field to its label, hint and missing message."""

    words = {}
    label_size = "s"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, hint, missing) in self.words.items():
            if name not in self.fields:  # joining by passkey leaves the password out
                continue
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages = field.error_messages | {"required": missing}
            if isinstance(field, forms.EmailField):
                field.error_messages |= {"invalid": ADDRESS}
                field.widget.attrs["spellcheck"] = "false"


class CodeField(Worded):
    """A code of six figures, offered by the keyboard of a phone."""

    words = {
        "code": (
            "Code",
            "Six figures. It works for 15 minutes.",
            "Enter the code from the e-mail",
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].max_length = 40
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "class": "govuk-input--width-10 govuk-input--extra-letter-spacing",
        }


class CodeRequestForm(Worded, allauth.RequestLoginCodeForm):
    """The one box. An address nobody has confirmed gets a code too: to join with."""

    words = {"email": ("E-mail address", "Never shown to anyone.", "Enter your e-mail address")}

    def clean_email(self):
        address = self.cleaned_data["email"].strip().lower()
        hold_back_codes(context.request, address)
        self._user = User.objects.confirmed(address).first()
        return address


class PasswordSignInForm(Worded, allauth.LoginForm):
    words = {
        "login": ("E-mail address", "", "Enter your e-mail address"),
        "password": ("Password", "", "Enter your password"),
    }


class SignInCodeForm(CodeField, allauth.ConfirmLoginCodeForm):
    pass


class AddressCodeForm(CodeField, allauth.ConfirmEmailVerificationCodeForm):
    pass


class PasswordCodeForm(CodeField, allauth.ConfirmPasswordResetCodeForm):
    pass


class ConfirmForm(CodeField, forms.Form):
    """The code that shows, before something is hard to undo, that the person is at the keyboard."""

    code = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))

    def __init__(self, *args, code, **kwargs):
        self.expected = code
        super().__init__(*args, **kwargs)

    def clean_code(self):
        if not compare_user_code(actual=self.cleaned_data["code"], expected=self.expected):
            raise ValidationError(WRONG_CODE, code="incorrect_code")
        return self.cleaned_data["code"]


class SignUpForm(Worded, NoBots, allauth.SignupForm):
    """One page. The address is fixed if a code has shown already that it is theirs."""

    full_name = LineField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    display_name = LineField(
        max_length=60, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )
    old_enough = forms.BooleanField()
    agreed = forms.BooleanField()

    field_order = ["email", "full_name", "display_name", "password1", "old_enough", "agreed"]
    words = {
        "email": ("E-mail address", "Never shown to anyone.", "Enter your e-mail address"),
        "full_name": (
            "Full name",
            "Only the people who run this site see it.",
            "Enter your full name",
        ),
        "display_name": (
            "Name shown to others",
            "It stands beside what you write. A first name is fine.",
            "Enter the name that others see",
        ),
        "password1": (
            "Password",
            f"Leave it empty and we e-mail you a code each time. {GOOD_PASSWORD}",
            "",
        ),
        "old_enough": (
            "I am 13 or older",
            "",
            "You must be 13 or older to have an account. Tick the box if you are",
        ),
        "agreed": (
            "I agree to the community rules",
            "",
            "Read the community rules, then tick the box if you agree",
        ),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed"].help_text = format_html(
            'Read the <a class="govuk-link" href="{}">community rules</a> and the'
            ' <a class="govuk-link" href="{}">privacy notice</a>.',
            reverse("pages:community_rules"),
            reverse("pages:privacy"),
        )
        proved = context.request.session.get("account_verified_email")
        if proved:
            field = self.fields["email"]
            field.disabled, field.initial, field.help_text = True, proved, "Confirmed."

    def validate_unique_email(self, value):
        """A sign-up that was never finished does not keep its address from anybody."""
        if User.objects.unconfirmed().filter(email=value).exists():
            return value
        return super().validate_unique_email(value)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            hold_back(context.request, "signup_network")
            hold_back(context.request, "signup_address", key=rules.mailbox(cleaned["email"]))
        return cleaned


class ForgottenPasswordForm(Worded, allauth.ResetPasswordForm):
    words = {"email": ("E-mail address", "The one you sign in with.", "Enter your e-mail address")}

    def clean_email(self):
        address = self.cleaned_data["email"].strip().lower()
        hold_back_codes(context.request, address)
        self.users = list(User.objects.confirmed(address))
        return address


class NewPassword(Worded):
    """One field is enough where its text can be shown."""

    words = {"password1": ("New password", GOOD_PASSWORD, "Enter a new password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]


class NewPasswordForm(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class SetPasswordForm(NewPassword, allauth.SetPasswordForm):
    pass


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):
    words = NewPassword.words | {
        "oldpassword": ("Password now", "", "Enter the password you use now")
    }


class PasswordAgainForm(Worded, allauth.ReauthenticateForm):
    words = {"password": ("Password", "", "Enter your password")}


class ChangeAddressForm(Worded, allauth.AddEmailForm):
    words = {
        "email": (
            "New e-mail address",
            "We send a code to it. Until you enter the code, the old one stays.",
            "Enter the new e-mail address",
        )
    }

    def clean_email(self):
        address = super().clean_email()
        hold_back_codes(context.request, address)
        return address


class SecondStep(CodeField):
    words = {
        "code": (
            "Code",
            "Six figures from your authenticator app, or one of your recovery codes.",
            "Enter the code from your app",
        )
    }


class SecondStepForm(SecondStep, factors.AuthenticateForm):
    pass


class SecondStepAgainForm(SecondStep, factors.ReauthenticateForm):
    pass


class AddAppForm(CodeField, ActivateTOTPForm):
    words = {
        "code": (
            "Code from the app",
            "Six figures. The app shows new ones every 30 seconds.",
            "Enter the code that the app shows",
        )
    }


class Passkey:
    """What the browser's script says of a passkey. Whatever is wrong with it, people read one sentence."""

    label_size = "s"

    def add_error(self, field, error):
        super().add_error("credential", ValidationError(NO_PASSKEY))


class NamedPasskey(Passkey, Worded):
    """With the name that its owner knows it by. No name is refused: the device has the passkey already."""

    words = {
        "name": ("What shall we call it?", "So that you can tell your passkeys apart.", ""),
    }

    def clean_name(self):
        self.cleaned_data["name"] = clean(self.cleaned_data["name"])[:MOST_OF_A_NAME]
        return super().clean_name()


class AddPasskeyForm(NamedPasskey, passkeys.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)  # all of them are: there is no other kind here


class JoiningPasskeyForm(NamedPasskey, passkeys.SignupWebAuthnForm):
    pass


class PasskeySignInForm(Passkey, passkeys.LoginWebAuthnForm):
    pass


class PasskeyStepForm(Passkey, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Passkey, passkeys.ReauthenticateWebAuthnForm):
    pass


class RenamePasskeyForm(Worded, passkeys.EditWebAuthnForm):
    name = LineField(max_length=MOST_OF_A_NAME)
    words = {
        "name": (
            "What shall we call it?",
            "So that you can tell your passkeys apart.",
            "Enter a name for the passkey",
        )
    }


class ProfileForm(forms.ModelForm):
    """The names alone; nothing here touches what somebody consented to."""

    label_size = "s"
    full_name = LineField(
        label="Full name",
        help_text="Only the people who run this site see it.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name"},
    )
    display_name = LineField(
        label="Name shown to others",
        help_text="It stands beside what you write, also what you wrote before.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": "Enter the name that others see"},
    )

    class Meta:
        model = User
        fields = ["full_name", "display_name"]


class RoleForm(forms.Form):
    """Which role, given or taken; the choices come from the view, as they depend on the person."""

    role = forms.ChoiceField(
        label="Which role?",
        widget=RadioSelect,
        error_messages={"required": "Choose a role"},
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, role) for role in roles]


class SuspendForm(forms.Form):
    """Until when and why; the person reads both."""

    DAYS = [("7", "A week"), ("30", "A month"), ("90", "Three months"), ("365", "A year")]

    days = forms.ChoiceField(
        label="For how long?",
        choices=DAYS,
        widget=RadioSelect,
        error_messages={"required": "Choose for how long"},
    )
    reason = LineField(
        label="Why?",
        help_text="The person reads this. Name the rule and what they did.",
        max_length=200,
        error_messages={"required": "Enter a reason that the person can understand"},
    )
