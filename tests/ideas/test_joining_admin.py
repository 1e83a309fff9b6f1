"""Moderators join two ideas that are the same, and undo it, on the staff pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ideas import actions
from ideas.lifecycle import Status
from smartcounty.moderation import actions as moderation
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import AreaFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
WHY = {"reason": "Both ask for a seat."}
BECAUSE = {"because": "One is for dogs."}


@pytest.fixture
def desk(moderator, signed_in):
    return signed_in(moderator)


@pytest.fixture
def pair():
    return IdeaFactory(title="A bench on the hill"), IdeaFactory(title="A bench for the hill")


def page(name, idea):
    return reverse(f"admin:ideas_idea_{name}", args=[idea.pk])


def same(pair, **changes):
    idea, survivor = pair
    return {"seen": idea.version, "survivor": survivor.reference.lower(), **WHY} | changes


def undo(idea):
    return {"seen": idea.version, **BECAUSE}


def fresh(idea):
    idea.refresh_from_db()
    return idea


def text(response):
    return response.content.decode()


def test_the_page_of_an_idea_leads_there_and_names_those_much_like_it(desk, pair):
    idea, survivor = pair

    shown = text(desk.get(reverse("admin:ideas_idea_change", args=[idea.pk])))
    form = text(desk.get(page("join", idea)))

    assert page("join", idea) in shown
    assert survivor.reference in form


def test_two_become_one_and_two_again(desk, pair):
    idea, survivor = pair
    desk.post(page("join", idea), same(pair))
    assert (fresh(idea).status, idea.survivor) == (Status.DUPLICATE, survivor)
    assert idea.history.get(new=Status.DUPLICATE).reason == "Both ask for a seat."

    answer = desk.post(page("undo_join", idea), undo(idea), follow=True)

    assert "will be told" in text(answer)
    assert (fresh(idea).status, idea.survivor) == (Status.OPEN, None)


def test_the_survivor_s_page_credits_whoever_had_the_same_idea(client, pair):
    idea, survivor = pair
    actions.join(idea, by=UserFactory(), survivor=survivor)

    html = text(client.get(survivor.get_absolute_url()))

    assert "Joined with this idea" in html
    assert f"by {idea.author.public_name}" in html


@pytest.mark.parametrize("reference", ["I-1999-1", "", "its own", "closed"])
def test_an_idea_is_joined_with_another_that_is_public_and_not_closed(desk, pair, reference):
    idea, _ = pair
    closed = IdeaFactory(status="expired")
    named = {"its own": idea.reference, "closed": closed.reference}.get(reference, reference)

    answer = desk.post(page("join", idea), same(pair, survivor=named))

    assert "Error:" in text(answer)
    assert fresh(idea).status == Status.OPEN


def test_nobody_joins_with_an_idea_of_their_own(moderator, desk, pair):
    own = IdeaFactory(author=moderator)

    assert desk.get(page("join", own)).status_code == 403
    assert "You have an interest" in text(desk.post(page("join", pair[0]), same((pair[0], own))))


def test_nobody_joins_their_group_s_idea_or_one_outside_their_areas(moderator, desk):
    group, here = OrganisationFactory(), AreaFactory()
    role = MembershipFactory(user=moderator, organisation=group, roles=["moderator"])
    role.areas.add(here)

    ideas = [IdeaFactory(organisation=group, area=here), IdeaFactory(), IdeaFactory(area=here)]

    assert [desk.get(page("join", idea)).status_code for idea in ideas] == [403, 403, 200]


def test_a_second_moderator_is_told_who_was_first(desk, pair):
    idea, survivor = pair
    sent = same(pair)
    actions.join(idea, by=UserFactory(), survivor=survivor)

    answer = desk.post(page("join", idea), sent)
    assert answer.status_code == 409
    assert "no longer possible" in text(answer)

    sent = undo(fresh(idea))
    actions.undo_join(idea, by=UserFactory(), because="They differ.")
    actions.join(idea, by=UserFactory(), survivor=survivor)
    answer = desk.post(page("undo_join", idea), sent)
    assert answer.status_code == 409
    assert "Already decided by staff on" in text(answer)


def test_after_thirty_days_it_stays_joined(desk, pair):
    idea, survivor = pair
    actions.join(idea, by=UserFactory(), survivor=survivor, at=timezone.now() - timedelta(days=31))

    answer = desk.post(page("undo_join", idea), undo(fresh(idea)))

    assert answer.status_code == 409
    assert "can be undone for 30 days" in text(answer)


def test_a_case_about_an_idea_leads_to_joining_it(desk, pair):
    case = moderation.report(pair[0], by=None, reason="other").case

    html = text(desk.get(reverse("admin:moderation_case_decide", args=[case.pk])))

    assert page("join", pair[0]) in html
