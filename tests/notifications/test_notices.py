"""What a message says and carries, letter by letter where it matters."""

import re
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from smartcounty.notifications import actions, outbox, registry
from smartcounty.notifications.choices import Frequency, Stream
from smartcounty.notifications.lifecycle import State
from smartcounty.notifications.models import Delivery, Notification, Preference
from smartcounty.notifications.notices import Postponed, Withheld, compose
from tests.factories.accounts import UserFactory
from tests.factories.notifications import (
    AccountMessageFactory,
    DeliveryFactory,
    EventFactory,
    NotificationFactory,
)

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden"
LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=LONDON)
TUESDAY = datetime(2026, 11, 24, 7, 30, tzinfo=LONDON)


@pytest.fixture
def priya():
    user = UserFactory(
        email="priya@example.org",
        display_name="Priya",
        public_id=UUID("8c7e6a54-1f0a-4b1f-9a55-0d1f4f6a2c11"),
    )
    actions.follow(user, "thing", 1)
    actions.follow(user, "thing", 2)
    actions.set_frequency(user, Stream.ANSWERS, Frequency.WEEKLY)
    return user


@pytest.fixture
def weekly(world, priya):
    """The letter of a week with an answer, two things followed, and one told in marks of all kinds."""
    with time_machine.travel(MONDAY, tick=False):
        for event in (
            world.happen(
                "A later bus home on Fridays",
                to=(2,),
                text="64 of 80 people support it.",
                path="/ideas/a-later-bus-home/",
            ),
            world.happen(
                'Bread & "butter" <b>club</b>',
                text="First line.\n\nSecond & last.",
                path="/services/bread-and-butter-club/",
            ),
            world.answer(
                "Bus stops that talk",
                user=priya,
                text="Yes to a trial at three stops.",
                path="/ideas/bus-stops-that-talk/",
            ),
        ):
            outbox.publish(event.pk)
    with time_machine.travel(TUESDAY, tick=False):
        actions.make_digests(at=TUESDAY)
        yield compose(Delivery.objects.get())


def told(world, user, kind="tests.answered"):
    """The delivery of one fact told straight away."""
    outbox.publish(world.answer("Bus stops that talk", user=user, kind=kind).pk)
    return Delivery.objects.order_by("pk").last()


def sent(letter):
    return message_from_bytes(letter.as_bytes(), policy=default)


def words_of(html):
    """What a reader sees of the HTML part, in order, without the line before the message."""
    html = re.sub(r'<div style="display:none.*?</div>', "", html, flags=re.S)
    html = re.sub(r"(?s)<head>.*</head>", "", html)
    return re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", html)).lower())


# --- The weekly digest


@pytest.mark.parametrize("part", ["txt", "html"])
def test_the_digest_is_the_golden_one(weekly, part):
    made = {"txt": weekly.text, "html": weekly.html}[part]
    golden = GOLDEN / f"digest.{part}"

    assert made == golden.read_text()


def test_both_parts_of_a_digest_tell_the_same(weekly):
    """Each fact, link and way out of one part is in the other; only headings and addresses look different."""
    plain, rich = weekly.text, unescape(weekly.html)

    for fact in (
        "Bus stops that talk",
        "Yes to a trial at three stops.",
        "A later bus home on Fridays",
        "64 of 80 people support it.",
        'Bread & "butter" <b>club</b>',
        "Second & last.",
        "because you follow the canal; the mill",
        "Staffordshire Marketplace",
    ):
        assert fact in plain
        assert fact in rich
    links = set(re.findall(r"https?://[^\s\"<]+", plain))
    assert links == set(re.findall(r'href="([^"]+)"', rich))
    assert set(words_of(weekly.html)) <= set(re.findall(r"\w+", plain.lower()))


def test_a_digest_is_small_and_looks_nothing_up(weekly):
    assert len(weekly.html.encode()) < 100_000
    assert not re.search(r"<img|<script|<link|<style|url\(|src=", weekly.html)
    assert "<b>club</b>" not in weekly.html


def test_the_longest_digest_stays_below_what_mail_readers_cut(world, priya):
    with time_machine.travel(MONDAY, tick=False):
        for number in range(12):
            event = world.happen(f"{'Long title ' * 10}{number}", text="A very long story. " * 200)
            outbox.publish(event.pk)
    with time_machine.travel(TUESDAY, tick=False):
        actions.make_digests(at=TUESDAY)

        assert len(compose(Delivery.objects.get()).as_bytes()) < 100_000


def test_one_click_of_a_digest_stops_the_streams_that_are_in_it(weekly, priya):
    link = weekly.unsubscribe.removeprefix("http://127.0.0.1:8000")

    Client().post(link)

    chosen = Preference.objects.filter(user=priya).values_list("stream", "frequency")
    assert dict(chosen) == {"answers": "off", "following": "off"}


# --- Headers


def test_subscribed_mail_carries_the_headers_of_one_click_unsubscribe(world, priya):
    actions.set_frequency(priya, Stream.REPLIES, Frequency.NOW)
    letter = compose(told(world, priya, "tests.replied"))

    message = sent(letter)

    assert message["From"] == "Staffordshire Marketplace <no-reply@marketplace.example>"
    assert (message["To"], message["Subject"]) == ("priya@example.org", "Bus stops that talk")
    assert message["List-Unsubscribe"] == f"<{letter.unsubscribe}>"
    assert letter.unsubscribe.startswith("http://127.0.0.1:8000/unsubscribe/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert letter.unsubscribe in letter.text
    assert letter.unsubscribe in letter.html


def test_what_people_must_hear_offers_no_way_to_stop_it(world, priya):
    letter = compose(told(world, priya, "tests.decided"))

    assert letter.unsubscribe == ""
    assert "List-Unsubscribe" not in sent(letter)
    assert "unsubscribe" not in letter.text + letter.html


def test_a_message_has_one_id_however_often_it_is_composed(world, priya):
    delivery = told(world, priya, "tests.decided")

    ids = {compose(delivery).message_id for _ in range(3)}

    assert len(ids) == 1
    assert ids != {compose(told(world, priya, "tests.decided")).message_id}


@pytest.mark.parametrize("title", ["Nice\r\nBcc: all@example.org", "Nice\nBcc: all@example.org"])
def test_a_title_adds_no_header(world, priya, title):
    outbox.publish(world.happen(title, kind="tests.decided").pk)
    world.audiences[max(world.stories)] = priya
    outbox.publish(world.answer(title, user=priya, kind="tests.decided").pk)

    message = sent(compose(Delivery.objects.order_by("pk").last()))

    assert message["Bcc"] is None
    assert message["Subject"] == "Nice Bcc: all@example.org"


def test_an_account_message_goes_as_it_was_written_and_not_once_its_words_are_erased():
    delivery = DeliveryFactory(message=AccountMessageFactory(to="a@example.org", text="123456"))
    letter = compose(delivery)
    assert (letter.recipient, letter.text, letter.unsubscribe) == ("a@example.org", "123456", "")

    outbox.erase_words([delivery.message_id])
    delivery.message.refresh_from_db()

    with pytest.raises(Withheld, match="erased"):
        compose(delivery)


def test_a_message_says_what_it_is_about_why_and_where_to_go(world, priya):
    actions.set_frequency(priya, Stream.ANSWERS, Frequency.NOW)
    letter = compose(told(world, priya))

    assert letter.text == (
        "News\n"
        "Bus stops that talk\n"
        "\n"
        "Bus stops that talk, in a few words.\n"
        "\n"
        f"Read more: http://127.0.0.1:8000/things/{max(world.stories)}/\n"
        "\n"
        "--\n"
        'You get this because of your setting "Answers and news on my ideas and reviews".\n'
        f"Stop these messages: {letter.unsubscribe}\n"
        "Change what we send: http://127.0.0.1:8000/notifications/\n"
        "Sent by Staffordshire Marketplace for Mid-Trent Council.\n"
    )


# --- Enough for one day


def test_the_twenty_first_message_of_a_day_joins_the_digest(world, priya, settings):
    actions.set_frequency(priya, Stream.ANSWERS, Frequency.NOW)
    settings.NOTIFICATIONS = settings.NOTIFICATIONS | {"daily_limit": 2}
    for _ in range(2):
        delivery = told(world, priya)
        Delivery.objects.filter(pk=delivery.pk).update(state=State.SENT, finished_at=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        delivery = told(world, priya)
        with pytest.raises(Postponed):
            compose(delivery)

        outbox.claims.claim(only=[delivery.pk])
        held = Delivery.objects.get(pk=delivery.pk)
        outbox.claims.leave_to_digest(held, reason="Enough for one day")

        assert compose(told(world, priya, "tests.decided"))
    held.refresh_from_db()
    assert held.state == State.SUPPRESSED
    assert Notification.objects.get(pk=held.notification_id).frequency == Frequency.DAILY
    assert actions.make_digests(at=TUESDAY) == 1


# --- Every notice of every app


def test_every_notice_has_one_way_to_its_people_a_stream_and_both_templates():
    folder = Path("templates")
    for notice in registry.notices().values():
        assert (notice.audience is None) != (notice.follows is None)
        assert notice.stream in Stream
        assert (folder / f"{notice.template}.txt").exists()
        assert (folder / f"{notice.template}.html").exists()


def test_every_notice_about_a_fact_that_is_gone_tells_nothing():
    for notice in registry.notices().values():
        assert notice.story(10**9) is None


@pytest.mark.parametrize("frequency", [Frequency.NOW, Frequency.DAILY, Frequency.WEEKLY])
@pytest.mark.parametrize("kind", sorted(registry.notices()))
def test_no_notice_of_a_lost_fact_breaks_a_message_at_any_frequency(kind, frequency):
    notice = registry.notice(kind)
    row = NotificationFactory(
        event=EventFactory(kind=kind, subject_id=10**9), stream=notice.stream, frequency=frequency
    )
    if frequency == Frequency.NOW:
        delivery = DeliveryFactory(message=None, notification=row, stream=row.stream)
    else:
        with time_machine.travel(TUESDAY, tick=False):
            Notification.objects.update(created_at=MONDAY)
            actions.make_digests(at=TUESDAY)
        delivery = Delivery.objects.get()

    with pytest.raises(Withheld):
        compose(delivery)
