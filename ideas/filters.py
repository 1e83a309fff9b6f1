"""What a list's address asks for. Words that mean nothing here are left out, so that an old link still shows ideas."""

from collections import Counter
from urllib.parse import urlencode

from ideas import rules
from ideas.choices import Sort, Stage
from smartcounty.common.text import clean

LONGEST_SEARCH = 200
RELEVANCE = "relevance"
SHOWN = 8
FACETS = ("topic", "area")


class IdeaFilter:
    """Parsed once: `q`, `topic` and `area` (any number of slugs), `status` (a stage or one status), `sort`.

    `names` holds `{"topic": {pk: [(slug, name)]}, "area": {...}}`: the same pair for areas that count as one, several
    for an area that counts with each of its parts. Counts come later, by `count`.
    """

    def __init__(self, data, names):
        typed = clean(data.get("q", ""))
        self.q, self.was_cut = typed[:LONGEST_SEARCH], len(typed) > LONGEST_SEARCH
        self.names = names
        self.asked = {name: _asked(data.getlist(name), names[name]) for name in FACETS}
        self.topics, self.areas = (_standing_for(self.asked[name], names[name]) for name in FACETS)
        self.stage = data.get("status", "")
        self.wanted = _statuses_of(self.stage)
        if not self.wanted:
            self.stage = ""
        self.sort = self._sort(data.get("sort", ""))
        self.open_facet = data.get("show", "")
        self.counts = []

    def _sort(self, asked):
        if asked in Sort.values or (asked == RELEVANCE and self.q):
            return asked
        return RELEVANCE if self.q else Sort.ACTIVE

    def narrow(self, ideas):
        """The ideas of the chosen facets."""
        if self.topics:
            ideas = ideas.filter(topic__in=self.topics)
        if self.areas:
            ideas = ideas.filter(area__in=self.areas)
        if self.wanted:
            ideas = ideas.filter(status__in=self.wanted)
        return ideas

    def count(self, rows):
        """Take the rows of `IdeaQuerySet.counted`; every figure of the page comes from them."""
        self.counts = list(rows)

    @property
    def total(self):
        return sum(n for *_, n in self._rows())

    def _rows(self, without=""):
        """Rows of the chosen facets; a facet's own figures leave its own choice aside."""
        for topic, area, status, n in self.counts:
            if self.topics and without != "topic" and topic not in self.topics:
                continue
            if self.areas and without != "area" and area not in self.areas:
                continue
            if self.wanted and without != "status" and status not in self.wanted:
                continue
            yield topic, area, status, n

    def facet(self, name):
        """Options of a facet with their counts, the commonest first; eight, unless all are asked for."""
        names = self.names[name]
        chosen = self.asked[name]
        counts = Counter()
        for topic, area, _, n in self._rows(without=name):
            for one in names.get(topic if name == "topic" else area, ()):
                counts[one] += n
        options = [
            {"value": one[0], "label": one[1], "count": counts[one], "chosen": one in chosen}
            for one in _each(names)
            if counts[one] or one in chosen
        ]
        options.sort(key=lambda option: (-option["count"], option["label"]))
        shown = [
            option
            for place, option in enumerate(options)
            if place < SHOWN or option["chosen"] or self.open_facet == name
        ]
        more = len(options) > len(shown)
        return {
            "options": shown,
            "all_url": f"?{self.query(show=name)}" if more else "",
            "all_count": len(options),
        }

    def tabs(self):
        """Stages with their counts, as links: words, address, count, whether it is chosen."""
        counts = Counter()
        for _, _, status, n in self._rows(without="status"):
            counts[rules.stage_of(status)] += n
        tabs = [("All", f"?{self.query(status='')}", sum(counts.values()), not self.stage)]
        tabs += [
            (stage.label, f"?{self.query(status=stage)}", counts[stage], self.stage == stage)
            for stage in Stage
            if counts[stage] or self.stage == stage
        ]
        return tabs

    def chips(self):
        """The chosen filters in words, each with the address without it."""
        chips = [(f"“{self.q}”", f"?{self.query(q='', sort='')}")] if self.q else []
        for name in FACETS:
            for slug, label in self.asked[name]:
                chips.append((label, f"?{self.query(drop=(name, slug))}"))
        return chips

    def sorts(self):
        relevance = [(RELEVANCE, "Closest to your words")] if self.q else []
        return [*relevance, *Sort.choices]

    def kept(self, *names):
        """Pairs of name and value for the hidden fields of a form that changes the rest."""
        return [(name, value) for name, value in self._pairs() if name in names and value]

    def query(self, *, drop=None, **changes):
        pairs = [
            (name, value)
            for name, value in self._pairs()
            if name not in changes and (name, value) != drop
        ]
        pairs += list(changes.items())
        return urlencode([(name, value) for name, value in pairs if value])

    def _pairs(self):
        yield "q", self.q
        for name in FACETS:
            for slug, _ in self.asked[name]:
                yield name, slug
        yield "status", self.stage
        default = RELEVANCE if self.q else Sort.ACTIVE
        yield "sort", "" if self.sort == default else str(self.sort)


def _each(names):
    """Every pair of slug and words once, in the order of the names."""
    return list(dict.fromkeys(one for pairs in names.values() for one in pairs))


def _asked(slugs, names):
    """The pairs whose slug was asked for."""
    return [one for one in _each(names) if one[0] in slugs]


def _standing_for(asked, names):
    """The keys that count as one of these pairs."""
    return [pk for pk, pairs in names.items() if not set(asked).isdisjoint(pairs)]


def _statuses_of(word):
    """A stage of the list, or one public status by its own name."""
    if word in Stage.values:
        return rules.STAGES[Stage(word)]
    return {word} if rules.stage_of(word) else set()
