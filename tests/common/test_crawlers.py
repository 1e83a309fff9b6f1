"""A machine that walks through combinations of filters."""

import re
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from smartcounty.common import crawlers
from tests.factories.hubs import EventFactory, HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import CategoryFactory, ServiceCategoryFactory, ServiceFactory

LISTS = ["/services/", "/ideas/", "/hubs/", "/hubs/events/"]
NAMES = ("category", "area", "topic", "status")
PERSON = "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 Chrome/130.0"
BOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "GPTBot/1.2",
    "ClaudeBot/1.0",
    "Scrapy/2.11",
    "python-requests/2.32",
]


def deep(path, number):
    return f"{path}?{urlencode([(NAMES[n % 4], f'value-{n}') for n in range(number)])}"


def test_choices_are_counted_by_value_without_words_place_order_and_page():
    params = QueryDict("q=a&postcode=ST16+2LH&page=2&sort=name&all=area&area=x&area=y&open=now")

    assert crawlers.choices(params) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
def test_a_machine_may_go_three_filters_deep_and_no_further(client, path):
    for agent in BOTS:
        answers = [client.get(deep(path, n), headers={"User-Agent": agent}) for n in (3, 4)]
        assert [answer.status_code for answer in answers] == [200, 403]
        assert "public" not in answers[1]["Cache-Control"]


@pytest.mark.parametrize("path", LISTS)
def test_what_is_refused_asks_nothing_of_the_database(client, path):
    """Without the mark of a database test, any question to the database would fail."""
    assert client.get(deep(path, 4), headers={"User-Agent": BOTS[0]}).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("path", LISTS)
def test_forty_filters_at_once_are_answered_for_a_person_in_a_few_questions(
    client, django_assert_max_num_queries, path
):
    with django_assert_max_num_queries(8):
        answer = client.get(deep(path, 40), headers={"User-Agent": PERSON})

    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_machine_in_disguise_is_slowed_down_and_others_are_not(client, monkeypatch):
    monkeypatch.setattr(crawlers, "MOST_A_MINUTE", 2)

    def ask(path, address):
        answer = client.get(path, headers={"User-Agent": PERSON}, REMOTE_ADDR=address)
        return answer.status_code

    seen = [ask(deep("/hubs/", 4 + n), "192.0.2.77") for n in range(3)]

    assert seen == [200, 200, 429]
    assert ask("/hubs/?area=stone", "192.0.2.77") == 200
    assert ask(deep("/hubs/", 4), "192.0.2.78") == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "narrowed"),
    [
        ("/services/", "?open=now"),
        ("/ideas/", "?status=open"),
        ("/ideas/", "?sort=newest"),
        ("/hubs/", "?open=now"),
        ("/hubs/events/", "?when=past"),
    ],
)
def test_a_narrowed_list_is_not_indexed_and_names_the_whole_one(client, settings, path, narrowed):
    settings.SITE_URL, settings.DEMO = "https://marketplace.example", False
    whole, part = (client.get(path + query).content.decode() for query in ("", narrowed))

    for page in (whole, part):
        assert f'<link rel="canonical" href="https://marketplace.example{path}">' in page
    noindex = '<meta name="robots" content="noindex">'
    assert (noindex in whole, noindex in part) == (False, True)


@pytest.mark.django_db
def test_links_that_change_a_filter_are_not_to_be_followed(client):
    ServiceCategoryFactory(service=ServiceFactory(), category=CategoryFactory(slug="lunch"))
    IdeaFactory()
    EventFactory(hub=HubFactory())
    for address in ("/services/?category=lunch&open=now", "/ideas/?status=open", "/hubs/?open=now"):
        page = client.get(address).content.decode()
        links = re.findall(r'<a class="sc-chip"[^>]*>', page)
        assert links
        assert [link for link in links if 'rel="nofollow"' not in link] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/services/?category=gone&area=gone&rating=9&within=1000&open=yes&sort=odd",
        "/services/?rating=4&rating=1&open=now&open=never",
        "/ideas/?topic=gone&area=gone&status=gone&sort=gone",
        "/ideas/?status=open&status=declined&topic=a&topic=b",
        "/hubs/?area=gone&open=never",
        "/hubs/events/?area=gone&hub=gone&when=never",
    ],
)
def test_filters_that_are_gone_or_contradict_each_other_are_answered_with_a_way_on(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert 'href="/services/"' in answer.content.decode()
