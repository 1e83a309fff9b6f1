"""What a moderator says when two ideas are the same, or turn out not to be."""

from django import forms

from ideas.lifecycle import DISCUSSED
from ideas.models import Idea
from ideas.permissions import can_join
from smartcounty.common.forms import LineField


class JoinForm(forms.Form):
    """`seen` is the version on the moderator's screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    survivor = LineField(
        label="Which idea stays?",
        help_text="Its reference, such as I-2026-0412. Supporters, followers and comments move there.",
        max_length=20,
        error_messages={"required": "Enter the reference of the idea that stays"},
    )
    reason = LineField(
        label="Why are they the same?",
        help_text="Everybody can read this, and whoever supports or follows it is told.",
        max_length=300,
        error_messages={"required": "Say why they are the same"},
    )

    def __init__(self, *args, idea, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.idea, self.user = idea, user
        self.fields["seen"].initial = idea.version

    def clean_survivor(self):
        reference = self.cleaned_data["survivor"].upper()
        found = Idea.objects.public().filter(reference=reference, status__in=DISCUSSED)
        survivor = found.exclude(pk=self.idea.pk).defer("search").first()
        if survivor is None:
            raise forms.ValidationError(
                "Enter the reference of another idea that is public and not closed"
            )
        if not can_join(self.user, survivor):
            raise forms.ValidationError(
                "You have an interest in that idea, or it is outside your areas: leave it to somebody else"
            )
        return survivor


class UndoJoinForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    because = LineField(
        label="Why are they not the same?",
        help_text="Everybody can read this. The idea gets back its status, and what moved goes back.",
        max_length=300,
        error_messages={"required": "Say why they are not the same"},
    )

    def __init__(self, *args, idea, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = idea.version
