"""One row after another, through a real mail server: what ends how, and that no row harms another."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from smartcounty.notifications import actions, outbox
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import AccountMessage, Delivery
from tests.factories.accounts import UserFactory
from tests.factories.notifications import AccountMessageFactory, DeliveryFactory

pytestmark = pytest.mark.django_db


def waiting(to, **fields):
    return DeliveryFactory(message=AccountMessageFactory(to=to), **fields)


def now_due():
    """As if the time of the next try, or the end of a lease, had come."""
    past = Now() - timedelta(minutes=1)
    Delivery.objects.filter(state=State.PENDING).update(due_at=past)
    Delivery.objects.filter(state=State.CLAIMED).update(leased_until=past)


def received(sink):
    return sorted(message["To"] for message in sink.messages())


def test_what_is_due_is_sent_once_and_its_words_are_erased(sink):
    first, second = waiting("a@example.org"), waiting("b@example.org")

    assert [outbox.send(), outbox.send()] == [2, 0]

    assert received(sink) == ["a@example.org", "b@example.org"]
    for delivery in (first, second):
        delivery.refresh_from_db()
        assert (delivery.state, delivery.tries, delivery.lease_id) == (State.SENT, 1, None)
    assert set(AccountMessage.objects.values_list("to", "subject", "text")) == {("", "", "")}


@pytest.mark.parametrize(
    ("reply", "state"), [("550 no such mailbox", State.FAILED), ("451 later", State.PENDING)]
)
def test_one_address_refused_does_not_keep_the_others_waiting(sink, reply, state):
    sink.refuse["bad@example.org"] = reply
    for to in ("a@example.org", "bad@example.org", "c@example.org"):
        waiting(to)

    outbox.send()

    assert received(sink) == ["a@example.org", "c@example.org"]
    bad = Delivery.objects.get(message__to="bad@example.org")
    assert (bad.state, bad.tries, bad.reason) == (state, 1, reply)


def test_a_message_refused_for_now_is_tried_later_and_counted(sink):
    sink.refuse["a@example.org"] = "451 later"
    delivery = waiting("a@example.org")
    for tries, minutes in ((1, 1), (2, 5), (3, 15), (4, 60), (5, 60)):
        outbox.send()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.tries, delivery.claims) == (State.PENDING, tries, 0)
        wait = (delivery.due_at - timezone.now()).total_seconds() / 60
        assert minutes - 1 < wait <= minutes * 1.1
        now_due()

    sink.refuse.clear()
    outbox.send()

    assert received(sink) == ["a@example.org"]


@pytest.mark.parametrize(("stream", "hours"), [("account", 1), ("following", 24)])
def test_a_message_too_old_to_be_of_use_is_given_up(sink, stream, hours):
    sink.refuse["@example.org"] = "451 later"
    young = waiting("a@example.org", stream=stream)
    old = waiting("b@example.org", stream=stream)
    Delivery.objects.filter(pk=young.pk).update(
        created_at=Now() - timedelta(hours=hours, minutes=-1)
    )
    Delivery.objects.filter(pk=old.pk).update(created_at=Now() - timedelta(hours=hours, minutes=1))

    outbox.send()

    young.refresh_from_db()
    old.refresh_from_db()
    assert (young.state, old.state) == (State.PENDING, State.FAILED)
    assert old.reason == "Given up after 1 tries: 451 later"


def test_a_row_that_breaks_its_worker_fails_alone_after_five_attempts(sink, world, monkeypatch):
    user = UserFactory()
    event = world.answer("Broken", user=user, kind="tests.decided")
    outbox.publish(event.pk)
    poison = Delivery.objects.get()
    monkeypatch.setitem(world.stories, event.subject_id, {"no": "story"})
    Delivery.objects.update(priority=0)
    for number in range(6):
        waiting(f"person{number}@example.org")

    for attempt in range(1, 6):
        with pytest.raises(TypeError):
            outbox.send()
        poison.refresh_from_db()
        assert (poison.state, poison.claims) == (State.CLAIMED, attempt)
        assert set(Delivery.objects.exclude(pk=poison.pk).values_list("state", "claims")) == {
            ("pending", 0)
        }
        now_due()
    outbox.send()

    poison.refresh_from_db()
    assert (poison.state, poison.reason) == (
        State.FAILED,
        "Given up: no attempt came to an end",
    )
    assert received(sink) == [f"person{number}@example.org" for number in range(6)]


def test_a_worker_that_lost_its_lease_sends_nothing(sink):
    waiting("a@example.org")
    (late,) = outbox.claims.claim()
    now_due()
    (held,) = outbox.claims.claim()

    assert [outbox.claims.start(late), outbox.claims.start(held)] == [False, True]
    assert [outbox.claims.begin_hand_over(late), outbox.claims.begin_hand_over(held)] == [
        False,
        True,
    ]
    outbox.claims.finish(late, State.FAILED, reason="too late")

    held.refresh_from_db()
    assert held.state == State.HANDING_OVER


@pytest.mark.parametrize(
    ("stream", "state"), [("account", State.PENDING), ("following", State.UNKNOWN)]
)
def test_a_hand_over_cut_short_is_asked_again_only_where_silence_is_worse(stream, state):
    delivery = waiting("a@example.org", stream=stream)
    (held,) = outbox.claims.claim()
    outbox.claims.begin_hand_over(held)
    Delivery.objects.update(leased_until=Now() - timedelta(seconds=1))

    outbox.settle_abandoned()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.asked_again) == (state, True)


def test_a_relay_that_is_down_keeps_everything_waiting(settings):
    settings.MAIL_TRANSPORT = "smtp://127.0.0.1:9"
    for to in ("a@example.org", "b@example.org"):
        waiting(to)

    outbox.send()

    assert set(Delivery.objects.values_list("state", "tries", "claims")) == {("pending", 1, 0)}
    assert AccountMessage.objects.exclude(text="").count() == 2


def test_words_that_were_never_sent_are_erased_after_a_day(sink):
    sink.refuse["@example.org"] = "550 no"
    dead = waiting("a@example.org")
    outbox.send()
    actions.forget_words(at=timezone.now() + timedelta(hours=23))
    assert AccountMessage.objects.exclude(text="").count() == 1

    actions.forget_words(at=timezone.now() + timedelta(hours=25))

    assert AccountMessage.objects.exclude(text="").count() == 0
    dead.refresh_from_db()
    assert dead.state == State.FAILED
