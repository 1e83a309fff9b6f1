"""What the address of the one search asks for."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from smartcounty.common.text import clean

LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Asked:
    """`kind` is empty for all kinds; a kind that nobody registered is passed over."""

    text: str
    kind: str
    page: str
    was_cut: bool

    @classmethod
    def read(cls, params, kinds):
        typed = " ".join(clean(params.get("q", "")).split())
        kind = params.get("kind", "")
        return cls(
            text=typed[:LONGEST_SEARCH].strip(),
            kind=kind if kind in kinds else "",
            page=params.get("page", "1"),
            was_cut=len(typed) > LONGEST_SEARCH,
        )

    def address(self, kind="", text=""):
        pairs = {"q": text or self.text, "kind": kind}
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{reverse('pages:search')}?{query}" if query else reverse("pages:search")
