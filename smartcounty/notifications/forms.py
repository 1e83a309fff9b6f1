from django import forms

from smartcounty.common.forms import RadioSelect
from smartcounty.notifications.choices import DEFAULT_FREQUENCY, OFFERED, Frequency, Stream

HINTS = {
    Stream.ANSWERS: "What was decided, answered or changed because of you.",
    Stream.REPLIES: "When somebody answers your comment or review.",
    Stream.FOLLOWING: "Services, ideas, hubs, topics and groups that you follow or support.",
    Stream.AREA: "New ideas and changes in the areas that you follow.",
}


class FrequencyForm(forms.Form):
    """One question for each stream that may be switched off; `chosen` holds what the person has now."""

    label_size = "s"

    def __init__(self, *args, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        for stream, offered in OFFERED.items():
            self.fields[stream.value] = forms.ChoiceField(
                label=stream.label,
                help_text=HINTS[stream],
                choices=[(frequency.value, frequency.label) for frequency in offered],
                initial=chosen.get(stream, DEFAULT_FREQUENCY[stream]),
                widget=RadioSelect(inline=True),
                error_messages={"required": f"Choose how often you hear: {stream.label.lower()}"},
            )

    def changes(self):
        """The streams whose answer differs from what the person has now, with the new one."""
        return {
            Stream(name): Frequency(self.cleaned_data[name])
            for name in self.fields
            if self.cleaned_data[name] != self.fields[name].initial
        }
