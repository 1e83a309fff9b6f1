"""What the address of the one search asks for."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from smartcounty.common.text import clean

LONGEST_SEARCH = 200
FACETS = ("area", "topic", "status")


@dataclass(frozen=True)
class Asked:
    """`kind` is empty for all kinds; a kind that nobody registered is passed over, and so is an unknown area, topic or
    stage.

    `narrowing` has pairs of an address. What there is to choose from is told by `narrowed`.
    """

    text: str
    kind: str
    page: str
    was_cut: bool
    narrowing: tuple = ()

    @classmethod
    def read(cls, params, kinds):
        typed = " ".join(clean(params.get("q", "")).split())
        kind = params.get("kind", "")
        return cls(
            text=typed[:LONGEST_SEARCH].strip(),
            kind=kind if kind in kinds else "",
            page=params.get("page", "1"),
            was_cut=len(typed) > LONGEST_SEARCH,
            narrowing=tuple((name, params[name]) for name in FACETS if params.get(name)),
        )

    def narrowed(self, choices):
        """With what can be chosen alone; `choices` are rows of the facet, slug and name."""
        known = {(name, slug) for name, slug, _ in choices}
        return replace(self, narrowing=tuple(pair for pair in self.narrowing if pair in known))

    @property
    def wide(self):
        """The address without any narrowing."""
        return replace(self, narrowing=()).address(self.kind)

    def but_for(self, name):
        return replace(self, narrowing=tuple(pair for pair in self.narrowing if pair[0] != name))

    def address(self, kind="", text=""):
        pairs = [("q", text or self.text), ("kind", kind), *self.narrowing]
        query = urlencode([(name, value) for name, value in pairs if value])
        return f"{reverse('pages:search')}?{query}" if query else reverse("pages:search")
