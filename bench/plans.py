"""What the chance decides of each service before anything is written, as its row already tells what is in others."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from bench.words import ACCESS, DAYS, KINDS, KNOWN_BY, STARS
from services.models import Category, CostOption, Schedule, Service
from services.rules import openings, ratings, slugs, topics, traits, words
from smartcounty.places.models import Area, Locality, Topic
from smartcounty.places.rules import outward_of

SOURCE = "bench"
HOURS = 6  # of each day on which it is open


@dataclass(frozen=True, slots=True)
class Plan:
    """`marks` are of its reviews: person, stars, moment. Without an area it is for the whole county."""

    number: int
    name: str
    category: object
    town: object
    point: tuple
    area: object
    access: str
    price: object
    days: str
    opens: int
    marks: list

    @property
    def place(self):
        return f"{KNOWN_BY[self.number % len(KNOWN_BY)]} Hall"

    @property
    def address(self):
        return f"{self.number} Made-up Lane"

    @property
    def postcode(self):
        return f"ST{self.number % 20 + 1} {self.number % 9}AA"

    @property
    def offered_in(self):
        return self.area.name if self.area else "The whole county"


class Planner:
    """Decides in one order, with the same chance each time."""

    def __init__(self, chance, *, at):
        self.chance, self.at = chance, at
        self.areas = list(Area.objects.on(at.date()).districts().order_by("pk"))
        self.towns = list(Locality.objects.filter(outward=False).order_by("pk"))
        self.topics = list(Topic.objects.order_by("pk"))
        self.categories = list(Category.objects.select_related("topic").order_by("pk"))

    def ago(self, days):
        return self.at - timedelta(minutes=self.chance.randrange(days * 1440))

    def some(self, people, number, days):
        """Different people, each with a moment."""
        chosen = self.chance.sample(people, min(number, len(people)))
        return [(person, self.ago(days)) for person in chosen]

    def plan(self, number, *, people, reviews):
        """One service with so many reviews."""
        pick, town = self.chance.choice, self.chance.choice(self.towns)
        spread = self.chance.uniform
        price = CostOption(option="A visit", amount=self.chance.randrange(5))
        return Plan(
            number=number,
            name=f"{pick(KNOWN_BY)} {pick(KINDS)} {number}",
            category=pick(self.categories),
            town=town,
            point=(town.latitude + spread(-0.02, 0.02), town.longitude + spread(-0.02, 0.02)),
            area=None if self.chance.random() < 0.1 else pick(self.areas),
            access=pick(ACCESS),
            price=price,
            days=pick(DAYS),
            opens=self.chance.randrange(7, 15),
            marks=[(person, pick(STARS), at) for person, at in self.some(people, reviews, 900)],
        )


def intervals(plan, *, today):
    """When it is open in the next fourteen days, as the nightly rebuild finds it."""
    return _intervals(plan.days, plan.opens, today)


@cache
def _intervals(days, opens, today):
    schedule = Schedule(by_day=days, opens_at=time(opens), closes_at=time(opens + HOURS))
    zone = ZoneInfo(settings.TIME_ZONE)
    return openings.intervals([schedule], first=today, days=openings.HORIZON_DAYS, zone=zone)


def priors(plans):
    """By category, what a service with few reviews is taken to be: as the nightly count fixes it."""
    counts = {}
    for plan in plans:
        of = counts.setdefault(plan.category.pk, [0] * 5)
        for _, stars, _ in plan.marks:
            of[stars - 1] += 1
    every = [sum(column) for column in zip(*counts.values(), strict=True)]
    site = ratings.prior_mean(every, otherwise=settings.RATING_PRIOR_MEAN)
    return {pk: ratings.prior_mean(of, otherwise=site) for pk, of in counts.items()}


def figures(plan, prior, *, on):
    """The columns of its reviews."""
    totals = ratings.Totals()
    for _, stars, at in plan.marks:
        mark = ratings.Mark(stars, timezone.localdate(at))
        totals = totals.plus(mark, as_of=on, half_life=settings.RATING_HALF_LIFE_DAYS)
    m = settings.RATING_PRIOR_WEIGHT
    return {
        "review_count": totals.listed,
        "rating_count": totals.counted,
        "rating_hist": list(totals.counts),
        "rating_sum_w": totals.sum_w,
        "rating_sum_wr": totals.sum_wr,
        "rating_shown": ratings.shown(totals.counts, least=settings.REVIEWS_FOR_A_SCORE),
        "rating_prior": prior,
        "rating_ranked": ratings.ranked(totals.sum_w, totals.sum_wr, mean=prior, m=m),
        "rating_cautious": ratings.cautious(totals.counts),
        "rating_as_of": on,
    }


def service(plan, organisation, *, at, made, text):
    """The row with all that lists show and search, but for its card and figures."""
    return Service(
        name=plan.name,
        slug=slugs.slug_base(plan.name, ""),
        description=text,
        organisation=organisation,
        source=SOURCE,
        source_id=str(plan.number),
        eligibility="Adults of any age",
        created_at=made,
        updated_at=made,
        published_at=made,
        imported_at=made,
        verified_at=at,
        verify_by=at.date() + timedelta(days=180),
        name_key=slugs.sort_key(plan.name),
        keywords=keywords(plan, organisation),
        town=plan.town.name,
        postcode=plan.postcode,
        latitude=plan.point[0],
        longitude=plan.point[1],
        district_slugs=[plan.area.slug] if plan.area else [],
        is_county_wide=plan.area is None,
        lead_category=plan.category,
        cost_words=words.cost([plan.price]),
        access_words=plan.access,
        traits=traits.traits(costs=[plan.price], access=[plan.access]),
        has_hours=True,
        openings_until=timezone.localdate(at) + timedelta(days=openings.HORIZON_DAYS),
    )


def keywords(plan, organisation):
    """As `services.actions.refresh` puts them together."""
    topic = plan.category.topic
    found = [
        plan.category.name,
        topics.also_called(plan.category.name),
        topic.name if topic else "",
        organisation.name,
        plan.place,
        plan.address,
        plan.town.name,
        plan.postcode,
        outward_of(plan.postcode),
        plan.offered_in,
    ]
    return " ".join(dict.fromkeys(filter(None, found)))
