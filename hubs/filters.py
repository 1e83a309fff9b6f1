from urllib.parse import urlencode

import django_filters
from django.utils import timezone

from hubs.models import Event, Hub

LONGEST_PLACE = 80
ONLINE = "online"


class HubFilter(django_filters.FilterSet):
    """What the list of hubs understands; anything else in the address is passed over."""

    open = django_filters.CharFilter(method="open_now", max_length=10)
    area = django_filters.CharFilter(method="in_area", max_length=120)
    postcode = django_filters.CharFilter(method="unchanged")

    class Meta:
        model = Hub
        fields = ["open", "area", "postcode"]

    def open_now(self, hubs, name, value):
        return hubs.open_at(timezone.localtime()) if value == "now" else hubs

    def in_area(self, hubs, name, slug):
        return hubs.in_areas([slug])

    def unchanged(self, hubs, name, typed):
        return hubs

    @property
    def chosen(self):
        """The parameters as they were understood, without the empty ones."""
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: value for name, value in values.items() if value}

    @property
    def near(self):
        return self.chosen.get("postcode", "")[:LONGEST_PLACE]

    def areas(self):
        """Areas that have hubs, counted under the other filters; one query."""
        hubs = self.open_now(self.queryset, "open", self.chosen.get("open"))
        slug = self.chosen.get("area")
        return [
            {
                "value": row["area__slug"],
                "label": row["area__name"],
                "count": row["count"],
                "chosen": row["area__slug"] == slug,
            }
            for row in hubs.counted_by_area()
        ]

    def chips(self, areas):
        """(words, address without it) for each filter that is on."""
        words = {area["value"]: area["label"] for area in areas}
        chips = []
        if self.chosen.get("area") in words:
            chips.append((words[self.chosen["area"]], self._without("area")))
        if self.chosen.get("open") == "now":
            chips.append(("Open now", self._without("open")))
        return chips

    def _without(self, name):
        rest = {key: value for key, value in self.chosen.items() if key != name}
        return f"?{urlencode(rest)}" if rest else "?"


class EventFilter(django_filters.FilterSet):
    """What the list of events understands. The area `online` holds what is in no district."""

    area = django_filters.CharFilter(method="in_area", max_length=120)
    hub = django_filters.CharFilter(field_name="hub__slug", max_length=140)
    when = django_filters.CharFilter(method="unchanged", max_length=10)

    class Meta:
        model = Event
        fields = ["area", "hub", "when"]

    def in_area(self, events, name, slug):
        return events.filter(area=None) if slug == ONLINE else events.filter(area__slug=slug)

    def unchanged(self, events, name, value):
        return events

    @property
    def chosen(self):
        values = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: value for name, value in values.items() if value}

    def areas(self):
        """Areas that have events, counted under the other filters; one query."""
        hub = self.chosen.get("hub")
        events = self.queryset.filter(hub__slug=hub) if hub else self.queryset
        return [
            {
                "value": row["area__slug"] or ONLINE,
                "label": row["area__name"] or "Online or anywhere",
                "count": row["count"],
                "chosen": (row["area__slug"] or ONLINE) == self.chosen.get("area"),
            }
            for row in events.counted_by_area()
        ]

    def without(self, *names):
        """The address without some of the filters."""
        rest = {key: value for key, value in self.chosen.items() if key not in names}
        return f"?{urlencode(rest)}" if rest else "?"


def total(areas, slug):
    """How many hubs the list has, out of the areas' counts, so that nothing is counted twice."""
    return sum(area["count"] for area in areas if not slug or area["value"] == slug)
