import pytest

from feedback import lifecycle
from feedback.lifecycle import COMMENT_NEXT, REVIEW_NEXT, CommentState, ReviewState
from feedback.models import Comment, Review
from feedback.rules import LOOKS

TABLES = [(ReviewState, REVIEW_NEXT), (CommentState, COMMENT_NEXT)]


@pytest.mark.parametrize(("states", "table"), TABLES)
def test_the_table_names_every_state_and_leads_nowhere_else(states, table):
    assert set(table) == set(states)
    assert set().union(*table.values()) <= set(states)


@pytest.mark.parametrize(("states", "table"), TABLES)
def test_every_state_can_be_reached_from_waiting_or_is_the_start(states, table):
    reached = {states.PENDING}
    while more := set().union(*(table[state] for state in reached)) - reached:
        reached |= more

    assert reached == set(states)


@pytest.mark.parametrize(("states", "table"), TABLES)
def test_what_was_withdrawn_stays_so(states, table):
    assert table[states.WITHDRAWN] == set()


def test_a_person_has_one_review_in_each_state_that_may_become_public_again():
    back = {state for state, after in REVIEW_NEXT.items() if ReviewState.PUBLISHED in after}

    assert back | {ReviewState.PUBLISHED} == set(lifecycle.ONE_FOR_EACH_PERSON)


@pytest.mark.parametrize(("model", "table"), [(Review, REVIEW_NEXT), (Comment, COMMENT_NEXT)])
def test_a_row_asks_the_table(model, table):
    moves = {(a, b) for a in table for b in table if model(state=a).can_become(b)}

    assert moves == {(a, b) for a, after in table.items() for b in after}


def test_every_state_has_a_look():
    assert set(LOOKS) == set(ReviewState)
    assert {state.value for state in CommentState} <= {state.value for state in ReviewState}
