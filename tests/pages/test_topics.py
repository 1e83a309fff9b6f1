import pytest

from smartcounty.notifications import actions as notifications
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import TopicFactory
from tests.factories.services import CategoryFactory, ServiceCategoryFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return TopicFactory(name="Food and cooking", slug="food")


def test_a_topic_shows_its_services_and_ideas_and_the_way_to_all(client, topic):
    category = CategoryFactory(slug="lunch-clubs", topic=topic)
    ServiceCategoryFactory(service=ServiceFactory(name="The Long Table"), category=category)
    IdeaFactory(title="Soup on Sundays", topic=topic)
    IdeaFactory(title="A bus shelter")

    page = client.get("/topics/food/").content.decode()

    assert "1 service and 1 idea" in page
    assert "The Long Table" in page
    assert "Soup on Sundays" in page
    assert "A bus shelter" not in page
    assert "/services/?category=lunch-clubs" in page
    assert "/ideas/?topic=food" in page


def test_a_topic_without_anything_offers_the_first_idea(client, topic):
    page = client.get("/topics/food/").content.decode()

    assert "Nobody has posted an idea about this yet" in page


def test_an_unknown_topic_is_not_found(client):
    assert client.get("/topics/nothing/").status_code == 404


def test_a_topic_can_be_followed(signed_in, topic):
    user = UserFactory()
    client = signed_in(user)

    client.post(f"/follow/topic/{topic.pk}/", {"action": "follow"})

    assert notifications.follows(user, "topic", topic.pk)
    assert "You follow this topic" in client.get("/topics/food/").content.decode()


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_topic_costs_the_same_however_much_it_holds(
    client, django_assert_num_queries, topic, count
):
    category = CategoryFactory(topic=topic)
    for service in ServiceFactory.create_batch(count):
        ServiceCategoryFactory(service=service, category=category)
    area = IdeaFactory().area
    for _ in range(min(count, 10)):
        IdeaFactory(topic=topic, area=area)

    with django_assert_num_queries(6):
        client.get("/topics/food/")
