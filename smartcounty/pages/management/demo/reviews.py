from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from feedback.actions import reviews as feedback
from feedback.actions import votes
from services.models import Service
from smartcounty.pages.management.demo import read

REVIEWS = 200
POOLS = {
    "food": {"Community meals", "Food banks and pantries", "Warm spaces"},
    "health": {
        "Doctors",
        "Pharmacies",
        "Dentists",
        "Opticians",
        "Health visitors and clinics",
        "Mental health support",
    },
    "learning": {
        "Adult learning",
        "Getting online help",
        "Job clubs and skills",
        "Library facilities",
        "Arts and crafts",
    },
    "active": {
        "Swimming and water",
        "Sport and fitness",
        "Walking and cycling",
        "Children's activities",
        "Youth clubs",
    },
    "advice": {"Money and debt advice", "Housing advice", "Planning and building advice"},
    "travel": {"Community transport"},
    "nature": {"Gardens and allotments", "Parks and green spaces"},
    "home": {"Home safety", "Energy and heating advice", "Repair and reuse"},
}
RELATIONS = ["used", "used", "carer", "used", "used", "used", "carer", "used", "used", "staff"]


def make_reviews(people, *, at, tell):
    """Some services have many reviews, some too few for a score, some none; none has the same words twice."""
    writers = [person for name, person in people.items() if person.is_trusted]
    texts, services = defaultdict(list), _services()
    for row in read("reviews"):
        texts[row["category"]].append(row)
    made = 0
    for place, (service, pool) in enumerate(services):
        for turn in range(_share(place * 7 % len(services), len(services))):
            number = turn * len(services) + place
            row = texts[pool][(turn + place) % len(texts[pool])]
            writer = writers[(place * 7 + turn) % len(writers)]
            review = _write(service, row, writer, number, at)
            if review:
                made += 1
                votes.load_votes(review, given=_answers(review, writers, number))
                tell(made)
    return made


def _share(rank, services):
    """How many reviews a service has: a third have enough for a score, a third have none; 200 for sixty."""
    sixth = rank * 6 // services
    return (7, 6, 4, 3, 0, 0)[sixth]


def _write(service, row, writer, number, at):
    if service.reviews.filter(author=writer).exists():
        return None
    days = (number * 13) % 300 + 2
    written = at - timedelta(days=days, hours=number % 9)
    visited = timezone.localdate(written).replace(day=1)
    return feedback.submit(
        service,
        by=writer,
        at=written,
        stars=row["stars"],
        title=row["title"],
        text=row["text"],
        visited=visited,
        relationship=RELATIONS[number % len(RELATIONS)],
    )


def _answers(review, readers, number):
    """Whom a review helped: some helped many, some nobody, and of a third nobody has said anything yet."""
    people = 0 if number % 3 == 0 else number * 5 % 16
    doubt = 2 + number % 5
    for turn in range(min(people, len(readers))):
        person = readers[(number + turn) % len(readers)]
        yield person, turn % doubt != 1, review.published_at + timedelta(hours=turn + 1)


def _services():
    pools = {name: pool for pool, names in POOLS.items() for name in names}
    found = Service.objects.filter(source="demo").order_by("pk")
    return [(service, pools.get(_category(service), "company")) for service in found]


def _category(service):
    category = service.categories.order_by("pk").first()
    return category.name if category else ""
