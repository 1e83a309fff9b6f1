"""Rows by the thousand, written in bulk. What lists show and sort by is left to the actions that reckon it."""

from datetime import time, timedelta
from uuid import UUID

from django.utils.text import slugify

from feedback.models import Comment, Review
from ideas.lifecycle import Status
from ideas.models import Idea, StatusChange, Support
from ideas.rules import words_key
from services.models import (
    AccessFact,
    Category,
    Contact,
    CostOption,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceCategory,
    ServiceLocation,
)
from smartcounty.accounts.models import User
from smartcounty.places.models import Area, Locality, Organisation, Topic

SOURCE = "bench"
BATCH = 2000
MOST_REVIEWS, MOST_COMMENTS = (
    500,
    50,
)  # of the one service and the one idea whose pages are measured
KINDS = [
    *["lunch club", "walking group", "repair café", "advice desk", "youth club", "choir"],
    *["carers' hour", "gardening group", "swimming lessons", "book circle", "toy library"],
    *["job club", "warm space", "food pantry", "dementia café", "parent and baby group"],
]
KNOWN_BY = [
    *["Alder", "Beacon", "Canal", "Dove", "Elm", "Foundry", "Granary", "Harvest", "Ivy", "Jubilee"],
    *["Kiln", "Lantern", "Maple", "Nettle", "Orchard", "Pottery", "Quarry", "Rowan", "Saddler"],
]
WANTS = ["Benches", "A crossing", "Evening buses", "A tool library", "Quiet hours", "Bike stands"]
SENTENCES = [
    "Everybody is welcome and nobody has to book.",
    "A volunteer meets you at the door and shows you round.",
    "Bring a friend, a neighbour or just yourself.",
    "Tea and coffee are on the table from the start.",
    "The room is on the ground floor and has a hearing loop.",
    "We ask for a small sum towards the heating if you can spare it.",
    "It began with six people around one table and has grown since.",
    "Ask for a lift when you ring, and somebody will try to find one.",
]
STARS = [5, 5, 5, 5, 4, 4, 4, 3, 2, 1]
ACCESS = ["Step-free", "Hearing loop", "Quiet space", "Lift"]


class Maker:
    """Makes everything in one order, with the same chance each time; `tell` shows how far it is."""

    def __init__(self, chance, *, at, tell):
        self.chance, self.at, self.tell = chance, at, tell
        self.areas = list(Area.objects.on(at.date()).districts())
        self.towns = list(Locality.objects.filter(outward=False))
        self.topics = list(Topic.objects.order_by("pk"))
        self.categories = list(Category.objects.order_by("pk"))

    def _save(self, title, rows, total):
        """Give the rows back with their keys."""
        bar, made, chunk = self.tell(title, total), [], []
        for row in rows:
            chunk.append(row)
            if len(chunk) == BATCH:
                made += type(row).objects.bulk_create(chunk)
                bar.update(len(chunk))
                chunk = []
        if chunk:
            made += type(chunk[0]).objects.bulk_create(chunk)
            bar.update(len(chunk))
        bar.close()
        return made

    def _ago(self, days):
        return self.at - timedelta(minutes=self.chance.randrange(days * 1440))

    def _text(self, sentences):
        return " ".join(self.chance.choices(SENTENCES, k=sentences))

    def people(self, number):
        rows = (
            User(
                email=f"member{n}@people.example",
                display_name=f"Member {n}",
                trust="member",
                password="!",
            )
            for n in range(number)
        )
        return self._save("People", rows, number)

    def organisations(self, number):
        rows = (
            Organisation(
                name=f"Group {n}",
                slug=f"group-{n}",
                sector="community",
                source=SOURCE,
                source_id=str(n),
            )
            for n in range(number)
        )
        return self._save("Groups", rows, number)

    def services(self, number, organisations):
        """With a place, a category, an area, hours, a price, a desk and a telephone each."""
        made = self._save("Services", self._services(number, organisations), number)
        places = self._save("Places", (self._place(n) for n in range(number)), number)
        parts = {
            "At places": lambda s, n: ServiceLocation(service=s, location=places[n]),
            "Kinds": lambda s, n: ServiceCategory(
                service=s, category=self.chance.choice(self.categories)
            ),
            "Areas": lambda s, n: self._service_area(s),
            "Hours": lambda s, n: self._schedule(s),
            "Prices": lambda s, n: CostOption(service=s, option="A visit", amount=n % 5),
            "Desks": lambda s, n: Contact(service=s, title="Front desk", email="d@groups.example"),
            "Phones": lambda s, n: Phone(service=s, number=f"01632 960{n % 1000:03d}"),
            "Access": lambda s, n: AccessFact(location=places[n], text=self.chance.choice(ACCESS)),
        }
        for title, part in parts.items():
            self._save(title, (part(s, n) for n, s in enumerate(made)), number)
        return made

    def _services(self, number, organisations):
        for n in range(number):
            name = f"{self.chance.choice(KNOWN_BY)} {self.chance.choice(KINDS)} {n}"
            made = self._ago(900)
            yield Service(
                name=name,
                slug=slugify(name),
                description=self._text(8),
                organisation=self.chance.choice(organisations),
                source=SOURCE,
                source_id=str(n),
                created_at=made,
                updated_at=made,
                published_at=made,
                imported_at=made,
                verified_at=self.at,
                verify_by=self.at.date() + timedelta(days=180),
                eligibility="Adults of any age",
            )

    def _place(self, n):
        town = self.chance.choice(self.towns)
        return Location(
            source=SOURCE,
            source_id=str(n),
            name=f"{self.chance.choice(KNOWN_BY)} Hall",
            address=f"{n} Made-up Lane",
            town=town.name,
            postcode=f"ST{n % 20 + 1} {n % 9}AA",
            latitude=town.latitude + self.chance.uniform(-0.02, 0.02),
            longitude=town.longitude + self.chance.uniform(-0.02, 0.02),
        )

    def _service_area(self, service):
        if self.chance.random() < 0.1:
            return ServiceArea(service=service, is_county_wide=True, name="The whole county")
        area = self.chance.choice(self.areas)
        return ServiceArea(service=service, area=area, name=area.name, code=area.code)

    def _schedule(self, service):
        days = self.chance.choice(["MO,TU,WE,TH,FR", "TU,TH", "SA", "MO,WE,FR", "SU"])
        opens = self.chance.randrange(7, 15)
        return Schedule(
            service=service, by_day=days, opens_at=time(opens), closes_at=time(opens + 6)
        )

    def reviews(self, services, people, number):
        """The first service gets as many as its page is to be measured with, the others what is left."""
        first = min(MOST_REVIEWS, len(people))
        each = max(1, round((number - first) / max(1, len(services) - 1)))
        rows = (
            self._review(service, person, n)
            for n, (service, person) in enumerate(self._pairs(services, people, first, each))
        )
        return self._save("Reviews", rows, number)

    def _pairs(self, things, people, first, each):
        for place, thing in enumerate(things):
            wanted = first if place == 0 else min(len(people), self.chance.randrange(2 * each + 1))
            for person in self.chance.sample(people, wanted):
                yield thing, person

    def _review(self, service, person, n):
        at = self._ago(900)
        return Review(
            service=service,
            author=person,
            reference=f"R-bench-{n}",
            stars=self.chance.choice(STARS),
            title=f"{self.chance.choice(['Kind', 'Warm', 'Busy', 'Helpful'])} people",
            text=self._text(3),
            visited=at.date().replace(day=1),
            relationship="used",
            state="published",
            counted=True,
            created_at=at,
            updated_at=at,
            published_at=at,
        )

    def ideas(self, number, people):
        made = self._save("Ideas", (self._idea(n, people) for n in range(number)), number)
        steps = ((Status.DRAFT, Status.SUBMITTED), (Status.SUBMITTED, Status.OPEN))
        history = (
            StatusChange(idea=idea, version=version, old=old, new=new, at=idea.published_at)
            for idea in made
            for version, (old, new) in enumerate(steps, 2)
        )
        self._save("Histories", history, 2 * number)
        return made

    def _idea(self, n, people):
        at, topic = self._ago(300), self.chance.choice(self.topics)
        title = f"{self.chance.choice(WANTS)} for {self.chance.choice(KNOWN_BY)} Street {n}"
        summary = f"{self.chance.choice(SENTENCES)} That is worth trying."
        return Idea(
            author=self.chance.choice(people),
            reference=f"I-bench-{n}",
            submission_key=UUID(int=n + 1),
            title=title,
            slug=slugify(title),
            summary=summary,
            body=self._text(12),
            words_key=words_key(title, summary),
            area=self.chance.choice(self.areas),
            topic=topic,
            status=Status.OPEN,
            threshold=100_000,
            version=3,
            created_at=at,
            updated_at=at,
            published_at=at,
            last_activity_at=at,
        )

    def supports(self, ideas, people, number):
        each = max(1, round(number / len(ideas)))
        pairs = self._pairs(ideas, people, min(number // 10, len(people) // 2), each)
        rows = (Support(idea=idea, person=person, at=self._ago(90)) for idea, person in pairs)
        return self._save("Supports", rows, number)

    def comments(self, ideas, people, number):
        each = max(1, round(number / len(ideas)))
        pairs = self._pairs(ideas, people, MOST_COMMENTS, each)
        rows = (self._comment(idea, person, n) for n, (idea, person) in enumerate(pairs))
        return self._save("Comments", rows, number)

    def _comment(self, idea, person, n):
        at = self._ago(90)
        return Comment(
            idea=idea,
            author=person,
            reference=f"C-bench-{n}",
            text=self._text(2),
            state="published",
            created_at=at,
            updated_at=at,
            published_at=at,
        )
