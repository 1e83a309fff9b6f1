import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from ideas import actions, notices
from smartcounty.notifications import actions as notifications
from smartcounty.notifications import outbox
from smartcounty.notifications.models import Event, Notification
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import OrganisationFactory

pytestmark = pytest.mark.django_db

LONG = "We will fit a button and a speaker at three stops on Station Road and run them until the spring."


def told():
    """Who hears of what, after the worker has done its part: name, notice, stream, how often."""
    for event in Event.objects.all():
        outbox.publish(event.pk)
    rows = Notification.objects.order_by("recipient", "event__kind")
    return [
        (row.recipient.display_name, row.event.kind, row.stream, row.frequency)
        for row in rows.select_related("recipient", "event")
    ]


@pytest.mark.parametrize("kind", ["area", "topic", "organisation"])
def test_a_new_idea_is_told_to_who_follows_its_place_and_to_nobody_else(kind):
    idea = IdeaFactory(status="submitted", organisation=OrganisationFactory())
    follower, moderator = UserFactory(display_name="Follower"), UserFactory()
    UserFactory(display_name="Bystander")
    notifications.follow(follower, kind, getattr(idea, kind).pk)
    notifications.follow(follower, "area", IdeaFactory().area_id)
    notifications.follow(moderator, kind, getattr(idea, kind).pk)

    actions.approve(idea, by=moderator)

    assert told() == [("Follower", "ideas.published", "following", "weekly")]
    reasons = Notification.objects.get().reasons
    assert reasons == [str(getattr(idea, kind))]


def test_the_story_of_a_new_idea_is_complete_and_hidden_with_the_idea():
    idea = IdeaFactory(status="submitted", area__adult_population=None)
    change = actions.approve(idea, by=UserFactory())
    reader = UserFactory()

    story = notices.PUBLISHED.story(change.pk)

    assert (story.kicker, story.title, story.path) == (
        "New idea",
        idea.title,
        idea.get_absolute_url(),
    )
    assert idea.summary in story.text
    assert "It needs 20 supporters" in story.text
    assert story.visible(reader)
    assert not story.visible(idea.author)
    actions.hide(idea, by=None)
    assert not notices.PUBLISHED.story(change.pk).visible(reader)


def test_an_answer_is_told_to_the_author_at_once_and_to_supporters_weekly():
    idea = IdeaFactory(author__display_name="Author")
    supporter = UserFactory(display_name="Supporter")
    UserFactory(display_name="Bystander")
    actions.support(idea, by=supporter)
    body, officer = OrganisationFactory(name="Council"), UserFactory()
    actions.start_review(idea, by=officer, owner=body, due_on=timezone.localdate())
    Event.objects.all().delete()

    change = actions.plan(idea, by=officer, title="Yes from May", text=LONG, role="Bus Lead")

    assert told() == [
        ("Author", "ideas.own_status_changed", "answers", "now"),
        ("Supporter", "ideas.status_changed", "following", "weekly"),
    ]
    story = notices.OWN_STATUS_CHANGED.story(change.pk)
    assert story.title == f"Planned: {idea.title}"
    assert story.text == f"Yes from May\n\n{LONG}\n\nCouncil, Bus Lead."


def test_an_author_who_follows_the_idea_hears_of_it_once():
    idea = IdeaFactory(status="in_review")
    notifications.follow(idea.author, "idea", idea.pk)
    change = actions.plan(idea, by=UserFactory(), title="Yes", text=LONG, role="Lead")

    assert notices.OWN_STATUS_CHANGED.story(change.pk).visible(idea.author)
    assert not notices.STATUS_CHANGED.story(change.pk).visible(idea.author)


def test_an_author_is_not_told_what_they_did_themselves():
    idea = IdeaFactory()

    actions.withdraw(idea, by=idea.author)

    assert told() == []


def test_a_closed_account_hears_nothing():
    idea = IdeaFactory(status="in_review")
    get_user_model().objects.filter(pk=idea.author_id).update(is_active=False)

    actions.plan(idea, by=UserFactory(), title="Yes", text=LONG, role="Lead")

    assert told() == []


def test_a_story_whose_idea_is_gone_is_none():
    for notice in (notices.PUBLISHED, notices.STATUS_CHANGED, notices.OWN_STATUS_CHANGED):
        assert notice.story(0) is None
