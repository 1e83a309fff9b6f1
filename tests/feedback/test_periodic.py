import pytest

from feedback import periodic
from services.models import AlsoUsed
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ReviewFactory
from tests.factories.services import SavedServiceFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def test_each_night_services_are_linked_by_those_who_reviewed_or_saved_both():
    one, other, third = ServiceFactory.create_batch(3)
    for person in UserFactory.create_batch(10):
        ReviewFactory(author=person, service=one)
        SavedServiceFactory(user=person, service=other)
        ReviewFactory(author=person, service=third, relationship="staff", counted=False)

    periodic.link_services()

    assert sorted(AlsoUsed.objects.values_list("service", "other", "people")) == [
        (one.pk, other.pk, 10),
        (other.pk, one.pk, 10),
    ]


def test_reviews_that_are_hidden_link_nothing():
    one, other = ServiceFactory.create_batch(2)
    for person in UserFactory.create_batch(10):
        ReviewFactory(author=person, service=one, hidden=True)
        SavedServiceFactory(user=person, service=other)

    periodic.link_services()

    assert AlsoUsed.objects.count() == 0
