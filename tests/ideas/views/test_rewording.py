import pytest

from ideas import actions
from ideas.models import Idea
from smartcounty.common import bots
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea():
    idea = IdeaFactory(title="A bench on the hill", slug="bench")
    actions.support(idea, by=UserFactory())
    return idea


@pytest.fixture
def author(signed_in, idea):
    return signed_in(idea.author)


def body(response):
    return response.content.decode()


def words(idea, **changes):
    return {
        "title": idea.title,
        "summary": idea.summary,
        "body": idea.body,
        "seen": Idea.objects.get(pk=idea.pk).version,
        "website": "",
        "started": bots.stamp(seconds_ago=60),
    } | changes


def decide(idea, moderator, action, **why):
    case = Case.objects.about(idea).waiting().get()
    return moderation.decide(case, by=moderator, seen=case.version, action=action, **why)


def reword(idea, title):
    idea.refresh_from_db()
    return actions.reword(idea, by=idea.author, seen=idea.version, title=title)


def test_the_author_changes_the_words_and_others_read_the_old_ones(author, client, idea):
    answer = author.post("/ideas/bench/edit/", words(idea, title="A seat"), follow=True)

    html = body(answer)
    assert "We check it first" in html
    assert "A change is being checked" in html
    assert "Go on with your change" in html
    assert "A seat" not in body(client.get("/ideas/bench/"))


def test_what_waits_stands_in_the_form_and_can_be_taken_back(author, idea):
    reword(idea, "A seat")

    assert 'value="A seat"' in body(author.get("/ideas/bench/edit/"))
    answer = author.post("/ideas/bench/edit/", {"take_back": "1"}, follow=True)

    assert "No change of yours is waiting" in body(answer)
    assert Case.objects.get().state == "closed"


def test_the_author_sees_in_their_contributions_what_becomes_of_it(author, idea, moderator):
    reword(idea, "A seat")
    assert "A change is being checked" in body(author.get("/account/contributions/"))

    decision = decide(
        idea, moderator, "reject", reason_code="abuse", rule="abuse", statement="It calls names."
    )

    html = body(author.get("/account/contributions/"))
    assert "Your last change was not published" in html
    assert f"/decisions/{decision.case.reference}/" in html


def test_everybody_can_read_what_changed_under_its_supporters(author, client, idea, moderator):
    assert client.get("/ideas/bench/changes/").status_code == 404
    reword(idea, "A bench with a back")
    decide(idea, moderator, "approve")

    assert "/ideas/bench/changes/" in body(client.get("/ideas/bench/"))
    html = body(client.get("/ideas/bench/changes/"))
    assert "1 person had supported it by then." in html
    assert "went: </span>on the hill</del>" in html
    assert "new: </span>with a back</ins>" in html


def test_a_window_behind_keeps_what_was_typed(author, idea):
    answer = author.post("/ideas/bench/edit/", words(idea, title="A seat", seen=99))

    assert answer.status_code == 409
    assert 'value="A seat"' in body(answer)
    assert "It has changed since you opened it" in body(answer)


def test_while_a_report_is_looked_into_the_author_is_asked_to_wait(author, idea):
    moderation.report(idea, by=None, reason="abuse")

    answer = author.post("/ideas/bench/edit/", words(idea, title="A seat"), follow=True)

    assert "somebody is looking into it" in body(answer)


def test_a_mistake_is_named(author, idea):
    answer = author.post("/ideas/bench/edit/", words(idea, title=""))

    assert "Enter your idea in one line" in body(answer)
    assert Case.objects.count() == 0
