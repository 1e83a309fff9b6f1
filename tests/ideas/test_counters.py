"""Counters against their rows, over whatever people may do."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideas import actions
from ideas.lifecycle import InvalidMove, NotEnough
from ideas.models import Support
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["support", "take back", "hide", "restore", "remove", "join", "undo"]),
        st.integers(0, 2),
        st.integers(0, 4),
    ),
    max_size=25,
)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_counters_equal_a_recount_after_any_sequence_of_deeds(steps):
    ideas = IdeaFactory.create_batch(3, threshold=3)
    people = UserFactory.create_batch(5)
    for deed, which, who in steps:
        _do(deed, ideas, which, people[who])

    assert actions.check(at=timezone.now()) == []
    for idea in ideas:
        idea.refresh_from_db()
        assert idea.support_count == Support.objects.filter(idea=idea).count()
    Support.objects.all().delete()
    type(ideas[0]).objects.filter(pk__in=[idea.pk for idea in ideas]).update(support_count=0)


def _do(deed, ideas, which, person):
    idea, other = ideas[which], ideas[which - 1]
    try:
        match deed:
            case "support":
                actions.support(idea, by=person)
            case "take back":
                actions.withdraw_support(idea, by=person)
            case "hide":
                actions.hide(idea, by=None)
            case "restore":
                actions.restore(idea, by=person)
            case "remove":
                actions.remove(idea, by=person, reason="other")
            case "join":
                other.refresh_from_db()
                actions.join(idea, by=person, survivor=other)
            case "undo":
                actions.undo_join(idea, by=person, because="They are not the same.")
    except (InvalidMove, NotEnough):
        pass
