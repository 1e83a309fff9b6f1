"""Addresses that keep what was asked and change one thing; nothing else of the query gets into them."""

from urllib.parse import urlencode

from django.urls import reverse


class Links:
    """Made of what was understood of an address, so that neither nonsense nor an endless text is passed on."""

    def __init__(self, asked, *, near):
        self.path = reverse("services:list")
        self.words = [("q", asked.text)] if asked.text else []
        self.place = [("postcode", near)] if near else []
        # A place that stands in the text goes with its words.
        rest = asked.wish.without_place
        self.words_alone = [("q", rest)] if rest else []
        timeless = asked.wish.without_when
        self.words_any_time = [("q", timeless)] if timeless else []
        self.narrowing = asked.narrowing
        self.hours = [pair for pair in self.narrowing if pair[0] == "hours"]
        self.sort = [("sort", asked.sort)] if asked.sort else []

    @property
    def kept_by_search(self):
        return self.narrowing + self.sort

    @property
    def kept_by_filters(self):
        return self.words + self.place + self.hours + self.sort

    @property
    def kept_by_sort(self):
        return self.words + self.place + self.narrowing

    @property
    def clear(self):
        return self._to(self.words)

    def without(self, name, value):
        """A day goes with its time."""
        gone = {(name, value)} | (
            {pair for pair in self.narrowing if pair[0] == "time"} if name == "day" else set()
        )
        return self._to([pair for pair in self._all if pair not in gone])

    def without_all(self, *names):
        """Without any choice of these facets."""
        return self._to([pair for pair in self._all if pair[0] not in names])

    def without_place(self):
        kept = [pair for pair in self.narrowing + self.sort if pair[0] != "within"]
        return self._to([*(self.words if self.place else self.words_alone), *kept])

    def without_when(self):
        """Without the time that stands in the text."""
        return self._to([*self.words_any_time, *self.place, *self.narrowing, *self.sort])

    def with_unknown_hours(self):
        return self._to([*self._all, ("hours", "any")])

    def with_whole(self, name):
        """With the whole list of one facet shown."""
        return self._to([*self._all, ("all", name)])

    def with_place(self, label):
        return self._to([*self.words, ("postcode", label), *self.narrowing, *self.sort])

    @property
    def _all(self):
        return self.words + self.place + self.narrowing + self.sort

    def _to(self, pairs):
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path
