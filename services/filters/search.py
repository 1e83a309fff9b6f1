from dataclasses import replace
from functools import cached_property, reduce
from operator import and_, or_

from django.db.models import Count, Q, Value
from django.utils import timezone

from services.choices import Sort
from services.filters import facets
from services.filters.asked import MILES, STARS, TRAITS
from services.filters.language import read_text, stretched
from services.models import Category, Word
from services.querysets import SLUGS
from services.rules import words
from services.rules.asking import FILLERS, words_of
from services.rules.everyday import is_everyday
from services.rules.slugs import sort_key
from smartcounty.common.parts import remember
from smartcounty.places.models import Area

FEW, FEW_NEAR, NEAR_MILES = 3, 5, 5
MOST_WORDS = 8
KINDS_NEARBY = 3
TIMES = ("open", "day", "said")
GROUPED = ("topic", "category", "area")


class ServiceFilter:
    """Results and counts for what was asked at a moment.

    A number beside a choice is the number of results that the choice alone leads to in its list, with all that was
    asked in the others. Text that finds few or none is put right: words like those that services use, else any of the
    words, else names that sound like it; text of nothing but common words is passed over, and `is_too_common` says so.
    A time in the text is kept to as a chosen one is. Where nothing that the text finds is known to be open then, the
    results are those that do not tell their hours, and `is_hours_unknown` says so.
    """

    def __init__(self, asked, *, services, at, whole=""):
        self.asked, self.services, self.at, self.whole = asked, services.listed(), at, whole
        self.wishes = [asked.wish]
        self.meant = ""
        self.every, self.known, self.unknown = True, set(), set()
        self.is_likeness = self.is_too_common = self.is_hours_unknown = False
        self.tally = self._count()
        self.exact = self.tally["found"]
        if self.is_searched and self.exact < FEW and self._understand():
            self.tally = self._count()
        if self.is_searched and self._is_too_little() and self._be_content_with_less():
            self.tally = self._count()
        if self.is_searched and not self.tally["found"] and not self.is_likeness:
            self.every, self.is_likeness = True, True
            self.tally = self._count()
        if self.tally["found"] and self.tally.get("open_then") == 0:
            self.is_hours_unknown = True
            self.__dict__.pop("_conditions", None)  # none yet where the numbers were kept
            self.tally = self._count()

    @property
    def total(self):
        return self.tally["total"]

    @property
    def is_searched(self):
        """Whether words are looked for, and not only a place or a time."""
        return self.asked.is_searched and not self.is_too_common

    @cached_property
    def results(self):
        asked = self.asked
        found = self._filtered(*self._conditions)
        if asked.place:
            found = found.with_miles_from(asked.place.latitude, asked.place.longitude)
        if self.is_searched and self.is_likeness:
            found = found.with_likeness(self._likeness)
        elif self.is_searched:
            found = found.with_score(*self.wishes, every=self.every)
        return found.in_order(
            asked.order,
            scored=self.is_searched,
            placed=bool(asked.place),
            sure=asked.is_timed and asked.is_with_unknown_hours,
        )

    def rows(self, part):
        """Of the results, in order, a slice: which they are, and what only the question tells of each.

        The nearest are looked for only as far off as the numbers of the distances say that enough of them are.
        """
        found, asked = self.results, self.asked
        if asked.order == Sort.DISTANCE and asked.place and not asked.miles:
            radius = next((m for m in MILES if self.tally[f"within_{m}"] >= part.stop), None)
            found = found.filter(self._is_within(radius)) if radius else found
        return list(found.as_found()[part])

    @cached_property
    def facets(self):
        """Category, district, time, traits, rating, freshness and, near a place, distance; none without a choice."""
        asked = self.asked
        rows = remember("services.rows", self.question, lambda: facets.apart(self._rows()))
        found = [
            facets.topics(rows, asked.topics),
            facets.categories(rows, asked.categories, whole=self.whole == "category"),
            facets.districts(rows, asked.areas, county_wide=self.tally["county_wide"]),
            facets.when(self.tally, asked),
            *(facets.trait(name, rows, asked.traits.get(name, ())) for name in TRAITS),
            facets.rating(self.tally, asked.stars),
            facets.confirmed(self.tally, asked.is_confirmed),
            *([facets.within(self.tally, asked.miles)] if asked.place else []),
        ]
        return [facet for facet in found if facet.options]

    def words_for(self, name, value):
        """What a chosen value is called; the value itself if nothing has it any more."""
        if name == "day":
            return f"Open {self.asked.when.words}"
        if name == "hours":
            return "Also where the hours are not known"
        options = next((facet.options for facet in self.facets if facet.name == name), [])
        return next((row["label"] for row in options if row["value"] == value), value)

    @cached_property
    def kinds_nearby(self):
        """For an empty list: the kinds whose name holds one of the words, then those with most services."""
        terms = [term for group in self.wishes[-1].groups for term in group]
        return list(Category.objects.related_to(terms)[:KINDS_NEARBY])

    @property
    def _likeness(self):
        """What was typed, as a key, without a place that was found in it."""
        return sort_key(self.asked.wish.without_place or self.asked.text)

    @cached_property
    def _conditions(self):
        """By facet, and only those that were asked for."""
        asked, services = self.asked, self.services
        conditions = {
            "topic": asked.topics and services.is_about(asked.topics),
            "category": asked.categories and services.is_of(asked.categories),
            "area": asked.areas and services.is_delivered_in(asked.areas),
            "open": asked.is_open and self._is_open_now,
            "day": asked.day and self._is_open_at(asked.when),
            "said": not asked.day and self._is_open_then,
            **{name: services.has_traits(name, values) for name, values in asked.traits.items()},
            "rating": asked.stars and Q(rating_shown__gte=asked.stars),
            "confirmed": asked.is_confirmed and services.is_confirmed(),
            "within": asked.miles and self._is_within(asked.miles),
        }
        return {name: condition for name, condition in conditions.items() if condition}

    @property
    def _is_open_then(self):
        """At the time that stands in the text, if one does."""
        when = self.asked.wish.when
        if when and self.is_hours_unknown:
            return Q(has_hours=False)
        return when and self._is_open_at(when)

    @property
    def _is_open_now(self):
        return self._or_unknown(self.services.is_open(self.at))

    @property
    def _anyhow_now(self):
        """Open now instead of on a chosen day, and then, if the text says when."""
        return filter(None, [self._is_open_now, self._is_open_then])

    def _is_open_at(self, when):
        spans = when.spans(timezone.localtime(self.at))
        return self._or_unknown(
            reduce(or_, (self.services.is_open_between(*span) for span in spans))
        )

    def _or_unknown(self, condition):
        unknown = Q(has_hours=False)
        return condition | unknown if self.asked.is_with_unknown_hours else condition

    def _is_within(self, miles):
        place = self.asked.place
        return self.services.is_within(miles, place.latitude, place.longitude)

    def _filtered(self, *names):
        """What the text finds, under these of the conditions."""
        found = self.services.filter(*(self._conditions[name] for name in names))
        if not self.is_searched:
            return found
        if self.is_likeness:
            return found.sounding_like(self._likeness)
        return found.matching(*self.wishes, every=self.every)

    @property
    def question(self):
        """All that the numbers depend on but the minute, so nothing of order or page."""
        how = (
            *(self.wishes, self.every, self.is_likeness),
            *(self.is_too_common, self.is_hours_unknown),
        )
        return replace(self.asked, sort=""), how

    def _count(self):
        return remember("services.tally", self.question, self._count_anew)

    def _count_anew(self):
        """What the text finds, the total, and the numbers of the single choices, in one question."""
        counts = {
            "found": Count("pk"),
            "total": self._number(),
            "county_wide": self._number(Q(is_county_wide=True), but=["area"]),
            "open": self._number(*self._anyhow_now, but=TIMES),
            "confirmed": self._number(self.services.is_confirmed(), but=["confirmed"]),
        }
        for stars in STARS:
            counts[f"rating_{stars}"] = self._number(Q(rating_shown__gte=stars), but=["rating"])
        if self.asked.place:
            counts["near"] = Count("pk", filter=self._is_within(NEAR_MILES))
        for miles in MILES if self.asked.place else ():
            counts[f"within_{miles}"] = self._number(self._is_within(miles), but=["within"])
        if self.asked.is_timed:
            counts["unknown_hours"] = self._number(Q(has_hours=False), but=TIMES)
        if self._is_open_then:
            counts["open_then"] = Count("pk", filter=self._is_open_then)
        return self._filtered().aggregate(**counts)

    def _number(self, *more, but=()):
        """Those under all that was asked but for one facet or some, and under what else is given."""
        every = [condition for name, condition in self._conditions.items() if name not in but]
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
                self._filtered(*others["topic"]).by_topic(),
                self._filtered(*others["area"]).by_district(),
                self._filtered(*self._conditions).by_trait("trait"),
                *(
                    self._filtered(
                        *(other for other in self._conditions if other != name)
                    ).by_trait(f"trait {name}")
                    for name in self.asked.traits
                ),
                districts.values_list(Value("district"), SLUGS, "name", Value(0)),
                Category.objects.options(self.asked.categories),
                all=True,
            )
        )

    def _understand(self):
        """Put misspelt words right; whether that changes anything."""
        text = self._likeness
        terms = [word for word in words.terms(text) if word not in FILLERS][:MOST_WORDS]
        is_empty, neighbours = Word.objects.understand(self.asked.text, terms)
        self.is_too_common = is_empty and bool(words_of(self.asked.text))
        if self.is_too_common:
            return True
        self.known = words.met(neighbours)
        self.unknown = set(terms) - self.known
        meant = words.corrected(text, neighbours)
        if meant == text:
            return False
        self.meant = meant
        wish, place = read_text(meant, self.asked.place)
        self.wishes = [*self.wishes, wish] if self.exact else [wish]
        if place and not self.asked.place:
            self.asked = replace(self.asked, place=place)
        return True

    def _is_too_little(self):
        """Nothing or next to it; or little, or little near the place."""
        if self.asked.place is None:
            return self.tally["found"] < FEW
        return self.tally["found"] < FEW_NEAR or self.tally["near"] < FEW

    def _is_known(self, text):
        """To some service; a word alone may be the beginning of others, which only the database can tell."""
        if self.tally["found"] or len(self.wishes[-1].groups) == 1:
            return True
        return bool(self.known.intersection(words.terms(text)))

    def _be_content_with_less(self):
        """Some of the words where few results have all of them, else names that sound like them."""
        if not self.tally["found"]:
            self.wishes = [*self.wishes[:-1], stretched(self.wishes[-1])]
        groups = self.wishes[-1].groups
        if any(len(group) > 1 or self._is_known(group[0]) for group in groups):
            self.every = False
            self.wishes = [wish.but_for(self._mean_nothing(wish)) for wish in self.wishes]
        else:
            self.is_likeness = not self.tally["found"]
        return self.is_likeness or not self.every

    def _mean_nothing(self, wish):
        """Everyday words that no service knows; others that none knows still count among those not found."""
        alone = [group[0] for group in wish.groups if len(group) == 1]
        return [word for word in alone if word in self.unknown and is_everyday(word)]
