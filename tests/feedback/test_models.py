from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories.feedback import CommentFactory, ReviewEditFactory, ReviewFactory
from tests.factories.hubs import HubFactory

pytestmark = pytest.mark.django_db


def refused(item, **columns):
    """Whether the database itself says no, without any code of ours in between."""
    sets = ", ".join(f"{name} = %s" for name in columns)
    sql = f"UPDATE {item._meta.db_table} SET {sets} WHERE id = %s"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [*columns.values(), item.pk])
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "columns",
    [
        {"stars": 0},
        {"stars": 6},
        {"text": "Too short"},
        {"text": "x" * 4001},
        {"visited": date(2026, 9, 2)},
        {"state": "lost"},
        {"relationship": "friend"},
        {"incentive": "cake"},
        {"published_at": None},
        {"removed_at": timezone.now()},
        {"state": "removed"},
        {"removed_because": "fake"},
        {"service_id": None},
        {"relationship": "staff"},  # counted
        {"hidden_at": timezone.now()},  # counted
        {"state": "withdrawn"},  # counted
    ],
    ids=lambda columns: " ".join(columns),
)
def test_the_database_refuses_a_review_that_makes_no_sense(columns):
    assert refused(ReviewFactory(), **columns)


def test_the_database_refuses_a_review_of_two_things():
    assert refused(ReviewFactory(), hub_id=HubFactory().pk)


@pytest.mark.parametrize("state", ["pending", "rejected", "removed"])
def test_the_database_refuses_a_second_review_by_the_same_person(state):
    first = ReviewFactory(**{state: True})

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFactory(service=first.service, author=first.author)


def test_a_hub_is_reviewed_once_too():
    first = ReviewFactory(service=None, hub=HubFactory())
    assert first.about == first.hub

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFactory(service=None, hub=first.hub, author=first.author)


def test_after_a_withdrawn_review_there_may_be_another():
    first = ReviewFactory(withdrawn=True)

    ReviewFactory(service=first.service, author=first.author)


def test_each_version_of_a_review_is_kept_once():
    edit = ReviewEditFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewEditFactory(review=edit.review)


@pytest.mark.parametrize(
    "columns",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"state": "held"},
        {"role": "Tutor"},
        {"published_at": None},
        {"state": "removed"},
        {"removed_at": timezone.now(), "removed_because": "abuse"},
    ],
    ids=lambda columns: " ".join(columns),
)
def test_the_database_refuses_a_comment_that_makes_no_sense(columns):
    assert refused(CommentFactory(), **columns)


def test_a_comment_does_not_reply_to_itself():
    comment = CommentFactory()

    assert refused(comment, parent_id=comment.pk)


def test_things_name_themselves():
    review, comment = ReviewFactory(title="Shut"), CommentFactory(text="x" * 100)

    assert (str(review), str(comment)) == ("Shut", "x" * 60)
    assert str(ReviewEditFactory(review=review)) == f"{review.pk}, version 1"
