"""Rows by the thousand, with what lists show and sort by already on them, as the portal's own actions reckon it."""

from datetime import time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify

from bench import plans
from bench.copying import Copier, take_keys
from bench.plans import HOURS, SOURCE, Planner
from bench.words import BODIES, KINDS, KNOWN_BY, MOODS, SENTENCES, WANTS
from feedback.models import Comment, Review
from ideas.actions import cards as idea_cards
from ideas.lifecycle import Status
from ideas.models import Idea, StatusChange, Support
from ideas.rules import RECENT_DAYS, words_key
from services.actions import cards
from services.models import (
    AccessFact,
    Category,
    Contact,
    CostOption,
    Location,
    OpeningInterval,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceCategory,
    ServiceLocation,
)
from smartcounty.accounts.models import User
from smartcounty.places.models import Organisation, Topic

# Of the one service and the one idea whose pages are measured.
MOST_REVIEWS, MOST_COMMENTS = 500, 50
WRITERS = 400  # people who have written nothing yet; the posts that are measured are theirs


class Maker:
    """Writes a county of so many services; `tell(title, total)` gives a bar with `update` and `close`."""

    def __init__(self, chance, *, at, tell):
        self.chance, self.at, self.tell = chance, at, tell
        self.today = timezone.localdate(at)
        Category.objects.bulk_create(_categories(chance))
        self.planner = Planner(chance, at=at)

    def make(self, services):
        """Ten reviews for each service, half as many ideas with ten supports and comments each, and five people."""
        people = self._people(services * 5 // 2)
        self._services(services, people, self._organisations(max(20, services // 40)))
        self._ideas(services // 2, people)

    def _write(self, title, example, rows, total):
        bar = self.tell(title, total)
        Copier(example, self.chance).write(rows, bar.update)
        bar.close()

    def _text(self, sentences):
        return " ".join(self.chance.sample(SENTENCES, sentences))

    def _people(self, number):
        """Gives the keys of those who write."""
        keys, writers = take_keys(User, number), min(WRITERS, number // 5)
        rows = (
            {
                "id": pk,
                "email": f"{'writer' if n < writers else 'member'}{n}@people.example",
                "display_name": f"Member {n}",
            }
            for n, pk in enumerate(keys)
        )
        example = User(trust="member", password="!", date_joined=self.at)
        self._write("People", example, rows, number)
        return keys[writers:]

    def _organisations(self, number):
        return Organisation.objects.bulk_create(
            Organisation(
                name=f"{self.chance.choice(KNOWN_BY)} {self.chance.choice(BODIES)} {n}",
                slug=f"body-{n}",
                sector="community",
                source=SOURCE,
                source_id=str(n),
            )
            for n in range(number)
        )

    def _services(self, number, people, organisations):
        """The first gets as many reviews as its page is to be measured with, the others nought to twenty."""
        bar = self.tell("Plans", number)
        made = []
        for n in range(number):
            reviews = self.chance.randrange(21) if n else MOST_REVIEWS
            made.append(self.planner.plan(n, people=people, reviews=reviews))
            bar.update(1)
        bar.close()
        keys, places = take_keys(Service, number), take_keys(Location, number)
        rows = self._service_rows(made, keys, organisations)
        self._write("Services", Service(), rows, number)
        self._write("Places", Location(source=SOURCE), map(_place, made, places), number)
        for title, example, part in PARTS:
            rows = map(part, made, keys, places)
            self._write(title, example, rows, number)
        self._openings(made, keys)
        self._reviews(made, keys)

    def _openings(self, made, keys):
        rows = (
            {"service_id": key, "opens_at": opens, "closes_at": closes}
            for plan, key in zip(made, keys, strict=True)
            for opens, closes in plans.intervals(plan, today=self.today)
        )
        self._write("Openings", OpeningInterval(), rows, None)

    def _service_rows(self, made, keys, organisations):
        """Each with its card, as the first reader would find it."""
        priors, template = plans.priors(made), cards.template_hash()
        for plan, key in zip(made, keys, strict=True):
            row = plans.service(
                plan,
                self.chance.choice(organisations),
                at=self.at,
                made=self.planner.ago(900),
                text=self._text(8),
            )
            row.pk = key
            for name, value in plans.figures(plan, priors[plan.category.pk], on=self.today).items():
                setattr(row, name, value)
            cards.judge(row, on=self.today)
            row.card_html, row.card_hash = cards.render_card(row), template
            yield row

    def _reviews(self, made, keys):
        example = Review(
            relationship="used",
            state="published",
            counted=True,
        )
        marks = ((key, *mark) for plan, key in zip(made, keys, strict=True) for mark in plan.marks)
        rows = (self._review(n, *mark) for n, mark in enumerate(marks))
        self._write("Reviews", example, rows, sum(len(plan.marks) for plan in made))

    def _review(self, n, service, person, stars, at):
        return {
            "service_id": service,
            "author_id": person,
            "reference": f"R-bench-{n}",
            "stars": stars,
            "title": f"{self.chance.choice(MOODS)} people",
            "text": self._text(3),
            "visited": at.date().replace(day=1),
            **_moments(at),
        }

    def _ideas(self, number, people):
        keys = take_keys(Idea, number)
        supports, talk = self._voices(number, people)
        rows = self._idea_rows(keys, people, supports, talk)
        self._write("Ideas", Idea(), rows, number)
        self._histories(keys)
        rows = (
            {"idea_id": key, "person_id": person, "at": at}
            for key, voices in zip(keys, supports, strict=True)
            for person, at in voices
        )
        self._write("Supports", Support(), rows, sum(map(len, supports)))
        said = ((key, *voice) for key, voices in zip(keys, talk, strict=True) for voice in voices)
        rows = (self._comment(n, *voice) for n, voice in enumerate(said))
        self._write("Comments", Comment(state="published"), rows, sum(map(len, talk)))

    def _idea_rows(self, keys, people, supports, talk):
        template = idea_cards.current_hash()
        for n, key in enumerate(keys):
            idea = self._idea(n, people, supports[n], talk[n])
            idea.pk, idea.card_hash = key, template
            idea.card_html = idea_cards.draw(idea)
            yield idea

    def _voices(self, number, people):
        """Who supports each idea and who says something; the first has many of both."""
        most = min(number, len(people) // 2)
        counts = [(most, MOST_COMMENTS)]
        counts += [(self.chance.randrange(21), self.chance.randrange(21)) for _ in range(1, number)]
        supports = [self.planner.some(people, count, 90) for count, _ in counts]
        return supports, [self.planner.some(people, count, 90) for _, count in counts]

    def _idea(self, n, people, supports, talk):
        """The row, with its figures and its card."""
        title = f"{self.chance.choice(WANTS)} for {self.chance.choice(KNOWN_BY)} Street {n}"
        summary = f"{self.chance.choice(SENTENCES)} That is worth trying."
        at = self.planner.ago(300)
        return Idea(
            author_id=self.chance.choice(people),
            reference=f"I-bench-{n}",
            submission_key=UUID(int=n + 1),
            title=title,
            slug=slugify(title),
            summary=summary,
            body=self._text(12),
            words_key=words_key(title, summary),
            area=self.chance.choice(self.planner.areas),
            topic=self.chance.choice(self.planner.topics),
            status=Status.OPEN,
            threshold=100_000,
            version=3,
            last_activity_at=at,
            support_count=len(supports),
            recent_supports=self._recent(supports),
            comment_count=len(talk),
            commenter_count=len(talk),
            recent_commenters=self._recent(talk),
            **_moments(at),
        )

    def _recent(self, voices):
        since = self.at - timedelta(days=RECENT_DAYS)
        return sum(moment >= since for _, moment in voices)

    def _histories(self, keys):
        steps = ((Status.DRAFT, Status.SUBMITTED), (Status.SUBMITTED, Status.OPEN))
        rows = (
            {"idea_id": key, "version": version, "old": old.value, "new": new.value}
            for key in keys
            for version, (old, new) in enumerate(steps, 2)
        )
        self._write("Histories", StatusChange(at=self.at), rows, 2 * len(keys))

    def _comment(self, n, idea, person, at):
        return {
            "idea_id": idea,
            "author_id": person,
            "reference": f"C-bench-{n}",
            "text": self._text(2),
            **_moments(at),
        }


def _categories(chance):
    """A kind of service for each kind of name, so that one kind is not too large a part of the county."""
    topics = list(Topic.objects.order_by("pk"))
    return [
        Category(name=kind.capitalize(), slug=f"bench-{slugify(kind)}", topic=chance.choice(topics))
        for kind in KINDS
    ]


def _moments(at):
    return {"created_at": at, "updated_at": at, "published_at": at}


def _place(plan, key):
    return {
        "id": key,
        "source_id": str(plan.number),
        "name": plan.place,
        "address": plan.address,
        "town": plan.town.name,
        "postcode": plan.postcode,
        "latitude": plan.point[0],
        "longitude": plan.point[1],
    }


def _area(plan, service, place):
    area = plan.area
    told = {"area_id": area.pk, "code": area.code} if area else {"is_county_wide": True}
    return {"service_id": service, "name": plan.offered_in, **told}


def _hours(plan, service, place):
    return {
        "service_id": service,
        "by_day": plan.days,
        "opens_at": time(plan.opens),
        "closes_at": time(plan.opens + HOURS),
    }


# What each service has one of: its title, an example, and the columns of one from plan, key and place.
PARTS = [
    (
        "At places",
        ServiceLocation(),
        lambda plan, service, place: {"service_id": service, "location_id": place},
    ),
    (
        "Kinds",
        ServiceCategory(),
        lambda plan, service, place: {"service_id": service, "category_id": plan.category.pk},
    ),
    ("Areas", ServiceArea(), _area),
    ("Hours", Schedule(), _hours),
    (
        "Prices",
        CostOption(option="A visit"),
        lambda plan, service, place: {"service_id": service, "amount": plan.price.amount},
    ),
    (
        "Desks",
        Contact(title="Front desk", email="desk@groups.example"),
        lambda plan, service, place: {"service_id": service},
    ),
    (
        "Phones",
        Phone(),
        lambda plan, service, place: {
            "service_id": service,
            "number": f"01632 960{plan.number % 1000:03d}",
        },
    ),
    (
        "Access",
        AccessFact(),
        lambda plan, service, place: {"location_id": place, "text": plan.access},
    ),
]
