import re

import pytest

from ideas.lifecycle import Status
from ideas.models import Idea
from smartcounty.common import bots
from smartcounty.moderation.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def body(response):
    return response.content.decode()


def hidden(response):
    """What the page between writing and posting would send."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', body(response)))


def post_idea(browser, data):
    preview = browser.post("/ideas/post/", data)
    return browser.post("/ideas/post/", hidden(preview) | {"post": "1"})


def test_anybody_may_see_the_form_and_its_rules(client, places):
    html = body(client.get("/ideas/post/"))

    assert "What is your idea, in one line?" in html
    assert "Is someone in danger?" in html
    assert "Who is it from?" not in html


def test_an_idea_is_checked_by_its_author_before_it_is_posted(signed_in, typed):
    author = UserFactory()
    browser = signed_in(author)

    preview = browser.post("/ideas/post/", typed())
    assert "Check before posting" in body(preview)
    assert Idea.objects.count() == 0

    response = browser.post("/ideas/post/", hidden(preview) | {"post": "1"}, follow=True)
    idea = Idea.objects.get()
    assert (idea.status, idea.author, idea.area.slug) == (Status.SUBMITTED, author, "stafford")
    assert idea.consent_noted
    assert response.redirect_chain == [(f"/ideas/{idea.slug}/posted/", 302)]
    assert "Thank you. Your idea is in." in body(response)
    assert idea.reference in body(response)
    assert Case.objects.get().target == idea


def test_pressing_twice_or_going_back_and_pressing_again_is_one_idea(signed_in, typed):
    browser = signed_in(UserFactory())

    first = post_idea(browser, typed())
    again = post_idea(browser, typed(title="Changed after going back"))

    assert first["Location"] == again["Location"]
    assert Idea.objects.get().title == "Bus stops that talk"
    assert Case.objects.count() == 1


def test_something_can_be_changed_after_the_check(signed_in, typed):
    browser = signed_in(UserFactory())
    preview = browser.post("/ideas/post/", typed())

    html = body(browser.post("/ideas/post/", hidden(preview) | {"again": "1"}))

    assert 'value="Bus stops that talk"' in html
    assert "There is a problem" not in html
    assert Idea.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, "Enter your idea in one line"),
        ({"title": "x" * 121}, "Use 120 characters or fewer. You used 121"),
        ({"body": ""}, "Say what would be better, and for whom"),
        ({"body": "x" * 10_001}, "Use 10000 characters or fewer. You used 10001"),
        ({"summary": "x" * 301}, "Use 300 characters or fewer. You used 301"),
        ({"area": ""}, "Choose the area your idea is about"),
        ({"area": "atlantis"}, "Choose an area from the list"),
        ({"topic": ""}, "Choose what your idea is about"),
        ({"rules": ""}, "Say that you keep to the community rules"),
        ({"website": "spam"}, "Something filled in a field that people cannot see"),
        ({"started": ""}, "We could not tell when you opened this page"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(signed_in, typed, changes, problem):
    data = typed(**changes)

    response = signed_in(UserFactory()).post("/ideas/post/", data)

    html = body(response)
    assert "There is a problem" in html
    assert problem in html
    assert "<title>Error: " in html
    assert data["title"][:100] in html
    assert data["body"][:100] in html
    assert Idea.objects.count() == 0


def test_a_form_sent_at_once_is_asked_to_be_sent_again(signed_in, typed):
    html = body(signed_in(UserFactory()).post("/ideas/post/", typed(started=bots.stamp())))

    assert "That was very quick" in html
    assert Idea.objects.count() == 0


def test_what_was_typed_survives_signing_in(client, typed):
    person = UserFactory()

    response = client.post("/ideas/post/", typed())
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/ideas/post/")
    client.force_login(person)
    html = body(client.get("/ideas/post/"))

    assert 'value="Bus stops that talk"' in html
    assert "your words are still here" in html
    assert Idea.objects.count() == 0


def test_a_draft_needs_a_title_only_and_is_gone_on_with_later(signed_in, typed):
    browser = signed_in(UserFactory())

    response = browser.post(
        "/ideas/post/", typed(body="", area="", topic="", rules="") | {"save": "1"}, follow=True
    )
    assert "Saved for later. Only you can see it." in body(response)
    idea = Idea.objects.get()
    assert idea.status == Status.DRAFT

    address = f"/ideas/{idea.slug}/edit/"
    assert 'value="Bus stops that talk"' in body(browser.get(address))
    preview = browser.post(address, typed(seen=idea.version))
    assert "Check before posting" in body(preview)
    browser.post(address, hidden(preview) | {"post": "1"})
    idea.refresh_from_db()
    assert idea.status == Status.SUBMITTED


def test_a_member_posts_for_a_group_and_nobody_for_one_they_are_not_in(signed_in, typed):
    group = MembershipFactory(organisation__name="Sight Loss Circle").organisation
    other = OrganisationFactory()
    member = group.memberships.get().user
    browser = signed_in(member)
    assert "Who is it from?" in body(browser.get("/ideas/post/"))

    refused = browser.post("/ideas/post/", typed(organisation=other.slug))
    assert "There is a problem" in body(refused)
    post_idea(browser, typed(organisation=group.slug))

    assert Idea.objects.get().organisation == group


def test_ideas_much_like_it_are_shown_before_posting_decided_ones_too(signed_in, typed):
    IdeaFactory(title="Talking bus stops", status="declined")
    IdeaFactory(title="A bench on the hill")

    html = body(signed_in(UserFactory()).post("/ideas/post/", typed()))

    assert "Somebody may be ahead of you" in html
    assert "Talking bus stops" in html
    assert "A bench on the hill" not in html


def test_an_eleventh_idea_in_a_day_waits_until_tomorrow(signed_in, typed):
    author = UserFactory()
    IdeaFactory.create_batch(10, author=author)

    html = body(signed_in(author).post("/ideas/post/", typed()))

    assert "You have posted ten ideas today" in html


def test_a_waiting_idea_is_changed_by_its_author(signed_in, typed):
    author = UserFactory()
    browser = signed_in(author)
    post_idea(browser, typed())
    idea = Idea.objects.get()

    response = browser.post(
        f"/ideas/{idea.slug}/edit/", typed(title="Stops that speak", seen=idea.version), follow=True
    )

    assert "Your changes are saved." in body(response)
    assert Case.objects.get().title == "Stops that speak"


def test_a_stale_window_keeps_its_words_and_says_what_happened(signed_in, typed):
    author = UserFactory()
    browser = signed_in(author)
    post_idea(browser, typed())
    idea = Idea.objects.get()

    response = browser.post(f"/ideas/{idea.slug}/edit/", typed(title="Mine", seen=1))

    assert 'value="Mine"' in body(response)
    assert "Already decided by its author" in body(response)


def test_an_answered_idea_is_not_rewritten(signed_in, typed):
    idea = IdeaFactory(status="planned", title="As it was")
    browser = signed_in(idea.author)

    assert browser.get(f"/ideas/{idea.slug}/edit/").status_code == 409
    assert browser.post(f"/ideas/{idea.slug}/edit/", typed(seen=1)).status_code == 409
    idea.refresh_from_db()
    assert idea.title == "As it was"


@pytest.mark.parametrize("page", ["edit", "withdraw", "posted"])
def test_the_authors_pages_are_the_authors(client, signed_in, page):
    public, waiting = IdeaFactory(status="open"), IdeaFactory(status="submitted")
    stranger = signed_in(UserFactory())

    assert client.get(f"/ideas/{public.slug}/{page}/").status_code == 302
    assert stranger.get(f"/ideas/{public.slug}/{page}/").status_code == 403
    assert stranger.get(f"/ideas/{waiting.slug}/{page}/").status_code == 404
    assert signed_in(waiting.author).get(f"/ideas/{waiting.slug}/{page}/").status_code == 200


def test_an_author_takes_an_idea_back_with_a_reason(signed_in):
    idea = IdeaFactory(status="open")
    browser = signed_in(idea.author)
    address = f"/ideas/{idea.slug}/withdraw/"
    assert "This cannot be undone" in body(browser.get(address))
    assert "Choose why you take it back" in body(browser.post(address, {"seen": 1}))

    data = {"seen": idea.version, "reason_code": "done", "reason": "They built it."}
    response = browser.post(address, data, follow=True)

    html = body(response)
    assert "Your idea is withdrawn." in html
    assert "They built it." in html
    assert browser.get(address).status_code == 409


def test_a_draft_is_thrown_away_without_a_reason(signed_in):
    idea = IdeaFactory(status="draft")
    browser, address = signed_in(idea.author), f"/ideas/{idea.slug}/withdraw/"
    assert "Why do you take it back?" not in body(browser.get(address))

    browser.post(address, {"seen": idea.version})

    idea.refresh_from_db()
    assert idea.status == Status.WITHDRAWN
