import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.places import TopicFactory
from tests.factories.services import CategoryFactory, ServiceCategoryFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(signed_in):
    return signed_in(UserFactory(is_staff=True, is_superuser=True))


def test_staff_look_at_services_and_change_nothing_there(staff):
    service = ServiceCategoryFactory().service
    change = reverse("admin:services_service_change", args=[service.pk])

    assert (
        staff.get(reverse("admin:services_service_changelist"), {"q": service.name}).status_code
        == 200
    )
    assert staff.get(change).status_code == 200
    staff.post(change, {"name": "Other", "status": "defunct"})
    service.refresh_from_db()
    assert (service.name, service.status) != ("Other", "defunct")
    assert staff.get(reverse("admin:services_service_add")).status_code == 403
    delete = reverse("admin:services_service_delete", args=[service.pk])
    assert staff.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("number", [1, 10, 40])
def test_the_list_of_staff_asks_as_much_for_one_as_for_forty(
    staff, django_assert_max_num_queries, number
):
    ServiceFactory.create_batch(number)

    with django_assert_max_num_queries(12):
        staff.get(reverse("admin:services_service_changelist"))


def test_staff_choose_the_topic_of_a_category_alone(staff):
    category, topic = CategoryFactory(name="Lunch", slug="lunch"), TopicFactory()
    change = reverse("admin:services_category_change", args=[category.pk])

    staff.post(change, {"name": "Lunch clubs", "topic": topic.pk, "slug": "other", "uri": "x"})

    category.refresh_from_db()
    assert (category.name, category.topic, category.slug, category.uri) == (
        "Lunch clubs",
        topic,
        "lunch",
        "",
    )
