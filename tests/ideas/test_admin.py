from datetime import timedelta

import pytest
from django.utils import timezone

from ideas.forms import MOVES, moves_from
from ideas.lifecycle import NEXT, Status
from smartcounty.accounts import actions as accounts
from smartcounty.common import working_days
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LONG = "We will fit a button and a speaker at three stops on Station Road and run them until the spring."


@pytest.fixture
def council():
    return OrganisationFactory(name="Mid-Trent Council", is_responding_body=True)


@pytest.fixture
def desk(roles, council, signed_in):
    """The browser of a responder of the council."""
    user = UserFactory()
    accounts.grant_role(user, "Responder", by=None)
    MembershipFactory(user=user, organisation=council, roles=["responder"])
    return signed_in(user)


def address(idea, word):
    return f"/admin/ideas/idea/{idea.pk}/respond/{word}/"


def day(value):
    return {"due_on_day": value.day, "due_on_month": value.month, "due_on_year": value.year}


def answer(idea, **changes):
    return {
        "seen": idea.version,
        "role": "Bus Lead",
        "headline": "Yes from May",
        "text": LONG,
        "note": "Ask finance.",
    } | changes


def test_every_form_leads_where_the_table_allows():
    for _, new, old in MOVES.values():
        assert all(new in NEXT[status] for status in old)
    assert moves_from(Status.EVALUATED) == []


def test_the_list_and_the_page_show_ideas_with_their_history_and_change_nothing(desk, council):
    idea = IdeaFactory(status="in_review", owner=council)
    draft = IdeaFactory(status="draft", title="Private thoughts")

    listed = desk.get("/admin/ideas/idea/").content.decode()
    shown = desk.get(f"/admin/ideas/idea/{idea.pk}/change/").content.decode()

    assert idea.title in listed
    assert "Private thoughts" not in listed
    assert desk.get(f"/admin/ideas/idea/{draft.pk}/change/").status_code == 302
    assert address(idea, "decline") in shown
    assert 'name="_save"' not in shown
    assert desk.post(f"/admin/ideas/idea/{idea.pk}/change/", {"title": "x"}).status_code == 403
    assert desk.post(f"/admin/ideas/idea/{idea.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_body_takes_an_idea_on_and_answers_it(desk, council):
    idea = IdeaFactory(status="open")
    due = working_days.due_date(timezone.localdate(), 20)
    data = {"seen": idea.version, "owner": council.pk} | day(due)
    assert desk.post(address(idea, "review"), data).status_code == 302
    idea.refresh_from_db()
    assert (idea.status, idea.owner, idea.due_on) == (Status.IN_REVIEW, council, due)

    response = desk.post(address(idea, "plan"), answer(idea), follow=True)

    assert "Recorded." in response.content.decode()
    idea.refresh_from_db()
    assert idea.status == Status.PLANNED
    assert idea.answers.get().title == "Yes from May"
    assert idea.history.get(new="planned").private_note == "Ask finance."


def test_a_body_may_not_take_longer_than_it_has(desk, council):
    idea = IdeaFactory(status="open")
    late = working_days.due_date(timezone.localdate(), 21)

    html = desk.post(
        address(idea, "review"), {"seen": 1, "owner": council.pk} | day(late)
    ).content.decode()

    assert "Choose a day from today to" in html
    idea.refresh_from_db()
    assert idea.status == Status.OPEN


def test_a_refusal_needs_its_reason_and_what_would_change_it(desk, council):
    idea = IdeaFactory(status="in_review", owner=council)

    html = desk.post(address(idea, "decline"), answer(idea, text="No.")).content.decode()
    assert html.count("This field is required") >= 2
    assert "Use at least 80 characters" in html

    data = answer(idea, reason_code="cost", would_change="Two keyholders")
    assert desk.post(address(idea, "decline"), data).status_code == 302
    idea.refresh_from_db()
    assert idea.status == Status.DECLINED


def test_a_trial_and_what_follows_it(desk, council):
    idea = IdeaFactory(status="in_review", owner=council)
    start, end = timezone.localdate(), timezone.localdate() + timedelta(days=60)
    trial = {"hypothesis": "it helps", "measure": "buses missed", "baseline": "2"}
    for name, value in (("starts_on", start), ("ends_on", end)):
        trial |= {
            f"{name}_day": value.day,
            f"{name}_month": value.month,
            f"{name}_year": value.year,
        }
    assert desk.post(address(idea, "try"), answer(idea, **trial)).status_code == 302
    for word in ("start", "deliver"):
        idea.refresh_from_db()
        data = {"seen": idea.version, "text": "It is so."}
        assert desk.post(address(idea, word), data).status_code == 302

    idea.refresh_from_db()
    assert (idea.status, idea.trials.get().ends_on) == (Status.DELIVERED, end)


def test_an_idea_is_passed_to_another_body_that_takes_it_on(desk, council, signed_in, roles):
    other = OrganisationFactory(name="Moorside Council", is_responding_body=True)
    idea = IdeaFactory(status="in_review", owner=council)
    assert desk.post(address(idea, "refer"), answer(idea, to=other.pk)).status_code == 302
    idea.refresh_from_db()
    assert idea.owner == other
    assert desk.get(address(idea, "accept")).status_code == 403

    user = UserFactory()
    accounts.grant_role(user, "Responder", by=None)
    MembershipFactory(user=user, organisation=other, roles=["responder"])
    data = {"seen": idea.version} | day(timezone.localdate())
    assert signed_in(user).post(address(idea, "accept"), data).status_code == 302
    idea.refresh_from_db()
    assert idea.status == Status.IN_REVIEW


def test_a_stale_window_keeps_its_words_and_says_who_was_first(desk, council):
    idea = IdeaFactory(status="in_review", owner=council)
    data = answer(idea)
    desk.post(address(idea, "plan"), data)

    response = desk.post(address(idea, "plan"), data | {"headline": "Mine"})

    html = response.content.decode()
    assert response.status_code == 409
    assert "no longer possible" in html
    assert 'value="Mine"' in html


def test_a_window_opened_before_somebody_elses_move_is_told_so(desk, council):
    idea = IdeaFactory(status="in_review", owner=council, version=4)

    response = desk.post(address(idea, "plan"), answer(idea, seen=3))

    assert response.status_code == 409
    assert "changed while you were writing" in response.content.decode()


def test_people_without_the_role_are_kept_out(client, signed_in, council, moderator):
    idea = IdeaFactory(status="in_review", owner=council)

    assert client.get(address(idea, "plan")).status_code == 302
    assert signed_in(moderator).get(address(idea, "plan")).status_code == 403
    assert signed_in(moderator).get(f"/admin/ideas/idea/{idea.pk}/change/").status_code == 200
    assert signed_in(UserFactory()).get(address(idea, "plan")).status_code in (302, 403)


def test_a_word_that_is_no_move_is_a_404(desk, council):
    idea = IdeaFactory(status="in_review", owner=council)

    assert desk.get(address(idea, "explode")).status_code == 404


def test_staff_find_what_waits_for_them(desk, council):
    IdeaFactory(title="Nobody's yet", threshold_reached_at=timezone.now())
    IdeaFactory(
        title="Late", status="in_review", owner=council, due_on=timezone.localdate() - timedelta(9)
    )

    assert "Nobody&#x27;s yet" in desk.get("/admin/ideas/idea/?waits=owner").content.decode()
    html = desk.get("/admin/ideas/idea/?waits=late").content.decode()
    assert "Late" in html
    assert "Nobody&#x27;s yet" not in html
