import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from ideas.models import Idea
from services.models import OpeningInterval
from tests.factories.hubs import HubFactory
from tests.factories.ideas import AnswerFactory, IdeaFactory
from tests.factories.places import TopicFactory
from tests.factories.services import CategoryFactory, ServiceCategoryFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def _answered(title, *, days_ago=0, **fields):
    at = timezone.now() - timedelta(days=days_ago)
    idea = IdeaFactory(title=title, answered_at=at, **fields)
    AnswerFactory(idea=idea, at=at, title=f"Answer to {title}")
    return idea


def _page(client):
    return client.get("/").content.decode()


def test_an_empty_county_has_a_home_page_without_empty_sections(client):
    response = client.get("/")

    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page.split("<footer")[0]) == []
    assert len(re.findall(r"<h1\b", page)) == 1


def test_home_needs_no_cookie_and_may_be_kept_for_a_minute(client):
    response = client.get("/")

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_the_search_asks_what_and_where_and_leads_to_services(client):
    page = _page(client)

    assert 'action="/services/"' in page
    assert 'name="q"' in page
    assert 'name="postcode"' in page


def test_the_newest_answers_are_told_and_refusals_with_them(client):
    _answered("Old news", status="planned", days_ago=9)
    _answered("A crossing", status="trial", days_ago=3)
    _answered("A ramp", status="planned", days_ago=2)
    _answered("Evening repairs", status="declined", days_ago=1)

    page = _page(client)

    assert "You said, they answered" in page
    assert "They said no, and why" in page
    assert [
        title for title in ("Evening repairs", "A ramp", "A crossing", "Old news") if title in page
    ] == [
        "Evening repairs",
        "A ramp",
        "A crossing",
    ]


def test_a_later_answer_takes_the_place_of_the_first(client):
    idea = _answered("A ramp", status="planned", days_ago=5)
    later = timezone.now()
    AnswerFactory(idea=idea, at=later, title="The ramp is built")
    Idea.objects.filter(pk=idea.pk).update(answered_at=later)

    page = _page(client)

    assert "The ramp is built" in page
    assert "Answer to A ramp" not in page


def test_nothing_hidden_is_on_the_home_page(client):
    topic = TopicFactory(name="Food and cooking")
    _answered("Canary idea", status="planned", hidden_at=timezone.now(), topic=topic)
    service = ServiceFactory(name="Canary service", hidden=True)
    ServiceCategoryFactory(service=service, category=CategoryFactory(topic=topic))
    HubFactory(name="Canary hub", hidden=True)

    page = _page(client)

    assert "Canary" not in page
    assert re.search(r'sc-topic__count">0<', page)


def test_topics_count_their_services_and_ideas(client):
    topic = TopicFactory(name="Food and cooking", slug="food")
    service = ServiceFactory()
    for category in CategoryFactory.create_batch(2, topic=topic):
        ServiceCategoryFactory(service=service, category=category)
    IdeaFactory(topic=topic)

    page = _page(client)

    assert 'href="/topics/food/"' in page
    assert re.search(r'sc-topic__count">2<', page)


def test_services_that_open_yet_today_are_shown(client):
    now = timezone.now()
    service, shut = ServiceFactory(name="The Long Table"), ServiceFactory(name="Shut")
    OpeningInterval.objects.create(
        service=service, opens_at=now, closes_at=now + timedelta(hours=1)
    )
    OpeningInterval.objects.create(
        service=shut, opens_at=now + timedelta(days=2), closes_at=now + timedelta(days=2, hours=1)
    )

    page = _page(client)

    assert "Open today" in page
    assert "The Long Table" in page
    assert ">Shut<" not in page


def test_when_nothing_opens_any_more_well_rated_services_are_shown(client):
    ServiceFactory(name="The Long Table")

    page = _page(client)

    assert "Well rated" in page
    assert "The Long Table" in page


def test_another_hub_comes_first_on_other_days_but_the_same_all_day(client):
    HubFactory.create_batch(4)
    first = r'sc-zone-hubs">\s*<div class="sc-cover.*?sc-card__link"[^>]*>([^<]+)'

    def shown(day, hour):
        with time_machine.travel(f"2026-12-{day:02}T{hour:02}:00:00+00:00", tick=False):
            return re.search(first, _page(client), re.DOTALL)[1]

    assert shown(1, 8) == shown(1, 20)
    assert len({shown(day, 8) for day in range(1, 12)}) > 1


@pytest.mark.parametrize("count", [1, 10, 100])
def test_home_asks_the_same_few_questions_however_much_there_is(
    client, django_assert_num_queries, count
):
    now = timezone.now()
    topic, category = TopicFactory(), CategoryFactory()
    for service in ServiceFactory.create_batch(count):
        ServiceCategoryFactory(service=service, category=category)
        OpeningInterval.objects.create(
            service=service, opens_at=now, closes_at=now + timedelta(hours=1)
        )
    area = IdeaFactory().area
    for _ in range(min(count, 10)):
        IdeaFactory(topic=topic, area=area)
        _answered("An idea", status="planned", topic=topic, area=area)
    HubFactory.create_batch(count, area=area)

    with django_assert_num_queries(5):
        client.get("/")
