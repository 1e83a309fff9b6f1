"""What a responder must say for each move. A form checks it; `verb` names the action that makes the move."""

from django import forms
from django.conf import settings
from django.utils import timezone

from ideas.choices import DeclineReason
from ideas.lifecycle import NEXT, Status
from ideas.rules import ANSWER_LEAST
from smartcounty.common import working_days
from smartcounty.common.forms import DayField, LineField, TextField
from smartcounty.common.templatetags.sc_tags import day
from smartcounty.places.models import Organisation


class MoveForm(forms.Form):
    """`seen` is the version on the responder's screen: somebody else may have been faster."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    verb = title = ""

    def __init__(self, *args, idea, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.idea, self.bodies = idea, bodies
        self.fields["seen"].initial = idea.version

    @property
    def details(self):
        """The keywords of the action."""
        return {name: self.cleaned_data[name] for name in self.fields}


class DueField(DayField):
    """A day within the working days that a body has; a longer time is for an administrator to give."""

    def __init__(self, **kwargs):
        super().__init__(
            label="By when will you answer?", help_text="Everybody can see this day.", **kwargs
        )

    def clean(self, value):
        due, today = super().clean(value), timezone.localdate()
        latest = working_days.due_date(today, settings.RESPONSE_WORKING_DAYS)
        if not today <= due <= latest:
            raise forms.ValidationError(f"Choose a day from today to {day(latest)}")
        return due


class ReviewForm(MoveForm):
    verb, title = "start_review", "Say who answers, and by when"
    owner = forms.ModelChoiceField(
        label="Which body will answer?", queryset=Organisation.objects.none()
    )
    due_on = DueField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = self.bodies
        self.fields["due_on"].initial = _latest()


class AcceptForm(MoveForm):
    verb, title = "accept", "Take it on"
    due_on = DueField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = _latest()


class NewsForm(MoveForm):
    """Public words without a new answer."""

    text = TextField(
        label="What is the news?",
        help_text="Everybody can read this, and supporters will hear it.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    note = TextField(
        label="Note for colleagues",
        help_text="Nobody else sees it.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StartForm(NewsForm):
    verb, title = "start_work", "Say that it is under way"


class DeliverForm(NewsForm):
    verb, title = "deliver", "Say that it is done"


class ReopenForm(AcceptForm):
    verb, title = "reopen", "Look at it again"
    text = TextField(
        label="What is new?",
        help_text=f"At least {ANSWER_LEAST} characters. Everybody can read this.",
        min_length=ANSWER_LEAST,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    field_order = ["seen", "text", "due_on"]


class AnswerForm(MoveForm):
    """An official answer: named, dated, and long enough to teach something."""

    role = LineField(
        label="Your role", help_text="Such as “Passenger Transport Lead”", max_length=80
    )
    headline = LineField(label="Your answer in one line", max_length=120)
    text = TextField(
        label="Your answer",
        help_text=(
            f"At least {ANSWER_LEAST} characters. What you will do, what you will not, and why."
            " Everybody can read this."
        ),
        min_length=ANSWER_LEAST,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    note = TextField(
        label="Note for colleagues",
        help_text="Nobody else sees it.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def details(self):
        details = super().details
        details["title"] = details.pop("headline")
        return details


class PlanForm(AnswerForm):
    verb, title = "plan", "Answer: planned"


class TrialForm(AnswerForm):
    verb, title = "answer_trial", "Answer: it will be tried"
    hypothesis = LineField(label="We think that ...", max_length=300)
    measure = LineField(label="We count ...", max_length=200)
    baseline = LineField(label="Before the trial it was ...", max_length=200, required=False)
    starts_on = DayField(label="When does the trial start?")
    ends_on = DayField(label="When does it end?")
    field_order = [
        "seen",
        "role",
        "headline",
        "text",
        "hypothesis",
        "measure",
        "baseline",
        "starts_on",
        "ends_on",
        "note",
    ]

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "The trial must end after it starts")
        return cleaned

    @property
    def details(self):
        details = super().details
        names = ("hypothesis", "measure", "baseline", "starts_on", "ends_on")
        details["trial"] = {name: details.pop(name) for name in names}
        return details


class DeclineForm(AnswerForm):
    verb, title = "decline", "Answer: not going ahead"
    reason_code = forms.ChoiceField(
        label="Why not?", choices=[("", "Choose"), *DeclineReason.choices]
    )
    would_change = LineField(
        label="What would change your answer?",
        help_text="Such as “Two volunteer keyholders”. It stands on the card of the idea.",
        max_length=300,
    )
    field_order = ["seen", "reason_code", "role", "headline", "text", "would_change", "note"]


class ReferForm(AnswerForm):
    verb, title = "refer", "Pass it to another body"
    to = forms.ModelChoiceField(label="Which body can do it?", queryset=Organisation.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.on(timezone.localdate()).filter(is_responding_body=True)
        self.fields["to"].queryset = others.exclude(pk=self.idea.owner_id).order_by("name", "pk")


# By the word in the address: the form, where it leads, and from where.
MOVES = {
    "review": (ReviewForm, Status.IN_REVIEW, {Status.OPEN}),
    "accept": (AcceptForm, Status.IN_REVIEW, {Status.REFERRED}),
    "reopen": (ReopenForm, Status.IN_REVIEW, {Status.DECLINED, Status.DELIVERED}),
    "plan": (PlanForm, Status.PLANNED, {Status.IN_REVIEW}),
    "try": (TrialForm, Status.TRIAL, {Status.IN_REVIEW}),
    "decline": (
        DeclineForm,
        Status.DECLINED,
        {Status.IN_REVIEW, Status.PLANNED, Status.TRIAL, Status.IN_PROGRESS},
    ),
    "refer": (ReferForm, Status.REFERRED, {Status.IN_REVIEW}),
    "start": (StartForm, Status.IN_PROGRESS, {Status.PLANNED, Status.TRIAL}),
    "deliver": (DeliverForm, Status.DELIVERED, {Status.IN_PROGRESS}),
}


def moves_from(status):
    """Pairs of the word and the title of each move that a responder can make now."""
    return [
        (word, form.title)
        for word, (form, new, old) in MOVES.items()
        if status in old and new in NEXT[status]
    ]


def _latest():
    return working_days.due_date(timezone.localdate(), settings.RESPONSE_WORKING_DAYS)
