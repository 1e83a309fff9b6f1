import pytest
from django import forms
from django.http import QueryDict

from smartcounty.common import bots
from smartcounty.common.forms import LineField


class TalkForm(bots.NoBots, forms.Form):
    text = LineField(label="What do you want to say?")


def posted(**fields):
    data = QueryDict(mutable=True)
    data.update({"text": "Hello", "website": "", "started": bots.stamp(seconds_ago=10)} | fields)
    data._mutable = False
    return TalkForm(data)


def test_a_form_filled_in_by_a_person_passes_without_the_two_fields():
    form = posted()

    assert form.is_valid()
    assert form.cleaned_data == {"text": "Hello"}


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        ({"website": "https://spam.example"}, "Something filled in a field"),
        ({"started": "made up"}, "We could not tell"),
        ({"started": ""}, "We could not tell"),
        ({"started": bots.stamp(seconds_ago=90_000)}, "This page was open"),
    ],
    ids=["trap", "forged", "missing", "old"],
)
def test_a_machine_is_refused_in_words_and_the_text_stays(fields, start):
    form = posted(**fields)

    assert not form.is_valid()
    assert form.non_field_errors()[0].startswith(start)
    assert form["text"].value() == "Hello"
    assert form["website"].value() == ""


def test_a_form_that_comes_back_at_once_is_refused_in_words_and_the_text_stays():
    form = posted(started=bots.stamp())

    assert form.non_field_errors()[0].startswith("That was very quick")
    assert form["text"].value() == "Hello"


def test_pressing_again_after_a_while_is_enough(settings):
    settings.FORM_LEAST_SECONDS = 0
    refused = posted(started="made up")
    assert not refused.is_valid()

    again = posted(started=refused["started"].value())

    assert again.is_valid()


def test_pressing_too_quickly_does_not_start_the_clock_again():
    early = bots.stamp(seconds_ago=1)

    refused = posted(started=early)

    assert not refused.is_valid()
    assert refused["started"].value() == early


def test_the_trap_is_out_of_reach_of_keys_and_of_screen_readers():
    html = str(TalkForm())

    assert 'class="sc-form__trap" aria-hidden="true"' in html
    assert 'tabindex="-1"' in html
    assert 'autocomplete="off"' in html
