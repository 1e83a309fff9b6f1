from itertools import pairwise

from django import forms

from hubs.lifecycle import EVENT_NEXT, NEXT, EventStatus, Status
from hubs.models import Event, Hub

SEEN = "Somebody else has saved this page since you opened it. Open it again before you change it."


class HubForm(forms.ModelForm):
    """A hub's page as its hosts edit it. The status is moved, never typed over."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    move_to = forms.ChoiceField(
        label="Change the status to",
        required=False,
        help_text="Everybody who follows the hub hears of it.",
    )
    move_reason = forms.CharField(
        label="Why, or where to", required=False, max_length=300, help_text="In a sentence."
    )

    class Meta:
        model = Hub
        fields = [
            "name",
            "organisation",
            "area",
            "summary",
            "description",
            "easy_read",
            "address",
            "town",
            "postcode",
            "latitude",
            "longitude",
            "how_to_get_there",
            "hosts",
            "phone",
            "email",
            "cost",
            "step_free",
            "tile",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version
        moves = NEXT[self.instance.status] if self.instance.pk else set()
        choices = [(status, label) for status, label in Status.choices if status in moves]
        self.fields["move_to"].choices = [("", "Leave it as it is"), *choices]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen") != self.instance.version:
            raise forms.ValidationError(SEEN)
        if cleaned.get("move_to") and not cleaned.get("move_reason"):
            self.add_error("move_reason", "Say why, so that people know what to expect")
        return cleaned


class HoursFormSet(forms.BaseInlineFormSet):
    """Says in words what the database would refuse."""

    def clean(self):
        super().clean()
        rows = sorted(
            (row["weekday"], row["opens"], row["closes"])
            for row in (form.cleaned_data for form in self.forms if form.is_valid())
            if row and not row.get("DELETE")
        )
        for (day, _, closes), (next_day, opens, _) in pairwise(rows):
            if day == next_day and opens < closes:
                raise forms.ValidationError("Two stretches of the same day overlap.")


class EventForm(forms.ModelForm):
    """An event as staff edit it. The status is moved, never typed over."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    move_to = forms.ChoiceField(
        label="Change the status to",
        required=False,
        help_text="Everybody who follows the hub hears of it.",
    )
    move_reason = forms.CharField(
        label="Why, or until when",
        required=False,
        max_length=300,
        help_text="In a sentence, if it is postponed or cancelled.",
    )

    online_url = forms.URLField(
        label="Where to join online", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Event
        fields = [
            "title",
            "organisation",
            "summary",
            "description",
            "starts_at",
            "ends_at",
            "hub",
            "place",
            "address",
            "town",
            "postcode",
            "latitude",
            "longitude",
            "online_url",
            "area",
            "topics",
            "lead",
            "phone",
            "email",
            "capacity",
            "cost",
            "access",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version
        moves = EVENT_NEXT[self.instance.status] if self.instance.pk else set()
        choices = [(status, label) for status, label in EventStatus.choices if status in moves]
        self.fields["move_to"].choices = [("", "Leave it as it is"), *choices]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen") != self.instance.version:
            raise forms.ValidationError(SEEN)
        self._check_place(cleaned)
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "It must end after it starts")
        move_to = cleaned.get("move_to")
        if move_to not in ("", None, EventStatus.PUBLISHED) and not cleaned.get("move_reason"):
            self.add_error("move_reason", "Say why, so that people know what to expect")
        return cleaned

    def _check_place(self, cleaned):
        """Says in words what the database would refuse."""
        hub, address, town = (cleaned.get(name) for name in ("hub", "address", "town"))
        if hub and (address or town):
            self.add_error("address", "It is at the hub: leave the other address empty")
        elif not hub and bool(address) != bool(town):
            self.add_error("town", "An address needs a street and a town")
        elif not (hub or address or cleaned.get("online_url")):
            self.add_error("hub", "Choose a hub, or give an address, or where to join online")
