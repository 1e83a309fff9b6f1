import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from smartcounty.common import tokens
from smartcounty.notifications import actions, notices, outbox
from smartcounty.notifications.choices import Frequency, Stream
from smartcounty.notifications.models import (
    Delivery,
    Notification,
    Preference,
    Subscription,
    Suppression,
)
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NotificationFactory, SuppressionFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db

SETTINGS = "/notifications/"


def chosen(user):
    return dict(Preference.objects.filter(user=user).values_list("stream", "frequency"))


# --- Settings


def test_the_page_shows_what_holds_now_and_offers_what_the_product_offers(signed_in):
    user = UserFactory()
    actions.set_frequency(user, Stream.REPLIES, Frequency.OFF)

    form = signed_in(user).get(SETTINGS).context["form"]

    assert {name: field.initial for name, field in form.fields.items()} == {
        "answers": "now",
        "replies": "off",
        "following": "weekly",
        "area": "weekly",
    }
    offered = {name: [value for value, _ in f.choices] for name, f in form.fields.items()}
    assert offered == {
        "answers": ["now", "daily", "weekly", "off"],
        "replies": ["now", "daily", "weekly", "off"],
        "following": ["daily", "weekly", "off"],
        "area": ["daily", "weekly", "off"],
    }


def test_only_what_was_changed_is_stored(signed_in):
    user = UserFactory()
    answers = {"answers": "now", "replies": "weekly", "following": "weekly", "area": "off"}

    answer = signed_in(user).post(SETTINGS, answers)

    assert answer.url == SETTINGS
    assert chosen(user) == {"replies": "weekly", "area": "off"}


@pytest.mark.parametrize("wrong", ["now", "hourly", ""])
def test_a_frequency_that_is_not_offered_is_refused(signed_in, wrong):
    user = UserFactory()
    answers = {"answers": "now", "replies": "weekly", "following": wrong, "area": "off"}

    page = signed_in(user).post(SETTINGS, answers)

    assert page.status_code == 200
    assert "following" in page.context["form"].errors
    assert chosen(user) == {}


@pytest.mark.parametrize("stream", [Stream.ACCOUNT, Stream.MODERATION, Stream.ALARM])
def test_what_people_must_hear_cannot_be_switched_off(stream):
    with pytest.raises(ValueError, match="cannot be switched off"):
        actions.set_frequency(UserFactory(), stream, Frequency.OFF)


def test_what_waits_goes_by_the_new_choice_but_never_all_at_once():
    user = UserFactory()
    waiting = NotificationFactory(recipient=user, stream="replies", frequency="daily")

    actions.set_frequency(user, Stream.REPLIES, Frequency.WEEKLY)
    waiting.refresh_from_db()
    assert waiting.frequency == "weekly"

    actions.set_frequency(user, Stream.REPLIES, Frequency.NOW)
    waiting.refresh_from_db()
    assert (waiting.frequency, Delivery.objects.count()) == ("weekly", 0)


def test_a_bounced_address_is_said_and_can_be_declared_good(signed_in):
    user = UserFactory(email="priya@example.org")
    SuppressionFactory(user=user)
    client = signed_in(user)
    assert "E-mail to p•••••@example.org came back" in client.get(SETTINGS).content.decode()

    client.post(SETTINGS, {"works": "1"})

    assert not Suppression.objects.exists()
    assert chosen(user) == {}


# --- Following


def test_a_thing_is_followed_and_left_again(world, signed_in):
    user = UserFactory()
    client, path = signed_in(user), reverse("notifications:follow", args=["thing", 1])
    assert "Follow the mill?" in client.get(path).content.decode()
    assert Subscription.objects.count() == 0

    assert client.post(path).url == "/things/1/"
    client.post(path)
    assert list(Subscription.objects.values_list("user", "kind", "target_id")) == [
        (user.pk, "thing", 1)
    ]
    assert "Stop following the mill?" in client.get(path).content.decode()

    client.post(path, {"action": "unfollow"})
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/follow/thing/99/", "/follow/nothing/1/", f"/follow/thing/{10**30}/"]
)
def test_what_cannot_be_seen_cannot_be_followed(world, signed_in, path):
    client = signed_in(UserFactory())

    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert Subscription.objects.count() == 0


def test_a_stranger_signs_in_and_comes_back_to_follow(world, client):
    answer = client.get("/follow/thing/1/")

    assert answer.url == "/accounts/login/?next=/follow/thing/1/"


def test_the_settings_list_what_is_followed_by_name(world, signed_in):
    user = UserFactory()
    for pk in (3, 1, 2):
        actions.follow(user, "thing", pk)
    del world.things[2]

    html = signed_in(user).get(SETTINGS).content.decode()

    assert re.findall(r"<li><span>([^<]+)</span>", html) == ["the mill", "the moor"]
    assert 'action="/follow/thing/1/"' in html


def test_the_settings_cost_the_same_for_one_and_for_many_follows(
    signed_in, django_assert_num_queries
):
    user = UserFactory()
    client = signed_in(user)
    actions.follow(user, "area", AreaFactory().pk)
    client.get(SETTINGS)
    with django_assert_num_queries(6):
        client.get(SETTINGS)
    for _ in range(10):
        actions.follow(user, "area", AreaFactory().pk)

    with django_assert_num_queries(6):
        client.get(SETTINGS)


# --- One-click unsubscribe


def link_for(user, *streams):
    return notices.unsubscribe_link(user, streams).removeprefix("http://127.0.0.1:8000")


def test_one_click_stops_that_stream_alone_signed_out_without_cookie_or_token():
    user = UserFactory()
    client = Client(enforce_csrf_checks=True)

    answer = client.post(link_for(user, Stream.FOLLOWING), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert "You are unsubscribed from Things I support or follow. Other messages continue." in (
        answer.content.decode()
    )
    assert chosen(user) == {"following": "off"}


def test_a_second_click_changes_nothing():
    user = UserFactory()
    link = link_for(user, Stream.FOLLOWING)

    assert [Client().post(link).status_code for _ in range(3)] == [200, 200, 200]
    assert chosen(user) == {"following": "off"}


def test_looking_at_the_link_a_hundred_times_changes_nothing():
    user = UserFactory()
    link, client = link_for(user, Stream.FOLLOWING), Client()

    for _ in range(50):
        page = client.get(link)
        client.head(link)

    assert page.status_code == 200
    assert "Stop these messages?" in page.content.decode()
    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]
    assert chosen(user) == {}


def test_messages_that_wait_are_stopped_too(world):
    user = UserFactory()
    actions.follow(user, "thing", 1)
    actions.set_frequency(user, Stream.FOLLOWING, Frequency.NOW)
    outbox.publish(world.happen("A lock is mended").pk)
    delivery = Delivery.objects.get()

    Client().post(link_for(user, Stream.FOLLOWING))

    with pytest.raises(notices.Withheld, match="Switched off"):
        notices.compose(delivery)


def test_other_streams_go_on(world):
    user = UserFactory()
    Client().post(link_for(user, Stream.FOLLOWING))

    outbox.publish(world.answer("Answered", user=user).pk)

    assert notices.compose(Delivery.objects.get()).subject == "Answered"
    assert Notification.objects.count() == 1


def test_a_digest_is_stopped_with_all_that_is_in_it():
    user = UserFactory()

    page = Client().post(link_for(user, Stream.REPLIES, Stream.FOLLOWING))

    assert chosen(user) == {"replies": "off", "following": "off"}
    assert "Replies to me and Things I support or follow" in page.content.decode()


def altered(link):
    return link[:-8] + ("A" if link[-8] != "A" else "B") + link[-7:]


@pytest.mark.parametrize(
    "spoil",
    [
        altered,
        lambda link: link[:20] + "/",
        lambda link: "/unsubscribe/x/",
        lambda link: link.replace("unsubscribe/W", "unsubscribe/X"),
    ],
)
def test_a_spoilt_link_gets_a_clear_answer_and_changes_nothing(spoil):
    user = UserFactory()
    link = spoil(link_for(user, Stream.FOLLOWING))

    for method in ("get", "post"):
        answer = getattr(Client(), method)(link)
        assert answer.status_code == 400
        assert "This link does not work" in answer.content.decode()
    assert chosen(user) == {}


def test_a_token_of_another_purpose_does_not_unsubscribe():
    user = UserFactory()
    token = tokens.make("invite", str(user.public_id), "following")

    assert Client().post(f"/unsubscribe/{token}/").status_code == 400
    assert chosen(user) == {}


def test_a_token_of_one_person_is_no_use_against_another():
    user, other = UserFactory(), UserFactory()

    Client().post(link_for(user, Stream.FOLLOWING))

    assert chosen(other) == {}


def test_a_link_lives_for_a_year_and_shows_no_address():
    user = UserFactory(email="priya@example.org")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        link = link_for(user, Stream.FOLLOWING)
        assert "priya" not in link
        assert "priya" not in Client().get(link).content.decode()

        clock.shift(timedelta(days=364))
        assert Client().get(link).status_code == 200
        clock.shift(timedelta(days=2))
        assert Client().get(link).status_code == 400


def test_the_link_of_an_erased_person_answers_and_stores_nothing():
    user = UserFactory()
    link = link_for(user, Stream.FOLLOWING)
    accounts.erase(user, by=None)

    assert Client().post(link).status_code == 200
    assert Preference.objects.count() == 0
