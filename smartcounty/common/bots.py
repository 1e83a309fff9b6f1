"""Keeps machines out of forms that put words on public pages: a trap field and a least time to fill the form in.

Mix it in before `forms.Form`. A person who is caught all the same reads why, loses nothing and presses again.
"""

import time

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from smartcounty.common import tokens

LONGEST_SECONDS = 24 * 60 * 60


def stamp(*, seconds_ago=0):
    """A signed note of when a form was given out."""
    return tokens.make("form", int(time.time()) - seconds_ago)


class NoBots(forms.Form):
    """Adds two fields that people never see: `website`, which only a machine fills in, and `started`."""

    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    started = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def clean(self):
        cleaned = super().clean()
        trapped = cleaned.pop("website", "")
        age = _age(cleaned.pop("started", ""))
        if problem := _problem(age, trapped):
            self._start_again(keep_stamp=age is not None and age < settings.FORM_LEAST_SECONDS)
            raise ValidationError(problem, code="bot")
        return cleaned

    def _start_again(self, *, keep_stamp):
        """The next try has an empty trap and a stamp that will do; the typed text stays."""
        self.data = self.data.copy()
        self.data[self.add_prefix("website")] = ""
        if not keep_stamp:
            self.data[self.add_prefix("started")] = stamp()


def _age(token):
    """Seconds since the form was given out, or None if the token is not ours."""
    try:
        (started,) = tokens.read("form", token)
    except tokens.BadToken:
        return None
    return time.time() - started


def _problem(age, trapped):
    if trapped:
        return (
            "Something filled in a field that people cannot see. Check your answers and post again."
        )
    if age is None:
        return "We could not tell when you opened this page. Check your answers and post again."
    if age > LONGEST_SECONDS:
        return "This page was open for more than a day. Check your answers and post again."
    if age < settings.FORM_LEAST_SECONDS:
        return "That was very quick. Take a moment to check your answers, then post again."
    return ""
