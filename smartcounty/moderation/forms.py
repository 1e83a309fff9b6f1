import uuid

from django import forms
from django.utils import timezone

from smartcounty.common.bots import NoBots
from smartcounty.common.forms import RadioSelect, TextField
from smartcounty.moderation import rules
from smartcounty.moderation.choices import (
    ACTIONS_FOR,
    NEEDS_REASON,
    NEEDS_STATEMENT,
    Action,
    CheckedKind,
    ReasonCode,
    ReportReason,
    Rule,
)
from smartcounty.moderation.models import SensitivePeriod
from smartcounty.places.models import Area

MOST_WORDS = 2000
NOTHING = ("", "Choose")


class ReportForm(NoBots):
    """Two questions for everybody; a third, for an answer, for those who are signed out."""

    label_size = "s"

    reason = forms.ChoiceField(
        label="What is wrong with it?",
        choices=ReportReason.choices,
        widget=RadioSelect,
        error_messages={"required": "Choose what is wrong with it"},
    )
    details = TextField(
        label="What should we know?",
        help_text="Which words, and why. Do not give your own details here.",
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MOST_WORDS}),
        max_length=MOST_WORDS,
        required=False,
    )
    contact_email = forms.EmailField(
        label="Your e-mail address, if you want an answer",
        help_text="We write once, to say what we did, and then delete the address. The author never sees it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
        required=False,
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args, signed_in, **kwargs):
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["contact_email"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == ReportReason.OTHER and not cleaned.get("details"):
            self.add_error("details", "Say in a few words what is wrong")
        return cleaned


class AppealForm(forms.Form):
    words = TextField(
        label="Why should somebody look again?",
        help_text="What did we miss, or get wrong? You can also say what you would change.",
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST_WORDS}),
        max_length=MOST_WORDS,
        error_messages={"required": "Say why somebody should look again"},
    )


class DecisionForm(forms.Form):
    """Checks a decision as the case allows it. `seen` and `read` are the versions on the moderator's screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.IntegerField(widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    reason_code = forms.ChoiceField(
        label="Reason", choices=[NOTHING, *ReasonCode.choices], required=False
    )
    rule = forms.ChoiceField(
        label="Which rule?",
        help_text="The one that goes with the reason, unless you choose another.",
        choices=[
            ("", "As the reason says"),
            *[(rule, rule.quoted.replace("r", "R", 1)) for rule in Rule],
        ],
        required=False,
    )
    statement = TextField(
        label="What the author reads",
        help_text="Quote the words, say why, say what would put it right. Fill in whatever stands in braces.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST_WORDS,
        required=False,
    )
    private_note = TextField(
        label="Note for other moderators",
        help_text="The author never sees this, but may ask for it as personal data.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=MOST_WORDS,
        required=False,
    )

    def __init__(self, *args, case, hidden=False, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(action, action.label) for action in ACTIONS_FOR[case.kind]]
        if hidden:
            again = (Action.KEEP, "Show it again")
            choices = [
                again if action == Action.KEEP else (action, label) for action, label in choices
            ]
        self.fields["action"].choices = choices

    def clean_statement(self):
        statement = self.cleaned_data["statement"]
        if gaps := rules.unfilled(statement):
            raise forms.ValidationError(f"Fill in or take out: {' '.join(gaps)}", code="unfilled")
        return statement

    def clean(self):
        cleaned = super().clean()
        action = cleaned.get("action")
        if action in NEEDS_REASON and not cleaned.get("reason_code"):
            self.add_error("reason_code", "Choose the reason; the author will be told")
        if (
            action in NEEDS_STATEMENT
            and not cleaned.get("statement")
            and "statement" not in self.errors
        ):
            self.add_error("statement", "Tell the author why")
        return cleaned


class PeriodForm(forms.ModelForm):
    """A sensitive period, as it is declared; nobody declares one for days that are over."""

    kinds = forms.MultipleChoiceField(
        label="What is read first?",
        choices=CheckedKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is read first"},
    )

    class Meta:
        model = SensitivePeriod
        fields = ["name", "reason", "area", "kinds", "starts_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        area = self.fields["area"]
        area.queryset = Area.objects.on(timezone.localdate()).districts().by_name()
        area.empty_label = "The whole county"
        self.fields["starts_on"].help_text = "This day and the last one count."

    def clean_ends_on(self):
        return _day_to_come(self.cleaned_data["ends_on"])

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day cannot be before the first")
        return cleaned


class PeriodEndForm(forms.ModelForm):
    """Another last day for a period that is not over."""

    class Meta:
        model = SensitivePeriod
        fields = ["ends_on"]

    def clean_ends_on(self):
        last = _day_to_come(self.cleaned_data["ends_on"])
        if last < self.instance.starts_on:
            raise forms.ValidationError("The last day cannot be before the first")
        return last


def _day_to_come(day):
    if day < timezone.localdate():
        raise forms.ValidationError("Choose today or a later day")
    return day


class PassUpForm(forms.Form):
    because = forms.CharField(
        label="Why should somebody else decide?",
        max_length=500,
        error_messages={"required": "Say why somebody else should decide"},
    )
