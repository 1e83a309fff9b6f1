from django import forms

from smartcounty.common.text import clean
from smartcounty.places import actions as places

LONGEST_SEARCH = 200


class SearchForm(forms.Form):
    """What people type above the list. An error here never takes the list away."""

    q = forms.CharField(label="What are you looking for?", required=False)
    postcode = forms.CharField(label="Postcode", required=False)

    place = None
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
            raise forms.ValidationError(
                "We do not know that postcode. Check it, or give the first half, such as ST16,"
                " or a town"
            )
        return text


class AddForm(forms.Form):
    """The name of one more service for the table of a comparison."""

    q = forms.CharField(label="Add a service by its name", required=False)

    def __init__(self, data):
        super().__init__(data, auto_id="%s")

    def clean_q(self):
        return " ".join(clean(self.cleaned_data["q"]).split())[:LONGEST_SEARCH]
