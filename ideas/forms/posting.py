from uuid import uuid4

from django import forms
from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from hubs.models import Hub
from ideas import rules
from ideas.choices import Help, WithdrawReason
from ideas.lifecycle import Status
from services.models import Service
from smartcounty.common.bots import NoBots
from smartcounty.common.forms import LineField, RadioSelect, TextField
from smartcounty.places.models import Area, Organisation, Topic

JUST_ME = "me"
NOT_IN_A_DRAFT = {"body", "area", "topic", "help_offered", "rules"}
AREA_KINDS = ["county", "unitary", "district"]


class AreaField(forms.ModelChoiceField):
    """The districts by name, and the county itself last."""

    def label_from_instance(self, area):
        return "The whole county" if area.kind == "county" else area.name


class Words(forms.Form):
    """What an idea says; mixed into the forms that ask for it."""

    title = LineField(
        label="What is your idea, in one line?",
        help_text="For example, “A bench halfway up Tower Hill”",
        max_length=120,
        error_messages={"required": "Enter your idea in one line"},
    )
    body = TextField(
        label="What would be better, and for whom?",
        help_text="Tell it the way you would tell a neighbour. Please leave out names and health details.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Say what would be better, and for whom"},
    )
    summary = LineField(
        label="Can you say it in one or two sentences?",
        help_text="It stands under the title in lists. Leave it empty and we take the beginning of your text.",
        max_length=300,
        required=False,
    )


class IdeaForm(Words, NoBots):
    """An idea as its author writes it. As a draft it needs a title and no more."""

    area = AreaField(
        label="Which area is it about?",
        queryset=Area.objects.none(),
        to_field_name="slug",
        empty_label="Choose an area",
        error_messages={
            "required": "Choose the area your idea is about",
            "invalid_choice": "Choose an area from the list",
        },
    )
    topic = forms.ModelChoiceField(
        label="What is it about?",
        queryset=Topic.objects.in_order(),
        to_field_name="slug",
        empty_label="Choose a topic",
        error_messages={
            "required": "Choose what your idea is about",
            "invalid_choice": "Choose a topic from the list",
        },
    )
    organisation = forms.ChoiceField(
        label="Who is it from?",
        initial=JUST_ME,
        widget=RadioSelect,
        error_messages={"invalid_choice": "Choose one of your groups, or just you"},
    )
    help_offered = forms.ChoiceField(
        label="Would you help to try it out?",
        help_text="No is a fine answer.",
        choices=Help.choices,
        widget=RadioSelect(inline=True),
    )
    rules = forms.BooleanField(
        label="This is my own idea, and I keep to the community rules",
        error_messages={"required": "Say that you keep to the community rules"},
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.public(),
        to_field_name="slug",
        required=False,
        widget=forms.HiddenInput,
    )
    hub = forms.ModelChoiceField(
        queryset=Hub.objects.public(),
        to_field_name="slug",
        required=False,
        widget=forms.HiddenInput,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, user, is_draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        areas = Area.objects.on(timezone.localdate()).filter(kind__in=AREA_KINDS)
        last = Case(When(kind="county", then=1), default=0)
        self.fields["area"].queryset = areas.order_by(last, "name", "pk")
        self._offer(Organisation.objects.joined_by(user).order_by("name", "pk"))
        self.fields["rules"].help_text = format_html(
            '<a class="sc-link" href="{}">Read the community rules</a>',
            reverse("pages:community_rules"),
        )
        if is_draft:
            for name in NOT_IN_A_DRAFT & set(self.fields):
                self.fields[name].required = False

    def _offer(self, organisations):
        """The groups in whose name this person may post; without any the question is not asked."""
        self.organisations = {one.slug: one for one in organisations}
        if not self.organisations:
            del self.fields["organisation"]
            return
        names = [(slug, one.name) for slug, one in self.organisations.items()]
        self.fields["organisation"].choices = [(JUST_ME, "Just me"), *names]
        if self.is_bound and "organisation" not in self.data:  # typed before signing in
            self.data = self.data.copy()
            self.data["organisation"] = JUST_ME

    @property
    def content(self):
        """What the action takes: the words and choices, without what only the form needs."""
        content = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("rules", "key", "seen")
        }
        chosen = self.cleaned_data.get("organisation")
        return content | {"organisation": self.organisations.get(chosen)}

    @property
    def as_hidden_pairs(self):
        """Everything typed, for the page between writing and posting."""
        pairs = [(field.html_name, field.value()) for field in self if field.name != "website"]
        return [(name, "on" if value is True else value) for name, value in pairs if value]


class EditForm(IdeaForm):
    """The same for what is written already; `seen` is the version that stood on the author's screen."""

    key = None
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, idea, **kwargs):
        super().__init__(*args, **kwargs)
        if idea.status == Status.SUBMITTED:
            del self.fields["rules"]


class RewordForm(Words, NoBots):
    """Other words for a public idea; where it belongs stays, as that says how many must support it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in Words.base_fields}


def words_of(idea, proposal=None):
    """What stands in that form: the words as they are, or as a change that waits would have them."""
    words = {name: getattr(idea, name) for name in Words.base_fields}
    if proposal:
        words |= proposal.values_for(idea)
    if words["summary"] == rules.summary_of(words["body"]):
        words["summary"] = ""
    return words | {"seen": idea.version}


def initial_of(idea):
    """What stands in the form when somebody goes on with an idea."""
    return {
        "title": idea.title,
        "body": idea.body,
        "summary": idea.summary,
        "area": idea.area and idea.area.slug,
        "topic": idea.topic and idea.topic.slug,
        "organisation": idea.organisation.slug if idea.organisation else JUST_ME,
        "help_offered": idea.help_offered,
        "service": idea.service and idea.service.slug,
        "hub": idea.hub and idea.hub.slug,
        "seen": idea.version,
    }


class SupportForm(forms.Form):
    """Nothing needs to be filled in: the button is the whole answer."""

    label_size = "s"
    follow = forms.BooleanField(
        label="Tell me what becomes of it",
        help_text="Comes in your weekly message. You can stop it at any time.",
        required=False,
        initial=True,
    )


class WithdrawForm(forms.Form):
    """Why, if people have seen it; nobody needs a reason to throw away what only they know of."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason_code = forms.ChoiceField(
        label="Why do you take it back?",
        choices=WithdrawReason.choices,
        widget=RadioSelect,
        error_messages={"required": "Choose why you take it back"},
    )
    reason = LineField(
        label="Anything to add, in one line?",
        help_text="Everybody can read this.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args, public, **kwargs):
        super().__init__(*args, **kwargs)
        if not public:
            del self.fields["reason_code"], self.fields["reason"]
