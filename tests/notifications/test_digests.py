"""From facts to one message for each person and period, as the clock, the shell and several of them at once make it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from smartcounty.accounts import actions as accounts
from smartcounty.notifications import actions, outbox
from smartcounty.notifications.choices import Frequency, Stream
from smartcounty.notifications.models import Delivery, Digest, Notification
from smartcounty.notifications.notices import Withheld, compose
from tests.factories.accounts import UserFactory
from tests.factories.notifications import SuppressionFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 12, tzinfo=LONDON)
TUESDAY = datetime(2026, 11, 24, 7, 30, tzinfo=LONDON)


@pytest.fixture
def follower():
    """Follows the mill."""
    user = UserFactory(email="priya@example.org", display_name="Priya")
    actions.follow(user, "thing", 1)
    return user


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def tell(*events):
    for event in events:
        outbox.publish(event.pk)


def letter():
    return compose(Delivery.objects.exclude(digest=None).get())


def titles():
    """The titles in the order of the plain text."""
    lines = letter().text.split("\n")
    return [lines[number + 1] for number, line in enumerate(lines) if line == "News"]


# --- How many


def test_a_follower_gets_one_digest_for_a_period_however_often_it_is_made(world, follower):
    tell(world.happen("A lock is mended"), world.happen("A boat arrives"))

    made = [actions.make_digests(at=TUESDAY + timedelta(minutes=15 * n)) for n in range(4)]

    assert made == [1, 0, 0, 0]
    digest = Digest.objects.get()
    assert (digest.user, digest.kind, digest.period) == (follower, "weekly", "2026-W48")
    delivery = Delivery.objects.get()
    assert (delivery.digest, delivery.stream, delivery.state) == (digest, "following", "pending")


def test_before_the_hour_there_is_none(world, follower):
    tell(world.happen("A lock is mended"))

    assert actions.make_digests(at=TUESDAY - timedelta(minutes=1)) == 0


def test_nothing_to_tell_makes_no_digest(world, follower):
    assert actions.make_digests(at=TUESDAY) == 0
    assert (Digest.objects.count(), Delivery.objects.count()) == (0, 0)


def test_what_comes_after_the_cut_off_waits_for_the_next_week(world, follower):
    tell(world.happen("In time"))
    with time_machine.travel(TUESDAY, tick=False):
        tell(world.happen("A second late"))

    actions.make_digests(at=TUESDAY + timedelta(hours=3))
    assert titles() == ["In time"]
    Delivery.objects.all().delete()
    actions.make_digests(at=TUESDAY + timedelta(days=7))

    assert titles() == ["A second late"]


def test_a_clock_that_stood_still_for_a_week_and_a_half_tells_everything_once(world, follower):
    tell(world.happen("Early"))
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        tell(world.happen("Late"))

    assert actions.make_digests(at=TUESDAY + timedelta(days=10)) == 1

    assert sorted(titles()) == ["Early", "Late"]
    assert Digest.objects.get().period == "2026-W49"


def test_many_followers_are_served_in_chunks(world, monkeypatch):
    monkeypatch.setattr(actions, "DIGEST_CHUNK", 3)
    people = UserFactory.create_batch(7)
    for user in people:
        actions.follow(user, "thing", 1)
    tell(world.happen("A lock is mended"))

    assert actions.make_digests(at=TUESDAY) == 7

    assert sorted(Digest.objects.values_list("user", flat=True)) == [user.pk for user in people]
    assert Notification.objects.filter(digest=None).count() == 0


def test_a_chunk_costs_the_same_queries_for_many_people(world, django_assert_num_queries):
    for user in UserFactory.create_batch(30):
        actions.follow(user, "thing", 1)
    tell(world.happen("A lock is mended"))

    with django_assert_num_queries(13):
        actions.make_digests(at=TUESDAY)


@pytest.mark.parametrize(
    "days",
    [("2026-10-24", "2026-10-25", "2026-10-26"), ("2027-03-27", "2027-03-28", "2027-03-29")],
)
def test_over_a_clock_change_each_day_has_exactly_one_digest(world, follower, days):
    actions.set_frequency(follower, Stream.FOLLOWING, Frequency.DAILY)
    midnight = datetime.fromisoformat(days[0]).replace(tzinfo=LONDON).astimezone(UTC)

    for quarter in range(3 * 24 * 4):
        with time_machine.travel(midnight + timedelta(minutes=15) * quarter, tick=False):
            if quarter % 8 == 0:
                tell(world.happen("Another two hours have passed"))
            actions.make_digests(at=timezone.now())

    made = Digest.objects.order_by("pk").values_list("kind", "period")
    assert list(made) == [("daily", day) for day in days]


# --- By hand


def test_the_shell_makes_the_digests_of_a_given_moment(world, follower, capsys):
    tell(world.happen("A lock is mended"))

    call_command("send_digests", at="2026-11-24T07:30")
    call_command("send_digests", at="2026-11-24T07:30")

    assert capsys.readouterr().out == "digests=1\ndigests=0\n"
    assert Digest.objects.get().period == "2026-W48"


def test_a_period_given_by_hand_makes_that_one_alone(world, follower):
    daily = UserFactory()
    actions.follow(daily, "thing", 1)
    actions.set_frequency(daily, Stream.FOLLOWING, Frequency.DAILY)
    tell(world.happen("A lock is mended"))

    call_command("send_digests", at="2026-11-26T09:00", period="2026-W48")

    assert list(Digest.objects.values_list("user", "kind", "period")) == [
        (follower.pk, "weekly", "2026-W48")
    ]


def test_a_period_that_is_not_due_makes_none(world, follower):
    tell(world.happen("A lock is mended"))

    call_command("send_digests", at="2026-11-24T07:29", period="2026-W48")

    assert Digest.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"at": "next Tuesday"}, {"period": "week 48"}])
def test_the_shell_says_what_it_does_not_understand(wrong):
    with pytest.raises(CommandError):
        call_command("send_digests", **wrong)


# --- Looked at once more when it is sent


@pytest.mark.parametrize(
    "change",
    [
        lambda world, user: actions.unfollow(user, "thing", 1),
        lambda world, user: actions.set_frequency(user, Stream.FOLLOWING, Frequency.OFF),
        lambda world, user: world.hidden.update(world.stories),
        lambda world, user: world.stories.clear(),
        lambda world, user: accounts.suspend(user, by=None, days=7, reason="of insults"),
        lambda world, user: accounts.close_account(user, by=user),
        lambda world, user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda world, user: SuppressionFactory(user=user),
    ],
    ids=["unfollowed", "off", "hidden", "gone", "suspended", "leaving", "disabled", "bounced"],
)
def test_a_digest_made_is_not_sent_after_all(world, follower, change):
    tell(world.happen("A lock is mended"))
    actions.make_digests(at=TUESDAY)

    change(world, follower)

    with pytest.raises(Withheld):
        letter()


def test_an_erased_person_has_no_delivery_left(world, follower):
    tell(world.happen("A lock is mended"))
    actions.make_digests(at=TUESDAY)

    accounts.erase(follower, by=None)

    assert Delivery.objects.exclude(digest=None).count() == 0


def test_hidden_and_unfollowed_things_leave_the_rest(world, follower):
    actions.follow(follower, "thing", 2)
    hidden = world.happen("Hidden")
    tell(hidden, world.happen("Of the canal", to=(2,)), world.happen("Of the mill"))
    actions.make_digests(at=TUESDAY)

    world.hidden.add(hidden.subject_id)
    actions.unfollow(follower, "thing", 2)

    assert titles() == ["Of the mill"]


def test_somebody_who_is_no_longer_meant_hears_nothing(world):
    user = UserFactory()
    actions.set_frequency(user, Stream.ANSWERS, Frequency.WEEKLY)
    event = world.answer("Answered", user=user)
    tell(event)
    actions.make_digests(at=TUESDAY)

    world.audiences[event.subject_id] = UserFactory()

    with pytest.raises(Withheld):
        letter()


# --- What it says


def test_overlapping_reasons_make_one_line_that_names_those_still_followed(world, follower):
    for pk in (2, 3):
        actions.follow(follower, "thing", pk)
    tell(world.happen("A lock is mended", to=(1, 2, 3)))
    actions.make_digests(at=TUESDAY)
    actions.unfollow(follower, "thing", 2)

    assert titles() == ["A lock is mended"]
    assert "because you follow the mill; the moor." in letter().text


def test_answers_come_first_then_replies_then_what_is_followed_then_the_area(world, follower):
    for stream in (Stream.ANSWERS, Stream.REPLIES):
        actions.set_frequency(follower, stream, Frequency.WEEKLY)
    tell(
        world.happen("Of the area", kind="tests.near"),
        world.happen("Of the mill"),
        world.answer("A reply", user=follower, kind="tests.replied"),
        world.answer("An answer", user=follower),
    )
    actions.make_digests(at=TUESDAY)

    assert titles() == ["An answer", "A reply", "Of the mill", "Of the area"]
    assert letter().subject == "An answer, and 3 more"


def test_each_page_is_told_once_by_its_newest_news(world, follower):
    tell(
        world.happen("Trial begins", path="/ideas/bench/"),
        world.happen("Trial ends", path="/ideas/bench/#answer"),
    )
    actions.make_digests(at=TUESDAY)

    assert titles() == ["Trial ends"]
    assert letter().subject == "Trial ends"


def test_twelve_are_told_and_the_rest_counted(world, follower):
    tell(*[world.happen(f"Number {n}") for n in range(15)])
    actions.make_digests(at=TUESDAY)

    assert titles() == [f"Number {n}" for n in range(14, 2, -1)]
    assert "And 3 more." in letter().text
    assert "And 3 more." in letter().html
    assert letter().subject == "Number 14, and 14 more"


def test_nobody_is_told_of_what_they_did_themselves(world, follower):
    tell(world.happen("A lock is mended", by=follower))

    assert Notification.objects.count() == 0


def test_an_event_told_twice_is_told_once(world, follower):
    event = world.happen("A lock is mended")
    tell(event, event)
    event.published_at = None
    event.save()
    tell(event)

    assert Notification.objects.count() == 1


def test_a_killed_fan_out_goes_on_where_it_was(world, monkeypatch):
    monkeypatch.setattr(outbox.fanout, "CHUNK", 2)
    for user in UserFactory.create_batch(5):
        actions.follow(user, "thing", 1)
    event = world.happen("A lock is mended")
    outbox.fanout._publish_chunk(event.pk)
    assert Notification.objects.count() == 2

    tell(event)

    assert Notification.objects.count() == 5


def test_the_sweeper_makes_digests_that_are_due(world, follower):
    tell(world.happen("A lock is mended"))

    with time_machine.travel(TUESDAY, tick=False):
        actions.sweep(at=timezone.now())

    assert Digest.objects.get().period == "2026-W48"
