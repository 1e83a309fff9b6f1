from dataclasses import dataclass

from django import forms

from smartcounty.common.text import clean
from smartcounty.places import actions
from smartcounty.places.actions import LONGEST_PLACE

UNKNOWN = "We do not know that place. Check it, or give a postcode, its first half, such as ST16, or a town"


@dataclass(frozen=True)
class AskBack:
    """What to say of a typed place that was not found, and what may have been meant."""

    words: str
    choices: list


def ask_back(text):
    """For what `actions.locate` gave nothing for: several of that name, those that sound like it, or no idea."""
    named = actions.places_named(text)
    if named:
        return AskBack("There is more than one place of that name. Say which one you mean", named)
    alike = actions.places_alike(text)
    words = "We do not know that place. Check how it is spelt" if alike else UNKNOWN
    return AskBack(words, alike)


class PlaceForm(forms.Form):
    """Where is this? What was typed stays in the field, whatever comes of it."""

    q = forms.CharField(label="Postcode, town or village", required=False)

    place, asked_back = None, None

    def __init__(self, data):
        super().__init__(data, auto_id="%s")

    def clean_q(self):
        text = " ".join(clean(self.cleaned_data["q"]).split())[:LONGEST_PLACE]
        if not text:
            return ""
        self.place = actions.locate(text)
        if self.place is None:
            self.asked_back = ask_back(text)
            raise forms.ValidationError(self.asked_back.words)
        return text
