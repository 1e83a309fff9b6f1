from dataclasses import dataclass

from services.choices import Sort
from services.filters.language import read_text
from services.rules.asking import NOTHING, Wish
from smartcounty.common.text import clean
from smartcounty.places.rules import Found

STARS = (4, 3, 2, 1)
MILES = (1, 3, 5, 10, 25)
MOST_VALUES = 20
LONGEST_VALUE = 140


@dataclass(frozen=True)
class Asked:
    """An address, read. Values that mean nothing are left out; slugs that no longer exist stay, and find nothing."""

    text: str = ""
    wish: Wish = NOTHING
    place: Found | None = None
    categories: tuple = ()
    areas: tuple = ()
    is_open: bool = False
    stars: int | None = None
    miles: int | None = None
    sort: str = ""

    @classmethod
    def read(cls, params, *, text="", place=None):
        """`place` was typed beside the text; without one, the text may name one."""
        wish, place = read_text(text, place)
        sort = params.get("sort", "")
        return cls(
            text=text,
            wish=wish,
            place=place,
            categories=_slugs(params, "category"),
            areas=_slugs(params, "area"),
            is_open=params.get("open") == "now",
            stars=_one_of(params.get("rating"), STARS),
            miles=_one_of(params.get("within"), MILES) if place else None,
            sort=sort if sort in Sort.values else "",
        )

    @property
    def order(self):
        """What was asked for, where it can be; else the nearest first, or for words the best match."""
        if self.sort and (self.sort != Sort.DISTANCE or self.place):
            return self.sort
        nearest = self.place and not self.is_searched and self.wish.day is None
        return Sort.DISTANCE if nearest else Sort.RELEVANCE

    @property
    def is_searched(self):
        """Whether the text wishes for something beside a place and a time; one with operators always does."""
        wish = self.wish
        return bool(wish.groups) or bool(wish.text and not self.place and wish.day is None)

    @property
    def is_narrowed(self):
        return bool(self.categories or self.areas or self.is_open or self.stars or self.miles)


def _slugs(params, name):
    values = (clean(value)[:LONGEST_VALUE] for value in params.getlist(name)[:MOST_VALUES])
    return tuple(dict.fromkeys(value for value in values if value))


def _one_of(value, numbers):
    return next((number for number in numbers if value == str(number)), None)
