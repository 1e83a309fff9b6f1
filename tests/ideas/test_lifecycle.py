import random

from ideas.lifecycle import (
    ANSWERED,
    ANSWERS,
    CLOSED,
    DISCUSSED,
    NEXT,
    PRIVATE,
    PUBLIC,
    SUPPORTABLE,
    InvalidMove,
    Status,
)
from smartcounty.moderation import lifecycle as moderation


def test_the_table_names_every_status_and_only_statuses():
    assert set(NEXT) == set(Status)
    assert set().union(*NEXT.values()) <= set(Status)


def test_every_status_is_public_private_or_removed():
    assert PUBLIC | PRIVATE | {Status.REMOVED} == set(Status)
    assert not PUBLIC & PRIVATE
    assert ANSWERED | CLOSED | {Status.OPEN, Status.IN_REVIEW} == PUBLIC
    assert SUPPORTABLE <= DISCUSSED <= PUBLIC


def test_every_status_can_be_reached_from_a_draft():
    reached, new = set(), {Status.DRAFT}
    while new:
        reached |= new
        new = set().union(*(NEXT[status] for status in new)) - reached
    assert reached == set(Status)


def test_removed_follows_only_what_was_public():
    assert {old for old, new in NEXT.items() if Status.REMOVED in new} == PUBLIC


def test_what_was_never_public_cannot_be_answered():
    for status in PRIVATE:
        assert not NEXT[status] & (ANSWERED | {Status.IN_REVIEW})


def test_an_answer_comes_only_after_a_review():
    """But for what an upheld appeal or an undone joining gives back."""
    given_back = {Status.REMOVED, Status.DUPLICATE}
    for answer in ANSWERS - {Status.DECLINED}:
        assert {old for old, new in NEXT.items() if answer in new} - given_back == {
            Status.IN_REVIEW
        }


def test_a_random_walk_of_ten_thousand_steps_never_leaves_the_table():
    rng = random.Random(20261123)
    status = Status.DRAFT
    for _ in range(10_000):
        new = rng.choice(sorted(NEXT[status]) or [Status.DRAFT])
        assert new in Status.values
        status = Status(new)


def test_a_clash_is_the_one_of_moderation_so_that_a_door_catches_one_kind():
    assert InvalidMove is moderation.InvalidMove
