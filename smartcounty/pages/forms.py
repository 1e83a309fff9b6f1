from django import forms

from smartcounty.common.bots import NoBots
from smartcounty.common.forms import LineField, RadioSelect, TextField
from smartcounty.pages.choices import Kind


class EnquiryForm(NoBots):
    """Asked of everybody, signed in or not. Subclasses say what kinds there are and how they are worded."""

    label_size = "s"

    kind = forms.ChoiceField(choices=Kind, widget=forms.HiddenInput)
    page = LineField(
        label="Which page is it about?",
        help_text="Its address, or its name.",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    message = TextField(
        label="What would you like to say?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write your message"},
    )
    name = LineField(
        label="Your name",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We use it to answer you and for nothing else.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address, so that we can answer you",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )


class ProblemForm(EnquiryForm):
    kind = forms.ChoiceField(
        label="What is the problem?",
        choices=[
            (Kind.PROBLEM, "Something does not work, or is wrong"),
            (Kind.ACCESSIBILITY, "I cannot use it because of a disability or an impairment"),
        ],
        widget=RadioSelect,
        initial=Kind.PROBLEM,
        error_messages={"required": "Choose what kind of problem it is"},
    )
    message = TextField(
        label="What happened?",
        help_text="What did you want to do, and what went wrong? Which device do you use, if it matters?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Tell us what happened"},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="If you would like an answer. We use it for nothing else.",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )
    field_order = ["kind", "page", "message", "name", "email"]


class ContactForm(EnquiryForm):
    kind = forms.ChoiceField(
        choices=[(Kind.CONTACT, Kind.CONTACT.label)],
        initial=Kind.CONTACT,
        widget=forms.HiddenInput,
    )
    field_order = ["message", "page", "name", "email"]


class ComplaintForm(EnquiryForm):
    kind = forms.ChoiceField(
        label="What is your complaint about?",
        choices=[
            (Kind.COMPLAINT, "Something on this site, or a decision we made"),
            (Kind.DATA_PROTECTION, "How we use my personal details"),
        ],
        widget=RadioSelect,
        error_messages={"required": "Choose what your complaint is about"},
    )
    page = LineField(
        label="Which page, or which reference number?",
        help_text="For example C-2026-0012.",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    message = TextField(
        label="What went wrong, and what should we do?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Tell us what went wrong"},
    )
    field_order = ["kind", "page", "message", "name", "email"]
