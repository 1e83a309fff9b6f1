"""Ten thousand changes from many sides at once leave what a recount gives, to the last digit that is shown."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from services.actions import ratings
from services.models import Service
from services.rules.ratings import Mark
from tests.factories.services import ServiceFactory

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
THREADS, SERVICES, AT_ONCE = 8, 6, 10
DEEDS = 10_000


def a_mark(chance):
    day = TODAY - timedelta(days=chance.randrange(2500))
    return Mark(chance.randint(1, 5), day, chance.random() < 0.8)


def one_person_s_deeds(seed, services):
    """Adds, changes and takes back reviews of its own; gives what is left of them for each service."""
    chance, mine = random.Random(seed), {pk: [] for pk in services}
    try:
        rows = Service.objects.in_bulk(services)
        for _ in range(DEEDS // THREADS // AT_ONCE):
            pk = chance.choice(services)
            with transaction.atomic():
                for _ in range(AT_ONCE):
                    deed = chance.choices(["add", "take back", "change"], [2, 1, 12])[0]
                    old = _one_of(mine[pk], chance) if deed != "add" else None
                    new = a_mark(chance) if deed != "take back" else None
                    ratings.record_review(rows[pk], old=old, new=new, at=AT)
                    mine[pk] += [new] if new else []
    finally:
        connection.close()
    return mine


def _one_of(marks, chance):
    return marks.pop(chance.randrange(len(marks))) if marks else None


@pytest.mark.django_db(transaction=True)
def test_thousands_of_changes_at_once_equal_a_recount():
    seed = random.randrange(10**6)
    services = [service.pk for service in ServiceFactory.create_batch(SERVICES)]

    with ThreadPoolExecutor(THREADS) as pool:
        left = list(pool.map(lambda n: one_person_s_deeds(seed + n, services), range(THREADS)))

    for pk in services:
        marks = [mark for mine in left for mark in mine[pk]]
        service = Service.objects.get(pk=pk)
        assert service.review_count == len(marks) > 0, f"seed {seed}"
        assert ratings.drift(service, marks) == [], f"seed {seed}"
