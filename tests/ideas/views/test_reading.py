import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import actions
from ideas.lifecycle import PUBLIC, Status
from tests.factories.accounts import UserFactory
from tests.factories.ideas import (
    AnswerFactory,
    IdeaFactory,
    StatusChangeFactory,
    SupportFactory,
    TrialFactory,
)
from tests.factories.places import AreaFactory, OrganisationFactory, TopicFactory

pytestmark = pytest.mark.django_db


def titles(response):
    html = response.content.decode()
    return re.findall(r'class="sc-card__link"[^>]*>([^<]+)</a>', html)


def results(client, query=""):
    response = client.get(f"/ideas/{query}")
    assert response.status_code == 200
    return titles(response)


def heading(response):
    return re.search(r'sc-h3 sc-num">([^<]+)<', response.content.decode())[1]


# The list


def test_the_list_shows_every_public_status_and_no_other(client):
    for status in Status:
        IdeaFactory(status=status, title=f"An idea {status.value}")

    assert set(results(client)) >= {f"An idea {status.value}" for status in PUBLIC}
    assert not set(results(client)) & {f"An idea {status.value}" for status in set(Status) - PUBLIC}


def test_the_list_hides_what_is_hidden_and_what_was_withdrawn_unpublished(client):
    IdeaFactory(title="Hidden", hidden_at=timezone.now())
    IdeaFactory(title="Never seen", status="withdrawn", published_at=None)

    assert results(client) == []
    assert "0 ideas" not in client.get("/ideas/").content.decode()


def test_the_list_is_found_by_words_in_any_form(client):
    IdeaFactory(title="Bus stops that talk")
    IdeaFactory(title="Evening repair café", summary="Mend things after work.")

    assert results(client, "?q=talking+bus") == ["Bus stops that talk"]
    assert results(client, "?q=cafe+mending") == ["Evening repair café"]


def test_the_list_forgives_a_misspelling_and_says_so(client):
    IdeaFactory(title="Large-print timetables at every stop")
    IdeaFactory(title="A bench halfway up Tower Hill")

    response = client.get("/ideas/?q=timetabels")

    assert titles(response) == ["Large-print timetables at every stop"]
    assert "These sound close" in response.content.decode()


@pytest.mark.parametrize("q", ["the and of", "%00", "zzzzqqq", "'\"(!&|", "x" * 10_000])
def test_a_search_without_sense_is_answered_kindly(client, q):
    IdeaFactory()

    response = client.get("/ideas/", {"q": q})

    assert response.status_code == 200
    assert "No idea here yet" in response.content.decode()


def test_the_facets_count_what_choosing_them_would_show(client):
    leek, stone = AreaFactory(name="Leek", slug="leek"), AreaFactory(name="Stone", slug="stone")
    buses = TopicFactory(name="Buses", slug="buses")
    IdeaFactory.create_batch(2, area=leek, topic=buses)
    IdeaFactory(area=leek)
    IdeaFactory(area=stone, topic=buses, status="declined")

    html = client.get("/ideas/?area=leek").content.decode()

    counts = dict(re.findall(r'value="([\w-]+)"[^>]*><span>[^<]+</span> <small>.(\d+)', html))
    assert (counts["leek"], counts["stone"], counts["buses"]) == ("3", "1", "2")
    assert results(client, "?area=leek&topic=buses&area=stone").__len__() == 3
    assert heading(client.get("/ideas/?area=leek")) == "3 ideas, active now first"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=done", {"Done and checked", "Done"}),
        ("?status=evaluated", {"Done and checked"}),
        ("?status=declined", {"Refused"}),
        ("?status=nonsense&area=nowhere&topic=nothing&sort=sideways", None),
    ],
)
def test_the_list_is_narrowed_by_stage_or_by_one_status(client, query, found):
    IdeaFactory(status="evaluated", title="Done and checked")
    IdeaFactory(status="delivered", title="Done")
    IdeaFactory(status="declined", title="Refused")

    assert set(results(client, query)) == (found or {"Done and checked", "Done", "Refused"})


def test_the_list_is_put_in_the_order_asked_for(client):
    now = timezone.now()
    old = IdeaFactory(
        title="Old",
        created_at=now - timedelta(days=9),
        support_count=9,
        answered_at=now,
        recent_supports=0,
    )
    IdeaFactory(title="New", created_at=now, comment_count=1)
    IdeaFactory(
        title="Lively",
        created_at=now - timedelta(days=2),
        comment_count=5,
        recent_supports=30,
        recent_commenters=5,
    )

    assert old.published_at < now
    assert results(client, "?sort=newest") == ["New", "Lively", "Old"]
    assert results(client, "?sort=supported")[0] == "Old"
    assert results(client, "?sort=discussed") == ["Lively", "New", "Old"]
    assert results(client, "?sort=answered")[0] == "Old"
    assert results(client, "?sort=active")[0] == "Lively"
    assert results(client) == results(client, "?sort=active")
    assert results(client, "?sort=random") == results(client, "?sort=random")


def test_the_pages_hold_twenty_and_repeat_nothing(client):
    IdeaFactory.create_batch(21)

    first, second = results(client), results(client, "?page=2")

    assert (len(first), len(second), len(set(first + second))) == (20, 1, 21)


@pytest.mark.parametrize("page", ["0", "2", "01", "999999", "x", ""])
def test_a_page_that_is_not_there_is_a_404(client, page):
    IdeaFactory()

    assert client.get(f"/ideas/?page={page}").status_code == 404


def test_late_answers_stand_in_the_list_at_the_same_size_and_say_so(client):
    IdeaFactory(status="in_review", due_on=timezone.localdate() - timedelta(days=10))

    html = client.get("/ideas/").content.decode()

    assert re.search(r"Answer late by \d working days", html)
    assert "Was due" in html


def test_the_list_marks_what_the_reader_supports(client, signed_in):
    person, idea = UserFactory(), IdeaFactory()
    SupportFactory(idea=idea, person=person)

    assert "You support this" in signed_in(person).get("/ideas/").content.decode()
    assert "You support this" not in client.get("/ideas/").content.decode()


def test_the_list_signed_out_sets_no_cookie_carries_no_token_and_may_be_shared(client):
    IdeaFactory()

    response = client.get("/ideas/")

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


@pytest.mark.parametrize("query", ["", "?q=bench", "?q=bensh", "?topic=gone&area=gone"])
def test_the_list_costs_as_many_queries_for_one_idea_as_for_a_hundred(
    client, signed_in, django_assert_max_num_queries, query
):
    browser, counts = signed_in(UserFactory()), []
    client.get("/ideas/?q=x")  # what people say is read once and kept
    for number in (1, 9, 90):
        IdeaFactory.create_batch(number, title="A bench")
        with django_assert_max_num_queries(8) as signed_out:
            client.get(f"/ideas/{query}")
        with django_assert_max_num_queries(8) as signed:
            browser.get(f"/ideas/{query}")
        counts.append((len(signed_out), len(signed)))
    assert len(set(counts)) == 1


# The page


def page(client, idea):
    response = client.get(idea.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_an_open_idea_says_who_when_and_how_far(client):
    organisation = OrganisationFactory(name="Stone Sight Loss Circle")
    idea = IdeaFactory(
        title="Bus stops that talk",
        organisation=organisation,
        author__display_name="Ines",
        support_count=3,
        body="I can *hear* a bus.",
    )

    html = page(client, idea)

    assert "By Ines for Stone Sight Loss Circle" in html
    assert idea.reference in html
    assert "I can <em>hear</em> a bus." in html
    assert "3 people already do" in html
    assert "17 more to be looked at" in html
    assert f'href="/ideas/{idea.slug}/support/"' in html


@pytest.mark.parametrize("status", sorted(PUBLIC))
def test_the_page_of_every_public_status_opens_for_everybody(client, signed_in, status):
    idea = IdeaFactory(status=status)

    assert idea.title in page(client, idea)
    assert idea.title in page(signed_in(UserFactory()), idea)


@pytest.mark.parametrize("status", ["draft", "submitted", "rejected"])
def test_what_is_not_public_is_a_404_to_all_but_its_author(client, signed_in, status):
    idea = IdeaFactory(status=status)

    assert client.get(idea.get_absolute_url()).status_code == 404
    assert signed_in(UserFactory()).get(idea.get_absolute_url()).status_code == 404
    assert "Only you can see this" in page(signed_in(idea.author), idea)


def test_a_hidden_idea_is_a_404_to_all_but_its_author(client, signed_in):
    idea = IdeaFactory(hidden_at=timezone.now())

    assert client.get(idea.get_absolute_url()).status_code == 404
    assert "It is hidden since" in page(signed_in(idea.author), idea)


def test_a_removed_idea_leaves_a_stub_that_names_the_day_and_the_reason(client, signed_in):
    idea = IdeaFactory(title="Number plates of bad parkers")
    actions.remove(idea, by=UserFactory(), reason="personal_data")

    for reader in (client, signed_in(idea.author)):
        response = reader.get(idea.get_absolute_url())
        html = response.content.decode()
        assert response.status_code == 410
        assert "ersonal details" in html
        assert "Number plates" not in html


def test_the_page_shows_the_official_answer_and_the_earlier_ones(client):
    idea = IdeaFactory(status="in_review", owner__name="Mid-Trent Council")
    words = {
        "role": "Passenger Transport Lead",
        "text": "We cannot do this now, as no driver is free in the evening from Monday to Friday.",
    }
    actions.decline(
        idea,
        by=UserFactory(),
        reason_code="cost",
        would_change="Two more drivers",
        title="Not this year",
        **words,
    )
    actions.reopen(
        idea, by=UserFactory(), text="Two drivers have joined. " * 5, due_on=timezone.localdate()
    )
    actions.plan(idea, by=UserFactory(), title="Yes from May", **words)

    html = page(client, idea)

    assert html.count("Official answer") == 1
    assert html.index("Yes from May") < html.index("Not this year")
    assert "What would change our answer" in html
    assert "Answered in 0 working days." in html


def test_the_page_shows_the_trial(client):
    trial = TrialFactory(baseline="2.1 missed a week")
    AnswerFactory(idea=trial.idea)
    actions.start_work(trial.idea, by=UserFactory(), text="It goes on for good.")

    html = page(client, trial.idea)

    assert "2.1 missed a week" in html
    assert "It goes on for good." in html


def test_the_page_signed_out_sets_no_cookie_and_carries_no_token(client):
    response = client.get(IdeaFactory().get_absolute_url())

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_the_page_escapes_what_people_wrote(client):
    idea = IdeaFactory(
        title="<script>alert(1)</script>",
        summary="<img src=x onerror=alert(1)>",
        body="[a](javascript:alert(1)) <b>bold</b>",
    )

    html = page(client, idea) + client.get("/ideas/").content.decode()

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "javascript:" not in re.sub(r"\[a\]\(javascript:alert\(1\)\)", "", html)


def test_the_page_costs_at_most_ten_queries_however_much_there_is(
    client, signed_in, django_assert_max_num_queries
):
    browser, counts = signed_in(UserFactory()), []
    idea = IdeaFactory(status="trial")
    TrialFactory(idea=idea)
    StatusChangeFactory(idea=idea, new="trial", old="in_review")
    for number in (1, 9, 90):
        AnswerFactory.create_batch(number, idea=idea)
        SupportFactory.create_batch(number, idea=idea)
        IdeaFactory.create_batch(number, topic=idea.topic)
        with django_assert_max_num_queries(10) as signed_out:
            page(client, idea)
        with django_assert_max_num_queries(10) as signed:
            page(browser, idea)
        counts.append((len(signed_out), len(signed)))
    assert len(set(counts)) == 1


def test_the_mark_is_reached_before_a_body_looks_at_it_though_both_come_at_one_moment(client):
    at = timezone.now()
    idea = IdeaFactory(status="in_review", threshold_reached_at=at)
    StatusChangeFactory(idea=idea, new=Status.IN_REVIEW, at=at)

    page = client.get(idea.get_absolute_url()).content.decode()

    steps = page[page.index('id="progress"') :]
    assert steps.index("20 supporters reached") < steps.index("We are looking at it")


def test_a_kept_page_changes_with_its_idea_and_tells_each_reader_their_own(
    client, signed_in, settings
):
    settings.PARTS_CACHE = True
    idea, reader = IdeaFactory(), UserFactory()
    page(client, idea)  # makes the generation under which parts are kept
    assert "Be the first" in page(client, idea)

    actions.support(idea, by=reader)

    assert "1 person already does" in page(client, idea)
    assert "You support this" in page(signed_in(reader), idea)
    assert "You support this" not in page(signed_in(UserFactory()), idea)
    assert "your idea" in page(signed_in(idea.author), idea)
    assert "your idea" not in page(client, idea)
