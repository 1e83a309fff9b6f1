from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from feedback.choices import Answer, Incentive, Relationship, Stars
from feedback.models.comments import TEXT_MOST as COMMENT_MOST
from feedback.models.reviews import TEXT_LEAST, TEXT_MOST
from smartcounty.common.bots import NoBots
from smartcounty.common.forms import LineField, MonthField, RadioSelect, TextField
from smartcounty.places.models import Organisation


def _choose(words):
    """One sentence whether nothing was chosen or something that is not there."""
    return {"required": words, "invalid_choice": words}


class ReviewForm(NoBots, forms.Form):
    """What somebody says of a service. Whoever has an interest is told what that means before choosing."""

    stars = forms.TypedChoiceField(
        label="How was it?",
        choices=Stars.choices,
        coerce=int,
        widget=RadioSelect,
        error_messages=_choose("Choose how many stars you give it"),
    )
    title = LineField(
        label="Sum it up in one line",
        help_text="For example, “Lovely food, hard to hear”",
        max_length=120,
        error_messages={"required": "Sum it up in one line"},
    )
    text = TextField(
        label="What happened?",
        help_text="Tell it the way you would tell a neighbour. Please leave out names and health details.",
        min_length=TEXT_LEAST,
        max_length=TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Say what happened"},
    )
    visited = MonthField(
        label="When did you last use it?",
        help_text="The month is enough. For example, 9 2026.",
        error_messages={"required": "Enter the month and year you last used it"},
    )
    relationship = forms.ChoiceField(
        label="How do you know it?",
        help_text=(
            "If you work there, run it or are with something similar, your review says so and is not counted in"
            " the score."
        ),
        choices=Relationship.choices,
        widget=RadioSelect,
        error_messages=_choose("Choose how you know it"),
    )
    incentive = forms.ChoiceField(
        label="Did somebody offer you anything for writing this?",
        help_text="If so, your review says it.",
        choices=Incentive.choices,
        widget=RadioSelect,
        error_messages=_choose("Choose whether somebody offered you anything"),
    )
    wants_reply = forms.BooleanField(
        label="I would like the people who run it to reply", required=False
    )

    def clean_visited(self):
        month = self.cleaned_data["visited"]
        if month > timezone.localdate():
            raise ValidationError("The month must be this one or an earlier one", code="future")
        if month.year < 1950:
            raise ValidationError("Enter a year you can remember, such as 2026", code="past")
        return month


class ReviewEditForm(ReviewForm):
    """The same, with the version that stood on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class CommentForm(NoBots, forms.Form):
    """A comment or a reply; who belongs to organisations chooses in whose name."""

    text = TextField(
        label="What do you want to say?",
        help_text="Be kind, be specific. Everyone can read this.",
        max_length=COMMENT_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write something before you post"},
    )
    organisation = forms.ModelChoiceField(
        label="In whose name?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="My own",
    )

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        joined = Organisation.objects.joined_by(user).order_by("name", "pk")
        if not user.is_authenticated or not joined.exists():
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = joined


class HelpfulForm(forms.Form):
    """The button that was pressed is the whole answer."""

    answer = forms.ChoiceField(
        choices=Answer.choices,
        widget=forms.HiddenInput,
        error_messages=_choose("Press one of the buttons"),
    )
