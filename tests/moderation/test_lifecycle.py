"""The tables of moves are complete, and nothing gets past them, whatever people do in whatever order."""

import os
import random

import pytest

from ideas import actions as ideas
from ideas.lifecycle import Status
from smartcounty.moderation import actions
from smartcounty.moderation.choices import ACTIONS_FOR, NEEDS_REASON, NEEDS_STATEMENT
from smartcounty.moderation.lifecycle import (
    APPEAL_NEXT,
    CASE_NEXT,
    NEXT,
    WAITING,
    AppealState,
    CaseState,
    InvalidMove,
    NotYours,
    State,
)
from smartcounty.moderation.models import Appeal, AuditEntry, Case, Decision
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.moderation.people import another_moderator

STEPS = int(os.environ.get("WALK_STEPS", "100"))  # for each seed; 2,500 takes four minutes


@pytest.mark.parametrize(
    ("table", "states"), [(NEXT, State), (CASE_NEXT, CaseState), (APPEAL_NEXT, AppealState)]
)
def test_a_table_names_every_state_and_leads_only_to_known_ones(table, states):
    assert set(table) == set(states)
    assert set().union(*table.values()) <= set(states)


def test_nothing_waits_for_ever():
    for state in WAITING:
        assert CaseState.DECIDED in CASE_NEXT[state]


class Walk:
    """Draws verbs at random and remembers every state a case and an appeal were seen in."""

    def __init__(self, seed, moderators):
        self.draw = random.Random(seed)
        self.moderators = moderators
        self.author = UserFactory(trust="new")
        self.seen_cases, self.seen_appeals = {}, {}
        self.verbs = [self.claim, self.release, self.pass_up, self.decide, self.decide]
        self.verbs += [self.report, self.report, self.appeal, self.hide]
        self.submit()

    def step(self):
        """One verb; whether it was a legal move."""
        self.someone = self.draw.choice(self.moderators)
        try:
            self.draw.choice(self.verbs)()
        except (InvalidMove, NotYours):
            return False
        finally:
            self.check()
        return True

    def submit(self):
        self.idea = IdeaFactory(status=Status.DRAFT, author=self.author)
        ideas.submit(self.idea, by=self.author)

    def case(self):
        """Mostly one that waits; at times one that is long decided."""
        newest = Case.objects.about(self.idea).order_by("-pk")
        return self.draw.choice([newest[0], newest[0], newest.last()])

    def claim(self):
        actions.claim(self.case(), by=self.someone)

    def release(self):
        actions.release(self.case(), by=self.someone)

    def pass_up(self):
        actions.pass_up(self.case(), by=self.someone, because="I know the place")

    def hide(self):
        actions.hide(self.case(), by=self.someone)

    def decide(self):
        case = self.case()
        action = self.draw.choice(ACTIONS_FOR[case.kind])
        why = {"reason_code": "abuse", "statement": "It calls names."}
        actions.decide(
            case,
            by=self.someone,
            seen=case.version,
            action=action,
            **(why if action in NEEDS_STATEMENT else {}),
        )

    def report(self):
        self.idea.refresh_from_db()
        if not self.idea.is_public:
            return self.submit()
        reason = self.draw.choice(["abuse", "danger", "other"])
        by = self.draw.choice([None, UserFactory(), self.someone])
        return actions.report(self.idea, by=by, reason=reason)

    def appeal(self):
        decision = Decision.objects.filter(case=self.case()).first()
        if decision is None or decision.action not in NEEDS_REASON:
            raise InvalidMove
        actions.lodge_appeal(decision, by=self.author, words="Look again.")

    def check(self):
        for case in Case.objects.about(self.idea):
            self.follow(self.seen_cases, case, CASE_NEXT)
        for appeal in Appeal.objects.filter(case__in=Case.objects.about(self.idea)):
            self.follow(self.seen_appeals, appeal, APPEAL_NEXT)

    def follow(self, seen, row, table):
        before = seen.get(row.pk, row.state)
        assert row.state in _reachable(before, table), f"{before} to {row.state}"
        seen[row.pk] = row.state


def _reachable(state, table):
    """In at most three moves: a verb may make several, such as taking an appeal and settling it."""
    found = {state}
    for _ in range(3):
        found |= set().union(*(table[old] for old in found))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk_keeps_to_the_tables_and_leaves_one_row_of_each_kind(seed, moderator):
    walk = Walk(seed, [moderator, another_moderator(), another_moderator()])

    moved = sum(walk.step() for _ in range(STEPS))

    assert moved > STEPS / 10
    decisions = Decision.objects.count()
    assert AuditEntry.objects.filter(action__startswith="decided").count() == decisions
    assert Event.objects.filter(kind="moderation.decided").count() == decisions
    assert Case.objects.exclude(state__in=WAITING).filter(claimed_until__isnull=False).count() == 0
    for appeal in Appeal.objects.filter(settled_at__isnull=False):
        assert appeal.case.decision.by != appeal.decision.by
