from django import forms

from smartcounty.common.text import clean
from smartcounty.places import actions as places
from smartcounty.places.forms import ask_back

LONGEST_SEARCH = 200


class SearchForm(forms.Form):
    """What people type above the list. An error here never takes the list away."""

    q = forms.CharField(label="What are you looking for?", required=False)
    postcode = forms.CharField(label="Postcode or town", required=False)

    place, asked_back = None, None
    cut = False

    def __init__(self, data):
        super().__init__(data, auto_id="%s")

    def clean_q(self):
        text = " ".join(clean(self.cleaned_data["q"]).split())
        self.cut = len(text) > LONGEST_SEARCH
        return text[:LONGEST_SEARCH]

    def clean_postcode(self):
        text = clean(self.cleaned_data["postcode"])
        if not text:
            return ""
        self.place = places.locate(text)
        if self.place is None:
            self.asked_back = ask_back(text)
            raise forms.ValidationError(self.asked_back.words)
        return text


class AddForm(forms.Form):
    """The name of one more service for the table of a comparison."""

    q = forms.CharField(label="Add a service by its name", required=False)

    def __init__(self, data):
        super().__init__(data, auto_id="%s")

    def clean_q(self):
        return " ".join(clean(self.cleaned_data["q"]).split())[:LONGEST_SEARCH]
