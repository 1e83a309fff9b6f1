"""Two ideas become one and two again: supporters, followers and talk move, and go back as they were."""

from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.actions import comments
from feedback.models import Comment
from hubs import actions as hubs
from ideas import actions, notices
from ideas.lifecycle import NotEnough, Status
from ideas.models import Idea, MergeRecord, Support
from services import actions as services
from smartcounty.notifications import actions as notifications
from smartcounty.notifications.models import Subscription
from smartcounty.notifications.registry import notice
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.factories.hubs import HubFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory, OrganisationFactory
from tests.factories.services import ServiceFactory

pytestmark = pytest.mark.django_db
BECAUSE = "They are not the same."


@pytest.fixture
def moderator():
    return UserFactory()


@pytest.fixture
def pair():
    """An idea and the one like it, with people who back, follow and talk about one of them or both."""
    idea = IdeaFactory(title="A seat by the church", status="planned")
    survivor = IdeaFactory(title="A bench for all")
    both, one = UserFactory.create_batch(2)
    for person in (both, one, survivor.author):
        actions.support(idea, by=person)
    actions.support(survivor, by=both)
    notifications.follow(UserFactory(), "idea", idea.pk)
    first = comments.post(idea, by=one, text="Near the church.")
    comments.post(idea, by=both, text="Or the school.", parent=first)
    comments.post(survivor, by=both, text="With a back, please.")
    return idea, survivor


def rows(*ideas):
    """All that a joining touches, but for when and by whom."""
    pks = [idea.pk for idea in ideas]
    figures = ("pk", "status", "survivor", "due_on", "support_count", "recent_supports")
    talk = ("comment_count", "commenter_count", "recent_commenters")
    return (
        list(Idea.objects.filter(pk__in=pks).order_by("pk").values(*figures, *talk)),
        list(
            Support.objects.filter(idea__in=pks)
            .order_by("idea", "person")
            .values("idea", "person", "at")
        ),
        list(Comment.objects.filter(idea__in=pks).order_by("pk").values()),
        list(
            Subscription.objects.filter(kind="idea", target_id__in=pks)
            .order_by("target_id", "user")
            .values("target_id", "user", "created_at")
        ),
    )


def followers(idea):
    found = Subscription.objects.filter(kind="idea", target_id=idea.pk)
    return set(found.values_list("user", flat=True))


def join(pair, by, **more):
    return actions.join(pair[0], by=by, survivor=pair[1], **more)


def test_what_was_said_stands_with_the_survivor_and_says_where_it_was_said(pair, moderator):
    idea, survivor = pair

    join(pair, moderator)

    for one in pair:
        one.refresh_from_db()
    assert (idea.comment_count, survivor.comment_count, survivor.commenter_count) == (0, 3, 2)
    said = Comment.objects.filter(idea=survivor).order_by("pk").values_list("text", "said_of")
    assert list(said) == [
        ("Near the church.", idea.pk),
        ("Or the school.", idea.pk),
        ("With a back, please.", None),
    ]


@pytest.mark.parametrize(("take_away", "named"), [(None, True), ("hide", False), ("remove", False)])
def test_what_came_names_the_joined_idea_while_everybody_may_see_that(
    pair, moderator, client, take_away, named
):
    idea, survivor = pair
    member = MembershipFactory(organisation__checked_at=timezone.now())
    first = Comment.objects.get(text="Near the church.")
    CommentFactory(
        idea=idea, parent=first, author=member.user, organisation=member.organisation, role="tutor"
    )
    join(pair, moderator)

    away(take_away, idea, moderator)
    text = client.get(survivor.get_absolute_url()).content.decode()

    assert (idea.title in text) is named
    assert ("aid of an idea that was joined with this one" in text) is not named
    assert text.lower().count("said of ") == 3


@pytest.mark.parametrize(("take_away", "named"), [(None, True), ("hide", False), ("remove", False)])
def test_the_joined_idea_names_the_survivor_while_everybody_may_see_that(
    pair, moderator, client, take_away, named
):
    idea, survivor = pair
    change = join(pair, moderator)

    survivor.refresh_from_db()
    away(take_away, survivor, moderator)
    text = client.get(idea.get_absolute_url()).content.decode()
    told = notices.STATUS_CHANGED.story(change.pk).text

    assert (survivor.title in text, survivor.title in told) == (named, named)
    assert (f"Joined with {survivor.title}" in text) is named
    assert ("It was joined with another idea. Your support" in told) is not named


@pytest.mark.parametrize("name", ["service", "hub"])
def test_an_idea_names_what_it_is_tied_to_while_everybody_may_see_that(name, client):
    thing = {"service": ServiceFactory, "hub": HubFactory}[name](name="Canary Works")
    idea = IdeaFactory(**{name: thing})
    before = client.get(idea.get_absolute_url()).content.decode()

    {"service": services, "hub": hubs}[name].hide(thing, by=UserFactory(), at=timezone.now())
    now = client.get(idea.get_absolute_url()).content.decode()

    assert ("Canary Works" in before, "Canary Works" in now) == (True, False)


def away(how, idea, moderator):
    """Out of everybody's sight."""
    if how == "hide":
        actions.hide(idea, by=moderator)
    elif how == "remove":
        actions.remove(idea, by=moderator, reason="abuse")


def test_followers_follow_the_survivor_too_each_once(pair, moderator):
    idea, survivor = pair
    before = followers(idea) | followers(survivor)

    join(pair, moderator)

    assert followers(survivor) == before
    assert actions.check(at=timezone.now()) == []


def test_joining_and_undoing_leaves_everything_as_it_was(pair, moderator):
    before = rows(*pair)

    join(pair, moderator)
    assert rows(*pair) != before
    actions.undo_join(pair[0], by=moderator, because=BECAUSE)

    assert rows(*pair) == before


def test_who_came_since_stays_and_a_reply_goes_with_what_it_replies_to(pair, moderator):
    idea, survivor = pair
    join(pair, moderator)
    later = UserFactory()
    actions.support(survivor, by=later)
    survivor.refresh_from_db()
    moved = Comment.objects.get(text="Near the church.")
    reply = comments.post(survivor, by=later, text="I live there.", parent=moved)
    own = comments.post(survivor, by=later, text="Two, please.")

    actions.undo_join(idea, by=moderator, because=BECAUSE)

    reply.refresh_from_db()
    own.refresh_from_db()
    assert (reply.idea, own.idea) == (idea, survivor)
    assert later.pk in followers(survivor)
    assert survivor.supports.filter(person=later).exists()
    assert actions.check(at=timezone.now()) == []


def test_who_stopped_following_and_began_again_still_follows(pair, moderator):
    idea, survivor = pair
    join(pair, moderator, at=timezone.now() - timedelta(hours=1))
    (pk,) = MergeRecord.objects.get().followers[:1]
    person = Subscription.objects.filter(user=pk).first().user
    notifications.unfollow(person, "idea", survivor.pk)
    notifications.follow(person, "idea", survivor.pk)

    actions.undo_join(idea, by=moderator, because=BECAUSE)

    assert person.pk in followers(survivor)


def test_comments_keep_where_they_were_said_first_when_they_move_on(pair, moderator):
    idea, survivor = pair
    last = IdeaFactory()
    join(pair, moderator)
    survivor.refresh_from_db()
    actions.join(survivor, by=moderator, survivor=last)
    assert Comment.objects.filter(idea=last, said_of=idea).count() == 2

    with pytest.raises(NotEnough):
        actions.undo_join(idea, by=moderator, because=BECAUSE)
    actions.undo_join(survivor, by=moderator, because=BECAUSE)
    actions.undo_join(idea, by=moderator, because=BECAUSE)

    counts = [Comment.objects.filter(idea=one).count() for one in (idea, survivor, last)]
    assert counts == [2, 1, 0]
    assert Comment.objects.exclude(said_of=None).count() == 0


@pytest.mark.parametrize("bodies", [1, 2])
def test_supporters_who_come_bring_the_survivor_to_its_mark(pair, moderator, bodies):
    survivor = pair[1]
    OrganisationFactory.create_batch(bodies, is_responding_body=True)
    Idea.objects.filter(pk=survivor.pk).update(threshold=2)
    at = timezone.now()

    join(pair, moderator, at=at)

    survivor.refresh_from_db()
    assert (survivor.support_count, survivor.threshold_reached_at) == (2, at)
    wanted = Status.IN_REVIEW if bodies == 1 else Status.OPEN
    assert (survivor.status, survivor in Idea.objects.needing_support()) == (wanted, False)
    assert "Mark reached" in survivor.card_html or bodies == 1


def test_an_idea_that_was_hidden_meanwhile_is_not_joined(pair, moderator):
    Idea.objects.filter(pk=pair[0].pk).update(hidden_at=timezone.now())

    with pytest.raises(NotEnough):
        join(pair, moderator)

    assert Comment.objects.filter(idea=pair[1]).count() == 1


@pytest.mark.parametrize(("days", "possible"), [(30, True), (31, False)])
def test_a_joining_can_be_undone_for_thirty_days(pair, moderator, days, possible):
    at = timezone.now()
    join(pair, moderator, at=at)

    if possible:
        actions.undo_join(pair[0], by=moderator, because=BECAUSE, at=at + timedelta(days=days))
    else:
        with pytest.raises(NotEnough):
            actions.undo_join(pair[0], by=moderator, because=BECAUSE, at=at + timedelta(days=days))

    pair[0].refresh_from_db()
    assert pair[0].status == (Status.PLANNED if possible else Status.DUPLICATE)


def test_followers_and_the_author_are_told_of_the_joining_and_of_its_undoing(pair, moderator):
    joined = join(pair, moderator)
    told = notice("ideas.status_changed")
    assert "joined with “A bench for all”" in told.story(joined.pk).text

    undone = actions.undo_join(pair[0], by=moderator, because=BECAUSE)

    assert told.story(undone.pk).text == f"It stands by itself again. {BECAUSE}"
    assert [target.pk for target in told.follows(undone.pk)] == [pair[0].pk]
    assert list(notice("ideas.own_status_changed").audience(undone.pk)) == [pair[0].author]
