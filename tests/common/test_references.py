"""References that people can say on the telephone."""

import re
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from smartcounty.common.models import ReferenceCounter
from smartcounty.common.references import next_reference

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_serials_run_for_each_letter_and_year():
    later = datetime(2027, 1, 1, 12, tzinfo=UTC)

    given = [
        next_reference(letter, at=at)
        for letter, at in (("I", NOON), ("I", NOON), ("C", NOON), ("I", later), ("I", NOON))
    ]

    assert given == ["I-2026-0001", "I-2026-0002", "C-2026-0001", "I-2027-0001", "I-2026-0003"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), 2026),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), 2027),
    ],
)
def test_the_year_is_the_countys(at, year):
    assert next_reference("R", at=at).startswith(f"R-{year}-")


@pytest.mark.django_db
def test_beyond_four_figures_it_grows():
    ReferenceCounter.objects.create(letter="I", year=2026, last=9999)

    assert next_reference("I", at=NOON) == "I-2026-10000"


@pytest.mark.django_db
def test_a_reference_taken_back_leaves_no_repeat():
    first = next_reference("I", at=NOON)
    with transaction.atomic():
        next_reference("I", at=NOON)
        transaction.set_rollback(True)

    assert next_reference("I", at=NOON) != first


@pytest.mark.django_db(transaction=True)
def test_people_at_the_same_moment_get_different_ones():
    given = []

    def take():
        try:
            for _ in range(10):
                given.append(next_reference("I", at=NOON))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(given) == len(set(given)) == 50
    assert all(re.fullmatch(r"I-2026-00\d\d", reference) for reference in given)
