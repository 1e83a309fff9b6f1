"""One mark-up for every form: GOV.UK Frontend's, with hint, error and description wired once.

Only what a form says of itself (`{{ form }}`, `as_field_group`) changes. A field rendered by itself, as the
admin does, stays Django's own.
"""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property

from smartcounty.common.text import clean

# By Django's widget type: which part of templates/common/forms draws the field. All others are one control.
KINDS = {
    "radioselect": "choices",
    "checkboxselectmultiple": "choices",
    "checkbox": "tick",
    "password": "password",
    "dateparts": "parts",
}
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        start=1,
    )
}
INPUTS = {"text", "email", "number", "url", "tel", "search", "password"}
# The server checks and answers at the field; the browser neither stops typing nor adds words of its own.
LEFT_OUT = ("required", "maxlength", "minlength", "placeholder", "style", "aria-invalid")
REQUIRED = forms.Field.default_error_messages["required"]
EXTRA = {
    "counted": ["govuk-js-character-count"],
    "password": ["govuk-password-input__input", "govuk-js-password-input-input"],
}


class CountyBoundField(BoundField):
    """Adds to Django's field what the templates need; takes nothing away, so the admin sees no difference."""

    @property
    def kind(self):
        if self.is_trap:
            return "trap"
        if self.widget_type == "textarea" and self.field.widget.attrs.get("maxlength"):
            return "counted"
        return KINDS.get(self.widget_type, "control")

    @property
    def is_trap(self):
        """A field hidden from people, for machines to fall into: it can be reached by no key."""
        return str(self.field.widget.attrs.get("tabindex")) == "-1"

    @property
    def label_class(self):
        size = getattr(self.form, "label_size", "m")
        return f"govuk-label govuk-label--{size}"

    @property
    def legend_class(self):
        size = getattr(self.form, "label_size", "m")
        return f"govuk-fieldset__legend govuk-fieldset__legend--{size}"

    @property
    def question(self):
        """The label; a field that may stay empty says so."""
        marked = self.field.required or self.kind == "tick" or "(optional)" in str(self.label)
        return self.label if marked else f"{self.label} (optional)"

    @property
    def part(self):
        """GOV.UK Frontend's name for a group of choices."""
        return "radios" if self.field.widget.input_type == "radio" else "checkboxes"

    @property
    def hint_id(self):
        return f"{self.auto_id}_helptext"

    @property
    def error_id(self):
        return f"{self.auto_id}_error"

    @property
    def most(self):
        return self.field.widget.attrs["maxlength"]

    @property
    def target_id(self):
        """Where the error summary leads: the field, or its first part."""
        return f"{self.auto_id}_0" if self.kind in ("choices", "parts") else self.auto_id

    @cached_property
    def control(self):
        """The bare control, dressed and described; a field rendered by itself stays as Django makes it."""
        return self.field.widget.render(
            name=self.html_name,
            value=self.value(),
            attrs=self._attrs(),
            renderer=self.form.renderer,
        )

    @property
    def problems(self):
        """The errors in words. Django's bare "This field is required." would not say which."""
        return [self._named(error) for error in self.errors.as_data()]

    @cached_property
    def options(self):
        """One (control, text, hint) for each radio button or tick box."""
        widget = self.field.widget
        hints = getattr(widget, "hints", {})
        attrs = {"id": self.auto_id, "class": f"govuk-{self.part}__input"}
        rows = []
        for data in widget.subwidgets(self.html_name, self.value(), attrs=attrs):
            hint = hints.get(str(data["value"]), "")
            if hint:
                data["attrs"]["aria-describedby"] = f"{data['attrs']['id']}_hint"
            rows.append((BoundWidget(widget, data, self.form.renderer), data["label"], hint))
        return rows

    def _attrs(self):
        own = self.field.widget.attrs
        attrs = {"id": own.get("id") or self.auto_id, "class": self._css(own)}
        if self.kind == "counted":
            attrs["aria-describedby"] = f"{self.auto_id}-info {self.aria_describedby or ''}".strip()
        if self.kind == "password":
            attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        return self.build_widget_attrs(attrs) | dict.fromkeys(LEFT_OUT, False)

    def _named(self, error):
        if error.code != "required" or error.message != REQUIRED:
            return " ".join(error.messages)
        label = str(self.label)
        if label.endswith("?"):
            return f"Answer the question: {label}"
        if self.kind == "tick":
            return f"Tick the box: {label}"
        chosen = self.kind == "choices" or self.widget_type == "select"
        return f"{'Choose' if chosen else 'Enter'} {label[:1].lower()}{label[1:]}"

    def _css(self, own):
        names = [own.get("class", "")]
        base = self._base()
        if base:
            names.append(f"govuk-{base}")
        if base and self.errors and self.kind != "tick":
            names.append(f"govuk-{base}--error")
        if self.kind == "parts" and self.errors:
            names.append("govuk-input--error")
        names += EXTRA.get(self.kind, [])
        return " ".join(filter(None, names))

    def _base(self):
        if self.kind == "tick":
            return "checkboxes__input"
        if self.widget_type in ("textarea", "select"):
            return self.widget_type
        return "input" if getattr(self.field.widget, "input_type", "") in INPUTS else ""


class CountyRenderer(TemplatesSetting):
    form_template_name = "common/forms/form.html"
    field_template_name = "common/forms/field.html"
    bound_field_class = CountyBoundField


class RadioSelect(forms.RadioSelect):
    """Radio buttons, in a row if there are two or three short ones, with a hint for those that need one."""

    def __init__(self, attrs=None, choices=(), *, inline=False, hints=None):
        super().__init__(attrs, choices)
        self.inline = inline
        self.hints = hints or {}


class CheckboxSelectMultiple(forms.CheckboxSelectMultiple):
    """Tick boxes with a hint for those that need one."""

    def __init__(self, attrs=None, choices=(), *, hints=None):
        super().__init__(attrs, choices)
        self.hints = hints or {}


class LineField(forms.CharField):
    """One line of text, cleaned before it is measured."""

    default_error_messages = {
        "max_length": "Use %(limit_value)d characters or fewer. You used %(show_value)d",
        "min_length": "Use at least %(limit_value)d characters. You used %(show_value)d",
    }

    def to_python(self, value):
        value = super().to_python(value)
        return clean(value) if value else value


class TextField(LineField):
    """Something written over several lines; a line break counts once, whatever the browser sends for it."""

    widget = forms.Textarea


class DateParts(forms.MultiWidget):
    """A date typed as numbers, which is quicker and surer than picking it."""

    template_name = "common/forms/date_parts.html"

    def __init__(self, attrs=None, *, parts=("day", "month", "year")):
        self.parts = parts
        super().__init__(dict.fromkeys(parts, forms.TextInput), attrs)

    def decompress(self, value):
        return [getattr(value, part, None) for part in self.parts]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        css = context["widget"]["attrs"].get("class", "")
        for part, control in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            width = 4 if part == "year" else 2
            names = f"govuk-input govuk-date-input__input govuk-input--width-{width} {css}"
            control["attrs"] |= {"class": names.strip(), "inputmode": "numeric"}
            control["label"] = part.capitalize()
        return context


class DayField(forms.Field):
    """A day typed as day, month and year; a month may be typed as a number or by name."""

    widget = DateParts
    parts = ("day", "month", "year")
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(missing)s",
        "invalid": "Enter a real date, such as 27 3 2027",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", DateParts(parts=self.parts))
        super().__init__(**kwargs)

    def to_python(self, value):
        if value is None or isinstance(value, datetime.date):
            return value
        typed = dict(zip(self.parts, [(text or "").strip() for text in value], strict=True))
        missing = [part for part in self.parts if not typed[part]]
        if len(missing) == len(self.parts):
            return None
        if missing:
            names = " and ".join(missing)
            raise ValidationError(self.error_messages["missing"], "missing", {"missing": names})
        return self._date(**typed)

    def _date(self, *, year, month, day="1"):
        try:
            return datetime.date(_year(year), MONTHS.get(month[:3].lower()) or int(month), int(day))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error


class MonthField(DayField):
    """A month of a year, kept as its first day."""

    parts = ("month", "year")
    default_error_messages = {
        "required": "Enter a month and a year",
        "invalid": "Enter a real month and year, such as 3 2027",
    }


def _year(text):
    """Four figures only: `27` is more often a slip than the year 27."""
    if len(text) != 4:
        raise ValueError(text)
    return int(text)
