from functools import cached_property, reduce
from operator import and_

from django.db.models import Count, Q, Value
from django.utils import timezone

from services.filters import facets
from services.filters.asked import MILES, STARS
from services.models import Category, Word
from services.rules import words
from services.rules.slugs import sort_key
from smartcounty.places.models import Area

FEW = 3
MOST_WORDS = 8
GROUPED = ("category", "area")


class ServiceFilter:
    """Results and counts for what was asked at a moment.

    A number beside a choice is the number of results that the choice alone leads to in its list, with all that was
    asked in the others. Text that finds few or none is put right: words like those that services use, else names that
    sound like it; text of nothing but common words is passed over, and `is_too_common` says so.
    """

    def __init__(self, asked, *, services, at, whole=""):
        self.asked, self.services, self.at, self.whole = asked, services.listed(), at, whole
        self.meant = ""
        self.is_likeness = self.is_too_common = False
        self.tally = self._count()
        self.exact = self.tally["found"]
        if asked.text and self.exact < FEW and self._understand():
            self.tally = self._count()

    @property
    def total(self):
        return self.tally["total"]

    @cached_property
    def results(self):
        asked = self.asked
        found = self._filtered(*self._conditions)
        if asked.place:
            found = found.with_miles_from(asked.place.latitude, asked.place.longitude)
        scored = bool(asked.text) and not self.is_too_common
        if scored and self.is_likeness:
            found = found.with_likeness(sort_key(asked.text))
        elif scored:
            found = found.with_score(*self._texts)
        return found.in_order(asked.order, scored=scored, placed=bool(asked.place))

    @cached_property
    def facets(self):
        """Category, district, open now, rating and, near a place, distance."""
        asked, rows = self.asked, list(self._rows())
        found = [
            facets.categories(rows, asked.categories, whole=self.whole == "category"),
            facets.districts(rows, asked.areas, county_wide=self.tally["county_wide"]),
            facets.open_now(self.tally, asked.is_open),
            facets.rating(self.tally, asked.stars),
        ]
        return [*found, facets.within(self.tally, asked.miles)] if asked.place else found

    def words_for(self, name, value):
        """What a chosen value is called; the value itself if nothing has it any more."""
        options = next((facet.options for facet in self.facets if facet.name == name), [])
        return next((row["label"] for row in options if row["value"] == value), value)

    @property
    def _texts(self):
        return [self.asked.text, self.meant] if self.meant else [self.asked.text]

    @cached_property
    def _conditions(self):
        """By facet, and only those that were asked for."""
        asked, services = self.asked, self.services
        conditions = {
            "category": asked.categories and services.is_of(asked.categories),
            "area": asked.areas and services.is_delivered_in(asked.areas),
            "open": asked.is_open and services.is_open(self.at),
            "rating": asked.stars and Q(rating_shown__gte=asked.stars),
            "within": asked.miles and self._is_within(asked.miles),
        }
        return {name: condition for name, condition in conditions.items() if condition}

    def _is_within(self, miles):
        place = self.asked.place
        return self.services.is_within(miles, place.latitude, place.longitude)

    def _filtered(self, *names):
        """What the text finds, under these of the conditions."""
        found = self.services.filter(*(self._conditions[name] for name in names))
        if not self.asked.text or self.is_too_common:
            return found
        if self.is_likeness:
            return found.sounding_like(sort_key(self.asked.text))
        return found.matching(*self._texts)

    def _count(self):
        """What the text finds, the total, and the numbers of the single choices, in one question."""
        counts = {
            "found": Count("pk"),
            "total": self._number(),
            "county_wide": self._number(Q(is_county_wide=True), but="area"),
            "open": self._number(self.services.is_open(self.at), but="open"),
        }
        for stars in STARS:
            counts[f"rating_{stars}"] = self._number(Q(rating_shown__gte=stars), but="rating")
        for miles in MILES if self.asked.place else ():
            counts[f"within_{miles}"] = self._number(self._is_within(miles), but="within")
        return self._filtered().aggregate(**counts)

    def _number(self, *more, but=""):
        """Those under all that was asked but for one facet, and under what else is given."""
        every = [condition for name, condition in self._conditions.items() if name != but]
        every += more
        return Count("pk", filter=reduce(and_, every)) if every else Count("pk")

    def _rows(self):
        """Of categories and districts, each with its number, and the names of those without one."""
        others = {name: [other for other in self._conditions if other != name] for name in GROUPED}
        districts = Area.objects.on(timezone.localdate(self.at)).districts()
        return (
            self._filtered(*others["category"])
            .by_category()
            .union(
                self._filtered(*others["area"]).by_district(),
                districts.values_list(Value("district"), "slug", "name", Value(0)),
                Category.objects.options(self.asked.categories),
                all=True,
            )
        )

    def _understand(self):
        """Put misspelt words right, else look for names that sound like the text; whether that changes anything."""
        text = sort_key(self.asked.text)
        terms = words.terms(text)[:MOST_WORDS]
        self.is_too_common, neighbours = Word.objects.understand(self.asked.text, terms)
        meant = words.corrected(text, neighbours)
        if self.is_too_common:
            return True
        if meant != text:
            self.meant = meant
            return True
        self.is_likeness = not self.exact
        return self.is_likeness
