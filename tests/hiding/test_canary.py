"""What is hidden shows nowhere: not by a word, not by a count, not in a letter. (Every page: test_access.)"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from smartcounty.accounts.models import User
from smartcounty.notifications import actions as notifications
from smartcounty.notifications import notices, outbox
from smartcounty.notifications.models import AccountMessage, Delivery, Event
from tests.inventory import hidden, states
from tests.inventory.ask import ask, quiet, rolled_back, undone
from tests.inventory.roles import ANONYMOUS, CITIZEN, MODERATOR
from tests.inventory.world import build
from tests.judges.canary import leaks
from tests.judges.verdict import expect_none

# In one process, so that the pages are read once before anything is hidden.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hiding")]
READING = [state for state in states.STATES if state.reading]
SEARCHED = ("/services/", "/ideas/", "/hubs/", "/search/")
OF_THE_ANSWER = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|name="started" value="[^"]+"')


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everything public, as it was before anything was hidden (`before`), and then as it is."""
    with django_db_blocker.unblock(), quiet(), rolled_back():
        world = build(secrets=False)
        world.before = {
            (state, role): page
            for state in READING
            for role in (ANONYMOUS, CITIZEN)
            if (page := _page(world, state, role)) is not None
        }
        hidden.build(world)
        yield world


def _page(world, state, role):
    """The answer without what is made up anew each time; None if it is about something not there yet."""
    try:
        state.args(world)
    except AttributeError:
        return None
    with undone():
        return OF_THE_ANSWER.sub("", ask(world, state, role).content.decode())


def test_hiding_leaves_every_public_page_as_if_it_had_never_been(world):
    """Counts, facets, figures, neighbours, feeds and order: all of them would tell."""
    assert len(world.before) > 80
    expect_none(
        f"{state}, {role}: {_difference(before, now)}"
        for (state, role), before in world.before.items()
        if (now := _page(world, state, role)) != before
    )


def _difference(before, now):
    for old, new in zip(before.splitlines(), now.splitlines(), strict=False):
        if old != new:
            return f"{old.strip()[:300]!r} became {new.strip()[:300]!r}"
    return "it grew or shrank"


@pytest.mark.parametrize("address", SEARCHED)
def test_a_search_for_a_hidden_word_finds_what_a_word_of_nowhere_finds(world, address):
    """As any word of nowhere does; where one differs, as the word of nowhere that is most like it."""
    client = world.client(CITIZEN)
    nothing = _found(client, address, "nowherezq")
    expect_none(
        f"{address}: {word}"
        for word in world.canaries
        if (found := _found(client, address, word)) != nothing
        and found != _found(client, address, f"nowhere{word[7:]}")
    )


def _found(client, address, word):
    with undone():
        text = client.get(address, {"q": word}).content.decode()
    return re.sub(word, "", text, flags=re.IGNORECASE)


def test_no_letter_tells_what_its_reader_may_not_see(world):
    """Everything that was recorded is told to everybody who follows or is concerned, at once and by digest."""
    for event in Event.objects.unpublished().order_by("pk"):
        outbox.publish(event.pk)
    notifications.make_digests(at=timezone.now() + timedelta(days=8))
    letters = list(_letters())
    assert len(letters) > 10
    roles = {user.email: role for role, user in world.people.items()}
    roles[world.colleague.email] = MODERATOR
    expect_none(
        f"to {roles.get(letter.recipient, letter.recipient)}, {letter.subject!r}: {word}"
        for letter in letters
        for word in _leaks(world, letter, roles)
    )


def _letters():
    for delivery in Delivery.objects.order_by("pk"):
        try:
            yield notices.compose(delivery)
        except notices.Withheld:
            continue


def _leaks(world, letter, roles):
    """An author's own words may come back to an author who has no role here."""
    text = f"{letter.subject}\n{letter.text}\n{letter.html}"
    own = User.objects.filter(email=letter.recipient).exclude(email__in=roles)
    mine = "\n".join(
        f"{getattr(row, 'title', '')} {getattr(row, 'text', '')}".lower()
        for user in own
        for row in (*user.ideas.all(), *user.reviews.all(), *user.comments.all())
    )
    found = leaks(world, text, role=roles.get(letter.recipient))
    return [word for word in found if word not in mine]


def test_receipts_carry_no_words_of_the_sender(world):
    expect_none(
        f"{message.subject!r}: {word}"
        for message in AccountMessage.objects.all()
        for word in leaks(world, f"{message.subject}\n{message.text}")
    )
