import pytest
from django.utils import timezone

from services import actions as services
from services.actions import rebuild_words
from tests.factories.hubs import EventFactory, HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import AreaFactory, LocalityFactory, TopicFactory
from tests.factories.services import (
    CategoryFactory,
    ServiceAreaFactory,
    ServiceCategoryFactory,
    ServiceFactory,
    SynonymFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def repair():
    """Something of each kind that mends things."""
    service = ServiceFactory(name="Repair Club")
    ServiceFactory(name="Chess Club")
    IdeaFactory(title="A repair evening in every village")
    IdeaFactory(title="A bench on the hill")
    EventFactory(title="Repair evening", hub=HubFactory(name="The Repair Works"))
    return service


def ask(client, **query):
    return client.get("/search/", query)


def kinds(response):
    return {group["source"].kind: group["total"] for group in response.context["groups"]}


def test_one_box_finds_each_kind_with_its_count_and_the_way_to_the_full_list(client, repair):
    response = ask(client, q="repair")

    assert kinds(response) == {"service": 1, "idea": 1, "hub": 1, "event": 1}
    page = response.content.decode()
    assert "Repair evening</a>" in page
    assert "The Repair Works</a>" in page
    assert "Repair Club" in page
    assert "A repair evening in every village" in page
    assert "Chess Club" not in page
    assert 'href="/services/?q=repair"' in page
    assert 'href="/ideas/?q=repair"' in page


def test_misspelt_words_find_what_was_meant_in_each_kind(client, repair):
    rebuild_words()

    response = ask(client, q="repiar")

    assert kinds(response) == {"service": 1, "idea": 1, "hub": 1, "event": 1}
    page = response.content.decode()
    assert "We looked for “repair” too" in page
    assert "/search/?q=repair&amp;kind=idea" in page


def test_the_first_three_of_a_kind_are_shown_and_one_kind_is_shown_page_by_page(client):
    for number in range(22):
        IdeaFactory(title=f"Repair number {number}")

    assert [len(group["cards"]) for group in ask(client, q="repair").context["groups"]] == [3]
    first = ask(client, q="repair", kind="idea")
    second = ask(client, q="repair", kind="idea", page="2")

    assert [len(page.context["groups"][0]["cards"]) for page in (first, second)] == [20, 2]
    shown = [card[0].pk for page in (first, second) for card in page.context["groups"][0]["cards"]]
    assert len(set(shown)) == 22


@pytest.mark.parametrize("page", ["0", "01", "3", "501", "99999999999999", "x", "-1", "²", ""])
def test_a_page_that_is_none_is_not_found(client, page):
    IdeaFactory(title="Repair")

    assert ask(client, q="repair", kind="idea", page=page).status_code == 404


def test_without_words_there_is_a_box_and_nothing_is_looked_for(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = ask(client)

    assert "Type a word or two" in response.content.decode()


@pytest.mark.parametrize("text", ["   ", "\x00", "\u202e\u200b"])
def test_blank_words_are_no_words(client, text):
    assert "Type a word or two" in ask(client, q=text).content.decode()


HOSTILE = [
    "the of and",
    '"',
    "'",
    "\\",
    "%_%",
    "a & b | !c <-> d:*",
    "or or or - -",
    '"unclosed quote',
    "'; DROP TABLE ideas_idea; --",
    "1 UNION SELECT password FROM accounts_user",
    "<script>alert(1)</script>",
    "(((((((",
    "🦊🦊",
    "zzqqxxyy",
    "x" * 10_000,
    "word " * 2_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered_and_comes_back_escaped(client, text, repair):
    response = ask(client, q=text)

    assert response.status_code == 200
    page = response.content.decode()
    assert "<script>alert" not in page
    if len(text) > 200:
        assert "We searched for its first 200 characters" in page


def test_common_words_alone_find_nothing_and_the_page_says_so(client, repair):
    response = ask(client, q="the of and")

    assert kinds(response) == {}
    assert "Words such as “the” and “of” alone find nothing" in response.content.decode()


def test_nothing_found_leads_on(client):
    page = ask(client, q="zeppelin").content.decode()

    for way in ("/services/", "/ideas/", "/hubs/", "/ideas/post/"):
        assert f'href="{way}"' in page


def test_an_unknown_kind_is_passed_over(client, repair):
    assert kinds(ask(client, q="repair", kind="nothing")) == kinds(ask(client, q="repair"))


def test_what_is_hidden_is_in_no_count(client, repair):
    services.hide(repair, by=None, at=repair.published_at)
    IdeaFactory(title="A repair nobody has checked", status="submitted")

    assert kinds(ask(client, q="repair")) == {"idea": 1, "hub": 1, "event": 1}


def test_the_page_is_for_people_and_not_for_search_engines(client):
    response = ask(client, q="repair")

    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_the_box_in_the_head_of_each_page_leads_here(client):
    page = client.get("/about/").content.decode()

    assert 'class="sc-masthead__tool sc-masthead__tool--search" href="/search/"' in page


@pytest.mark.parametrize(("count", "most"), [(1, 9), (3, 8), (10, 8)])
def test_it_costs_the_same_however_much_it_finds(
    client, django_assert_max_num_queries, count, most
):
    """Where a kind has next to nothing, one more question asks for words that are nearly the same."""
    ServiceFactory.create_batch(count, name="Repair Club")
    for number in range(count):
        IdeaFactory(title=f"Repair {number}")
        HubFactory(name=f"Repair {number}", area=AreaFactory())
        EventFactory(title=f"Repair {number}")

    with django_assert_max_num_queries(most):
        ask(client, q="repair")


def test_results_are_narrowed_by_area_and_topic_in_each_kind(client):
    food, sport = TopicFactory(name="Food", slug="food"), TopicFactory(name="Sport", slug="sport")
    for name, topic in (("Leek", food), ("Stone", sport)):
        area = AreaFactory(name=name, slug=name.lower())
        service = ServiceFactory(name=f"Repair in {name}")
        ServiceAreaFactory(service=service, area=area)
        category = CategoryFactory(topic=topic)
        ServiceCategoryFactory(service=service, category=category)
        services.refresh(service, at=timezone.now())
        IdeaFactory(title=f"Repair more of {name}", area=area, topic=topic)
        hub = HubFactory(name=f"Repair works of {name}", area=area)
        EventFactory(title=f"Repair day in {name}", hub=hub, area=area).topics.add(topic)

    everywhere, leek = ask(client, q="repair"), ask(client, q="repair", area="leek")
    sport = ask(client, q="repair", topic="sport")
    neither = ask(client, q="repair", area="leek", topic="sport")

    assert kinds(everywhere) == {"service": 2, "idea": 2, "hub": 2, "event": 2}
    assert kinds(leek) == {"service": 1, "idea": 1, "hub": 1, "event": 1}
    assert kinds(sport) == {"service": 1, "idea": 1, "event": 1}
    assert (kinds(neither), neither.context["ways"][0]) == (
        {},
        ("Search in all areas and topics", "/search/?q=repair"),
    )
    assert kinds(ask(client, q="repair", area="nowhere")) == kinds(everywhere)
    assert 'href="/services/?q=repair&amp;area=leek"' in leek.content.decode()
    assert leek.context["chips"] == [("Leek", "/search/?q=repair")]


def test_ideas_are_narrowed_by_their_stage_and_nothing_else_has_one(client, repair):
    IdeaFactory(title="A repair that was declined", status="declined")

    declined = ask(client, q="repair", status="declined")

    assert kinds(declined) == {"idea": 1}
    assert titles(declined, "idea") == ["A repair that was declined"]
    assert declined.context["chips"] == [("Not going ahead", "/search/?q=repair")]
    assert 'href="/ideas/?q=repair&amp;status=declined"' in declined.content.decode()
    assert kinds(ask(client, q="repair", status="nothing")) == kinds(ask(client, q="repair"))


def titles(response, kind):
    """What the cards of a kind are about, in their order."""
    (group,) = [one for one in response.context["groups"] if one["source"].kind == kind]
    find = {
        "idea": lambda card: card[0].title,
        "hub": lambda card: card["hub"].name,
        "event": lambda card: card[0].event.title,
    }
    return [find[kind](card) for card in group["cards"]]


@pytest.fixture
def mending():
    """The same of each kind in two towns, in words that people do not use; those in Cannock made last."""
    SynonymFactory(said="unbreak", meanings="mend, repair")
    for town, latitude, longitude in (("Leek", 53.105, -2.024), ("Cannock", 52.69, -2.03)):
        area = AreaFactory(name=f"{town} district", latitude=latitude, longitude=longitude)
        LocalityFactory(
            name=town, slug=town.lower(), area=area, latitude=latitude, longitude=longitude
        )
        HubFactory(name=f"Mend at {town}", area=area, latitude=latitude, longitude=longitude)
        EventFactory(title=f"Mend in {town}", area=area, latitude=latitude, longitude=longitude)
        IdeaFactory(title=f"Mend more of {town}", area=area)


def test_what_people_call_a_thing_finds_each_kind(client, mending):
    assert kinds(ask(client, q="unbreak")) == {"idea": 2, "hub": 2, "event": 2}


@pytest.mark.parametrize(
    ("kind", "nearest"),
    [("idea", "Mend more of Leek"), ("hub", "Mend at Leek"), ("event", "Mend in Leek")],
)
def test_a_place_in_the_text_brings_the_nearest_of_each_kind_first(client, mending, kind, nearest):
    response = ask(client, q="unbreak in Leek")

    assert (titles(response, kind)[0], len(titles(response, kind))) == (nearest, 2)
    assert "nearest to Leek first" in response.content.decode()


def test_a_place_alone_finds_what_is_near_it_and_says_why(client, mending):
    response = ask(client, q="Cannock", kind="idea")

    assert titles(response, "idea") == ["Mend more of Cannock"]
    far = IdeaFactory(title="A bench", area=IdeaFactory(title="x").area)
    near = IdeaFactory(title="Benches", area=response.context["groups"][0]["cards"][0][0].area)
    again = ask(client, q="Cannock", kind="idea")
    assert near.title in titles(again, "idea")
    assert far.title not in titles(again, "idea")
    assert "Fits by its place" in again.content.decode()


def test_a_result_says_where_its_words_stand_if_not_in_its_name(client):
    HubFactory(name="The Shed", description="Bring your bicycle.")
    HubFactory(name="Bicycle works")
    EventFactory(title="Open day", description="With a bicycle ride.")
    IdeaFactory(title="Ride to school", body="By bicycle.")

    page = ask(client, q="bicycle").content.decode()

    assert page.count("Fits by its description") == 3


def test_the_tabs_count_every_kind_whichever_is_chosen(client, repair):
    def counted(response):
        return [(words, count) for words, _, count, _ in response.context["tabs"]]

    every = [("All", 4), ("Services", 1), ("Ideas", 1), ("Hubs", 1), ("Events", 1)]
    assert counted(ask(client, q="repair")) == every
    chosen = ask(client, q="repair", kind="hub")
    assert counted(chosen) == every
    assert [tab[0] for tab in chosen.context["tabs"] if tab[3]] == ["Hubs"]
    assert all("q=repair" in url for _, url, *_ in chosen.context["tabs"])


def test_a_kind_without_a_result_still_leads_to_those_that_have_some(client):
    IdeaFactory(title="A bench on the hill")

    response = ask(client, q="bench", kind="hub")

    page = response.content.decode()
    assert "Nothing found" in page
    assert "/search/?q=bench&amp;kind=idea" in page


def test_an_empty_answer_offers_a_wider_area_related_kinds_and_a_person_to_ask(client):
    area = AreaFactory(name="Leek district")
    LocalityFactory(name="Leek", slug="leek", area=area)
    lunch = services_of("Lunch clubs")
    services_of("Bicycle workshops")

    response = ask(client, q="bicycle zeppelin in Leek", kind="hub")

    ways = dict(response.context["ways"])
    assert ways["Look for “bicycle zeppelin” in the whole county"] == (
        "/search/?q=bicycle+zeppelin&kind=hub"
    )
    assert [words for words in ways if words.startswith("Services under")] == [
        "Services under Bicycle workshops",
        "Services under Lunch clubs",
    ]
    assert ways["Ask us a question"] == "/contact/write/?q=bicycle+zeppelin+in+Leek"
    for address in ways.values():
        assert client.get(address, follow=True).status_code == 200
    there = client.get(ways["Services under Lunch clubs"]).content.decode()
    assert lunch.name in there


def services_of(kind):
    """A service of its own kind."""
    service = ServiceFactory()
    ServiceCategoryFactory(service=service, category=CategoryFactory(name=kind))
    services.refresh(service, at=service.published_at)
    return service


def test_the_question_carries_the_words_that_were_typed(client):
    page = client.get("/contact/write/", {"q": ' "zeppelin"\n<b>'}).content.decode()

    assert "I looked for “&quot;zeppelin&quot; &lt;b&gt;” and did not find it." in page
    assert "I looked for" not in client.get("/contact/write/").content.decode()
