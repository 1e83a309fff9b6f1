import pytest

from feedback import rules
from feedback.choices import Incentive, Relationship
from feedback.lifecycle import ReviewState


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({}, True),
        ({"relationship": "carer"}, True),
        ({"relationship": "staff"}, False),
        ({"relationship": "provider"}, False),
        ({"relationship": "competitor"}, False),
        ({"hidden": True}, False),
        ({"suspended": True}, False),
    ],
)
def test_a_review_counts_if_public_disinterested_and_in_good_standing(facts, counted):
    usual = {"hidden": False, "relationship": "used", "suspended": False}

    assert rules.counts("published", **(usual | facts)) is counted


@pytest.mark.parametrize("state", sorted(set(ReviewState) - {ReviewState.PUBLISHED}))
def test_only_what_is_published_counts(state):
    assert not rules.counts(state, hidden=False, relationship="used", suspended=False)


@pytest.mark.parametrize(
    ("relationship", "words"),
    [
        (Relationship.USED, ""),
        (Relationship.CARER, ""),
        (Relationship.STAFF, "Works here: not counted in the score"),
        (Relationship.PROVIDER, "Runs this: not counted in the score"),
        (Relationship.COMPETITOR, "With a similar service: not counted in the score"),
    ],
)
def test_an_interest_is_told_beside_the_stars(relationship, words):
    assert rules.mark(relationship) == words


def test_every_incentive_but_none_is_disclosed():
    told = {kind: rules.disclosures(Relationship.USED, kind) for kind in Incentive}

    assert told.pop(Incentive.NONE) == []
    assert all(len(words) == 1 for words in told.values())


@pytest.mark.parametrize(
    ("state", "hidden", "labels"),
    [
        ("pending", False, ["You wrote it", "We read it", "Everyone can read it here"]),
        ("published", False, ["You wrote it", "Everyone can read it here"]),
        ("published", True, ["You wrote it", "We look into a report"]),
        ("rejected", False, ["You wrote it", "Not published"]),
        ("removed", False, ["You wrote it", "Removed"]),
        ("withdrawn", False, []),
    ],
)
def test_what_happens_next_is_told_for_each_state(state, hidden, labels):
    steps = rules.steps(state, hidden=hidden, where="here", hears="They")

    assert [step["label"] for step in steps] == labels


@pytest.mark.parametrize(
    ("up", "said", "told"),
    [
        (0, 0, ""),
        (1, 1, "1 person found this helpful"),
        (0, 1, "1 person did not find this helpful"),
        (12, 15, "12 of 15 people found this helpful"),
        (0, 2, "0 of 2 people found this helpful"),
    ],
)
def test_how_many_a_review_helped_in_words(up, said, told):
    assert rules.helped(up, said) == told
