from dataclasses import dataclass, field

from services.choices import Sort
from services.filters.language import read_text
from services.rules.asking import NOTHING, Wish
from services.rules.times import DAYS, TODAY, TOMORROW, When
from services.rules.traits import AGES
from smartcounty.common.text import clean
from smartcounty.places.rules import Found

STARS = (4, 3, 2, 1)
MILES = (1, 3, 5, 10, 25)
TRAITS = ("cost", "access", "language", "age")
WHEN = (TODAY, TOMORROW, *DAYS)
HOURS = tuple(f"{hour:02}:00" for hour in range(6, 23))
MOST_VALUES = 20
LONGEST_VALUE = 140


@dataclass(frozen=True)
class Asked:
    """An address, read. Values that mean nothing are left out; slugs that no longer exist stay, and find nothing.

    `day` is one of `WHEN` and `time` one of `HOURS`; a time without a day is today's. A chosen day goes before
    one in the text.
    """

    text: str = ""
    wish: Wish = NOTHING
    place: Found | None = None
    topics: tuple = ()
    categories: tuple = ()
    areas: tuple = ()
    traits: dict = field(default_factory=dict)
    is_open: bool = False
    day: str = ""
    time: str = ""
    stars: int | None = None
    is_with_unknown_hours: bool = False
    is_confirmed: bool = False
    miles: int | None = None
    sort: str = ""

    @classmethod
    def read(cls, params, *, text="", place=None):
        """`place` was typed beside the text; without one, the text may name one."""
        wish, place = read_text(text, place)
        sort = params.get("sort", "")
        day, time = (
            _one_of(params.get(name), known) or ""
            for name, known in (("day", WHEN), ("time", HOURS))
        )
        return cls(
            text=text,
            wish=wish,
            place=place,
            topics=_slugs(params, "topic"),
            categories=_slugs(params, "category"),
            areas=_slugs(params, "area"),
            traits={name: values for name in TRAITS if (values := _traits(params, name))},
            is_open=params.get("open") == "now",
            day=day or (TODAY if time else ""),
            time=time,
            stars=_one_of(params.get("rating"), STARS),
            is_with_unknown_hours=params.get("hours") == "any",
            is_confirmed=params.get("confirmed") == "yes",
            miles=_one_of(params.get("within"), MILES) if place else None,
            sort=sort if sort in Sort.values else "",
        )

    @property
    def order(self):
        """What was asked for, where it can be; else the nearest first, or for words the best match."""
        if self.sort and (self.sort != Sort.DISTANCE or self.place):
            return self.sort
        nearest = self.place and not self.is_searched
        return Sort.DISTANCE if nearest else Sort.RELEVANCE

    @property
    def is_searched(self):
        """Whether the text wishes for something beside a place and a time; one with operators always does."""
        wish = self.wish
        return bool(wish.groups) or bool(wish.text and not self.place and wish.when is None)

    @property
    def when(self):
        """The time at which it should be open, chosen or said; beside that, it may have to be open now."""
        return When.chosen(self.day, self.time) if self.day else self.wish.when

    @property
    def is_timed(self):
        return self.is_open or self.when is not None

    @property
    def narrowing(self):
        """The choices as pairs of an address."""
        return [
            *(("topic", slug) for slug in self.topics),
            *(("category", slug) for slug in self.categories),
            *(("area", slug) for slug in self.areas),
            *([("open", "now")] if self.is_open else []),
            *([("day", self.day)] if self.day else []),
            *([("time", self.time)] if self.time else []),
            *([("hours", "any")] if self.is_timed and self.is_with_unknown_hours else []),
            *((name, value) for name, values in self.traits.items() for value in values),
            *([("rating", str(self.stars))] if self.stars else []),
            *([("confirmed", "yes")] if self.is_confirmed else []),
            *([("within", str(self.miles))] if self.miles else []),
        ]

    @property
    def is_narrowed(self):
        return bool(self.narrowing)


def _slugs(params, name):
    values = (clean(value)[:LONGEST_VALUE] for value in params.getlist(name)[:MOST_VALUES])
    return tuple(dict.fromkeys(value for value in values if value))


def _traits(params, name):
    """An age is one or none."""
    values = _slugs(params, name)
    return values if name != "age" else tuple(value for value in values[:1] if value in AGES)


def _one_of(value, known):
    return next((one for one in known if value == str(one)), None)
