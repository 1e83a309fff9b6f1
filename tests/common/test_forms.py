import re
from datetime import date

import html5lib
import pytest
from allauth.account.forms import LoginForm
from allauth.core import context
from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.test import RequestFactory

from smartcounty.common.forms import (
    CheckboxSelectMultiple,
    DayField,
    LineField,
    MonthField,
    RadioSelect,
    TextField,
)


class IdeaForm(forms.Form):
    title = LineField(
        label="What is your idea?",
        help_text="One line is enough.",
        max_length=120,
        error_messages={"required": "Enter your idea in one line"},
    )
    why = TextField(label="What would be better?", max_length=4000)
    area = forms.ChoiceField(label="Area", choices=[("", "Choose an area"), ("s", "Stone")])
    part = forms.ChoiceField(
        label="Would you help?",
        help_text="No is a fine answer.",
        choices=[("y", "Yes"), ("n", "No")],
        widget=RadioSelect(inline=True, hints={"y": "Two hours, once"}),
    )
    topics = forms.MultipleChoiceField(
        label="Topics", choices=[("f", "Food")], widget=CheckboxSelectMultiple, required=False
    )
    when = DayField(label="When was it?", required=False)
    agree = forms.BooleanField(label="I have read the rules", help_text="They are short.")
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


GOOD = {"title": "A bench", "why": "It is steep", "area": "s", "part": "y", "agree": "on"}


def parsed(html):
    return html5lib.parse(f"<!DOCTYPE html><title>t</title>{html}", namespaceHTMLElements=False)


def by_id(tree, name):
    return tree.find(f".//*[@id='{name}']")


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_a_field_is_described_by_its_hint_and_its_error():
    tree = parsed(IdeaForm({**GOOD, "title": ""}))

    control = by_id(tree, "id_title")
    described = [by_id(tree, name) for name in control.get("aria-describedby").split()]
    assert [words(element) for element in described] == [
        "One line is enough.",
        "Error: Enter your idea in one line",
    ]
    assert control.get("class") == "govuk-input govuk-input--error"


def test_the_summary_names_each_error_and_leads_to_its_field():
    tree = parsed(
        IdeaForm({"why": "x" * 4001, "when_day": "31", "when_month": "2", "when_year": "2027"})
    )

    links = tree.findall(".//*[@role='alert']//a")
    assert {link.get("href"): words(link) for link in links} == {
        "#id_title": "Enter your idea in one line",
        "#id_why": "Use 4000 characters or fewer. You used 4001",
        "#id_area": "Choose area",
        "#id_part_0": "Answer the question: Would you help?",
        "#id_when_0": "Enter a real date, such as 27 3 2027",
        "#id_agree": "Tick the box: I have read the rules",
    }
    assert all(by_id(tree, link.get("href")[1:]) is not None for link in links)


def test_a_text_that_is_too_long_is_kept_and_answered_at_the_field():
    tree = parsed(IdeaForm({**GOOD, "why": "é" * 4001}))

    control = by_id(tree, "id_why")
    assert control.text == "é" * 4001
    assert control.get("maxlength") is None
    assert words(by_id(tree, "id_why_error")) == (
        "Error: Use 4000 characters or fewer. You used 4001"
    )
    assert control.get("aria-describedby") == "id_why-info id_why_error"
    assert words(by_id(tree, "id_why-info")) == "You can enter up to 4000 characters"


def test_a_line_break_counts_once_whatever_the_browser_sends():
    form = IdeaForm({**GOOD, "why": "a\r\n" * 1999 + "bc"})

    assert form.is_valid()
    assert form.cleaned_data["why"] == "a\n" * 1999 + "bc"


def test_choices_are_a_fieldset_with_a_legend():
    tree = parsed(IdeaForm())

    group = tree.find(".//*[@id='id_part_0']/../../..")
    assert (group.tag, group.get("aria-describedby")) == ("fieldset", "id_part_helptext")
    assert words(group.find("legend")) == "Would you help?"
    assert by_id(tree, "id_part_0").get("aria-describedby") == "id_part_0_hint"
    assert words(by_id(tree, "id_part_0_hint")) == "Two hours, once"
    assert "govuk-radios--inline" in group.find("div[2]").get("class")


def test_fields_that_may_stay_empty_say_so():
    tree = parsed(IdeaForm())

    assert words(tree.find(".//*[@id='id_topics_0']/../../../legend")) == "Topics (optional)"
    assert words(tree.find(".//label[@for='id_title']")) == "What is your idea?"


def test_the_browser_adds_no_checks_of_its_own():
    html = str(IdeaForm({}))

    added = re.findall(r" (?:required|aria-invalid|maxlength|minlength|placeholder|style)\b", html)
    assert added == []


def test_a_trap_is_out_of_reach_of_people():
    tree = parsed(IdeaForm())

    assert by_id(tree, "id_website").get("tabindex") == "-1"
    assert tree.find(".//*[@id='id_website']/..").get("aria-hidden") == "true"


def test_a_hidden_field_is_there_without_a_label():
    tree = parsed(IdeaForm(initial={"seen": 3}))

    assert by_id(tree, "id_seen").get("value") == "3"
    assert tree.find(".//label[@for='id_seen']") is None


def test_the_form_component_carries_its_token_and_lets_the_server_answer():
    request = RequestFactory().get("/")

    html = render_to_string(
        "components/form.html", {"form": IdeaForm(), "button": "Post"}, request=request
    )

    form = parsed(html).find(".//form")
    assert (form.get("method"), form.get("novalidate")) == ("post", "")
    assert form.find("input[@name='csrfmiddlewaretoken']") is not None
    assert words(form.find(".//button[@type='submit']")) == "Post"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("27", "3", "2027"), date(2027, 3, 27)),
        (("7", "March", "2027"), date(2027, 3, 7)),
        (("7", "sept", " 2027 "), date(2027, 9, 7)),
        (("", "", ""), None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed, day):
    assert DayField(required=False).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (("31", "2", "2027"), "Enter a real date, such as 27 3 2027"),
        (("1", "3", "27"), "Enter a real date, such as 27 3 2027"),
        (("x", "3", "2027"), "Enter a real date, such as 27 3 2027"),
        (("", "3", ""), "The date must include a day and year"),
        (("", "", ""), "Enter a date"),
    ],
)
def test_a_day_that_is_none_is_answered(typed, answer):
    with pytest.raises(forms.ValidationError) as caught:
        DayField().clean(typed)

    assert caught.value.messages == [answer]


def test_a_month_is_kept_as_its_first_day():
    assert MonthField().clean(("February", "2027")) == date(2027, 2, 1)


def test_a_day_is_shown_again_as_it_was_typed():
    form = IdeaForm({**GOOD, "when_day": "31", "when_month": "feb", "when_year": "2027"})

    tree = parsed(form)

    assert [by_id(tree, f"id_when_{n}").get("value") for n in range(3)] == ["31", "feb", "2027"]


class AdminForm(forms.Form):
    """Fields as the admin dresses them: its widgets, or Django's."""

    name = forms.CharField(widget=AdminTextInputWidget, max_length=10)
    text = forms.CharField(widget=AdminTextareaWidget, help_text="Long")
    day = forms.DateField(widget=AdminDateWidget)
    kind = forms.ChoiceField(choices=[("a", "A")])
    on = forms.BooleanField()


@pytest.mark.parametrize("name", list(AdminForm.base_fields))
@pytest.mark.parametrize("data", [None, {}])
def test_a_field_of_the_admin_is_as_django_makes_it(name, data):
    form = AdminForm(data)

    ours = form[name]
    stock = BoundField(form, form.fields[name], name)

    assert (str(ours), ours.label_tag(), str(ours.errors)) == (
        str(stock),
        stock.label_tag(),
        str(stock.errors),
    )


def test_a_form_of_the_sign_in_library_looks_like_ours(rf):
    with context.request_context(rf.get("/accounts/login/")):
        tree = parsed(LoginForm({"login": "", "password": ""}))

    control = by_id(tree, "id_login")
    assert control.get("class") == "govuk-input govuk-input--error"
    assert control.get("placeholder") is None
    assert words(by_id(tree, "id_login_error")) == "Error: Enter email"
    assert words(tree.find(".//label[@for='id_password']")) == "Password"
