import pytest
from django.utils import timezone

from feedback import notices
from feedback.actions import comments, reviews
from smartcounty.notifications import actions as notifications
from smartcounty.notifications import outbox
from smartcounty.notifications.models import Event, Notification
from smartcounty.notifications.registry import Target
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory
from tests.factories.services import ServiceFactory
from tests.feedback.said import SAID

pytestmark = pytest.mark.django_db
TEXT = "Could it say the stop name too?"


def told():
    """Pairs of a notice and a person, whom its story would still be sent to."""
    for event in Event.objects.unpublished():
        outbox.publish(event.pk)
    rows = Notification.objects.select_related("event", "recipient")
    return {
        (row.event.kind, row.recipient)
        for row in rows
        if notices.registry.notice(row.event.kind)
        .story(row.event.subject_id)
        .visible(row.recipient)
    }


def test_a_comment_is_told_to_the_author_of_the_idea_and_to_its_followers_and_to_nobody_else():
    idea, follower, _stranger = IdeaFactory(), UserFactory(), UserFactory()
    notifications.follow(follower, "idea", idea.pk)

    comments.post(idea, by=UserFactory(), text=TEXT)

    assert told() == {
        ("feedback.commented", follower),
        ("feedback.idea_commented", idea.author),
    }


def test_an_author_who_follows_the_idea_hears_of_a_comment_once():
    idea = IdeaFactory()
    notifications.follow(idea.author, "idea", idea.pk)

    comments.post(idea, by=UserFactory(), text=TEXT)

    assert told() == {("feedback.idea_commented", idea.author)}


def test_nobody_hears_of_their_own_comment():
    idea = IdeaFactory()
    notifications.follow(idea.author, "idea", idea.pk)

    comments.post(idea, by=idea.author, text=TEXT)

    assert told() == set()


def test_a_reply_is_told_to_whoever_is_replied_to_and_once_only():
    idea = IdeaFactory()
    first = CommentFactory(idea=idea)
    notifications.follow(first.author, "idea", idea.pk)

    comments.post(idea, by=UserFactory(), text=TEXT, parent=first)

    assert told() == {
        ("feedback.replied", first.author),
        ("feedback.idea_commented", idea.author),
    }


def test_a_reply_to_the_author_s_own_comment_is_told_as_a_reply():
    idea = IdeaFactory()
    first = CommentFactory(idea=idea, author=idea.author)

    comments.post(idea, by=UserFactory(), text=TEXT, parent=first)

    assert told() == {("feedback.replied", idea.author)}


def test_what_was_approved_by_a_moderator_is_not_told_to_its_author():
    idea = IdeaFactory()
    comment = comments.post(idea, by=UserFactory(new=True), text=TEXT)
    notifications.follow(comment.author, "idea", idea.pk)

    comments.approve(comment, by=UserFactory(), at=timezone.now())

    assert told() == {("feedback.idea_commented", idea.author)}


@pytest.mark.parametrize("verb", ["hide", "withdraw"])
def test_a_comment_that_is_gone_before_sending_is_told_to_nobody(verb):
    idea = IdeaFactory()
    comment = comments.post(idea, by=UserFactory(), text=TEXT)

    getattr(comments, verb)(comment, by=comment.author, at=timezone.now())

    assert told() == set()


def test_nobody_hears_of_a_comment_on_an_idea_that_was_hidden():
    comment = CommentFactory(idea__hidden_at=timezone.now())

    story = notices.IDEA_COMMENTED.story(comment.pk)

    assert not story.visible(UserFactory())


def test_the_words_and_the_body_are_in_the_message():
    member = MembershipFactory(title="Project tutor", organisation__name="Sow Valley College")
    idea = IdeaFactory(title="Bus stops that talk")
    comment = comments.post(idea, by=member.user, text=TEXT, organisation=member.organisation)

    story = notices.IDEA_COMMENTED.story(comment.pk)
    assert story.title == (
        "Sow Valley College, Project tutor commented on your idea Bus stops that talk"
    )
    assert (story.text, story.path) == (TEXT, comment.get_absolute_url())

    followers = notices.COMMENTED.story(comment.pk)
    assert followers.path == f"{idea.get_absolute_url()}#comments"
    assert notices.COMMENTED.follows(comment.pk) == [
        Target("idea", idea.pk, "the idea “Bus stops that talk”")
    ]


def test_a_long_comment_is_cut_at_a_word():
    comment = CommentFactory(text="word " * 300)

    story = notices.IDEA_COMMENTED.story(comment.pk)

    assert len(story.text) < 620
    assert story.text.endswith("word ...")


def test_a_review_is_told_to_the_editors_of_its_provider_and_to_nobody_else():
    service = ServiceFactory()
    editor = MembershipFactory(organisation=service.organisation, roles=["editor"])
    MembershipFactory(organisation=service.organisation, roles=["member"])
    MembershipFactory(roles=["editor"])
    MembershipFactory(organisation=service.organisation, roles=["editor"], approved_at=None)
    now = timezone.now()
    MembershipFactory(
        organisation=service.organisation, roles=["editor"], started_at=now, ended_at=now
    )

    reviews.submit(service, by=UserFactory(), **SAID | {"wants_reply": True})

    assert told() == {("feedback.reviewed", editor.user)}
    story = notices.REVIEWED.story(Event.objects.get().subject_id)
    assert story.title == f"4 stars for {service}"
    assert story.text.endswith("The writer would like a reply.")


def test_an_editor_does_not_hear_of_their_own_review():
    service = ServiceFactory()
    editor = MembershipFactory(organisation=service.organisation, roles=["editor"])

    reviews.submit(service, by=editor.user, **SAID | {"relationship": "provider"})

    assert told() == set()


def test_a_hidden_review_is_told_to_nobody():
    story = notices.REVIEWED.story(ReviewFactory(hidden=True).pk)

    assert not story.visible(UserFactory())


@pytest.mark.parametrize(
    "notice", [notices.COMMENTED, notices.IDEA_COMMENTED, notices.REPLIED, notices.REVIEWED]
)
def test_what_is_gone_has_no_story(notice):
    assert notice.story(0) is None
