import re

import pytest
from django.urls import reverse

from smartcounty.accounts import actions as accounts
from smartcounty.accounts.models import User
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import Delivery
from tests.factories.accounts import UserFactory
from tests.factories.notifications import (
    AccountMessageFactory,
    DeliveryFactory,
    DigestFactory,
    NotificationFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/notifications/delivery/"


@pytest.fixture
def desk(roles, signed_in):
    user = UserFactory()
    accounts.grant_role(user, "Administrator", by=None)
    return signed_in(User.objects.get(pk=user.pk))


def failed(**fields):
    return DeliveryFactory(
        state="failed", claims=5, tries=9, reason="550 no such mailbox", **fields
    )


def test_dead_letters_are_listed_with_their_reason_and_no_words_or_whole_address(desk):
    failed(message=AccountMessageFactory(to="priya@example.org", text="Your code is 123456"))
    person = UserFactory(email="olu@example.org")
    failed(message=None, digest=DigestFactory(user=person), stream="following")
    failed(message=None, notification=NotificationFactory(recipient=person), stream="following")

    page = desk.get(LIST, {"state__exact": "failed"}).content.decode()

    assert page.count("550 no such mailbox") == 3
    assert "p•••••@example.org" in page
    assert page.count("o•••••@example.org") == 2
    for secret in ("priya@example.org", "olu@example.org", "123456"):
        assert secret not in page


def test_failed_messages_are_sent_again_and_others_left_alone(desk):
    dead, sent = failed(), DeliveryFactory(state="sent")

    desk.post(LIST, {"action": "send_again", "_selected_action": [dead.pk, sent.pk]})

    dead.refresh_from_db()
    sent.refresh_from_db()
    assert (dead.state, dead.claims, dead.tries) == (State.PENDING, 0, 0)
    assert sent.state == State.SENT
    assert list(Delivery.objects.due()) == [dead]


def test_nothing_about_a_delivery_can_be_typed_over_or_deleted(desk):
    delivery = failed()
    path = reverse("admin:notifications_delivery_change", args=[delivery.pk])
    assert not re.search(r'name="(state|reason|tries)"', desk.get(path).content.decode())

    desk.post(path, {"state": "sent", "reason": "x"})

    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("failed", "550 no such mailbox")
    assert desk.get(f"{LIST}{delivery.pk}/delete/").status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403


def test_a_moderator_does_not_see_deliveries(signed_in, moderator):
    client = signed_in(User.objects.get(pk=moderator.pk))

    assert client.get(LIST).status_code == 403


def test_the_list_costs_the_same_for_many(desk, django_assert_num_queries):
    failed()
    desk.get(LIST)
    with django_assert_num_queries(6):
        desk.get(LIST)
    for _ in range(10):
        failed()

    with django_assert_num_queries(6):
        desk.get(LIST)
