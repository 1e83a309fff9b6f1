import pytest
from django.utils import timezone

from feedback.actions import comments
from feedback.lifecycle import InvalidMove, TooMany
from feedback.models import Comment
from smartcounty.moderation.models import AuditEntry, Case
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory

pytestmark = pytest.mark.django_db
TEXT = "Could it say the stop name too?"


def figures(idea):
    idea.refresh_from_db()
    return idea.comment_count, idea.commenter_count


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def waiting(comment):
    return Case.objects.about(comment).waiting().count()


def test_a_member_s_comment_is_public_and_counted_at_once():
    idea, member = IdeaFactory(), UserFactory()

    comment = comments.post(idea, by=member, text=TEXT)

    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.author) == ("published", TEXT, member)
    assert comment.reference.startswith("N-")
    assert figures(idea) == (1, 1)
    assert kinds() == ["feedback.commented", "feedback.idea_commented"]
    idea.refresh_from_db()
    assert idea.last_activity_at == comment.created_at


def test_a_new_member_s_comment_waits_in_the_queue_until_it_is_approved():
    idea = IdeaFactory()

    comment = comments.post(idea, by=UserFactory(new=True), text=TEXT)
    assert (comment.state, figures(idea), kinds(), waiting(comment)) == ("pending", (0, 0), [], 1)

    comments.approve(comment, by=UserFactory(), at=timezone.now())
    assert (comment.state, figures(idea)) == ("published", (1, 1))
    assert len(kinds()) == 2


def test_each_person_counts_once_among_those_who_talk():
    idea, member = IdeaFactory(), UserFactory()
    for _ in range(3):
        comments.post(idea, by=member, text=TEXT)
    comments.post(idea, by=UserFactory(), text=TEXT)

    assert figures(idea) == (4, 2)


def test_a_reply_is_told_to_whoever_is_replied_to():
    idea = IdeaFactory()
    first = CommentFactory(idea=idea)

    reply = comments.post(idea, by=UserFactory(), text=TEXT, parent=first)

    assert (reply.parent, figures(idea)) == (first, (2, 2))
    assert "feedback.replied" in kinds()


def test_replies_are_one_level_deep_and_stay_on_their_idea():
    idea = IdeaFactory()
    first = CommentFactory(idea=idea)
    reply = CommentFactory(idea=idea, parent=first)

    for parent in (reply, CommentFactory(), CommentFactory(idea=idea, hidden=True)):
        with pytest.raises(InvalidMove):
            comments.post(idea, by=UserFactory(), text=TEXT, parent=parent)


@pytest.mark.parametrize("status", ["submitted", "rejected", "duplicate", "withdrawn", "expired"])
def test_what_is_not_public_or_is_closed_takes_no_comments(status):
    with pytest.raises(InvalidMove):
        comments.post(IdeaFactory(status=status), by=UserFactory(), text=TEXT)


def test_a_hidden_idea_takes_no_comments():
    with pytest.raises(InvalidMove):
        comments.post(IdeaFactory(hidden_at=timezone.now()), by=UserFactory(), text=TEXT)


@pytest.mark.parametrize(
    ("title", "who"),
    [("Passenger Transport Lead", "Mid-Trent Council, Passenger Transport Lead"), ("", None)],
)
def test_words_in_a_body_s_name_carry_the_body_and_the_role(title, who):
    member = MembershipFactory(title=title, organisation__name="Mid-Trent Council")

    comment = comments.post(
        IdeaFactory(), by=member.user, text=TEXT, organisation=member.organisation
    )

    assert comment.who == (who or f"{member.user.public_name}, for Mid-Trent Council")
    member.title = "Somewhere else now"
    member.save()
    assert Comment.objects.get().role == title


def test_a_hidden_comment_leaves_the_count_and_comes_back_without_telling_anybody_again():
    idea = IdeaFactory()
    comment = comments.post(idea, by=UserFactory(), text=TEXT)

    comments.hide(comment, by=None, at=timezone.now())
    assert figures(idea) == (0, 0)

    comments.restore(comment, by=UserFactory(), at=timezone.now())
    assert figures(idea) == (1, 1)
    assert len(kinds()) == 2


def test_a_removed_comment_keeps_a_dated_reason_and_comes_back_after_an_appeal():
    idea = IdeaFactory()
    comment = comments.post(idea, by=UserFactory(), text=TEXT)
    at = timezone.now()

    comments.remove(comment, by=UserFactory(), at=at, reason="abuse")
    assert (comment.state, comment.removed_at, comment.removed_because) == ("removed", at, "abuse")
    assert figures(idea) == (0, 0)

    comments.restore(comment, by=UserFactory(), at=timezone.now())
    assert (comment.state, comment.removed_at, figures(idea)) == ("published", None, (1, 1))


def test_withdrawing_closes_the_case_that_waits_and_leaves_replies():
    idea, member = IdeaFactory(), UserFactory()
    comment = comments.post(idea, by=member, text=TEXT)
    comments.post(idea, by=UserFactory(), text=TEXT, parent=comment)
    pending = comments.post(idea, by=UserFactory(new=True), text=TEXT)

    comments.withdraw(comment, by=member)
    comments.withdraw(pending, by=pending.author)

    assert (comment.state, figures(idea), waiting(pending)) == ("withdrawn", (1, 1), 0)


VERBS = {
    "approve": lambda comment, at: comments.approve(comment, by=None, at=at),
    "reject": lambda comment, at: comments.reject(comment, by=None, at=at, reason="other"),
    "hide": lambda comment, at: comments.hide(comment, by=None, at=at),
    "restore": lambda comment, at: comments.restore(comment, by=None, at=at),
    "remove": lambda comment, at: comments.remove(comment, by=None, at=at, reason="other"),
    "withdraw": lambda comment, at: comments.withdraw(comment, by=comment.author, at=at),
}
MAY = {
    "pending": {"approve", "reject", "withdraw"},
    "published": {"hide", "remove", "withdraw"},
    "hidden": {"restore", "remove", "withdraw"},
    "rejected": {"restore", "withdraw"},
    "removed": {"restore"},
    "withdrawn": set(),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", MAY)
def test_each_verb_is_refused_where_it_makes_no_sense(state, verb):
    comment = CommentFactory(**({state: True} if state != "published" else {}))

    if verb in MAY[state]:
        VERBS[verb](comment, timezone.now())
    else:
        with pytest.raises(InvalidMove):
            VERBS[verb](comment, timezone.now())


def test_each_move_grows_the_version_and_leaves_an_audit_row():
    moderator = UserFactory()
    comment = comments.post(IdeaFactory(), by=UserFactory(new=True), text=TEXT)

    comments.reject(comment, by=moderator, at=timezone.now(), reason="abuse")

    entry = AuditEntry.objects.get(action="comment rejected")
    assert (comment.version, entry.by, entry.reason) == (2, moderator, "abuse")
    assert (entry.subject, entry.old, entry.new) == (comment.reference, "pending", "rejected")


def test_a_person_who_posts_faster_than_anybody_writes_is_stopped(settings):
    settings.POSTS_AN_HOUR = {"new": 2, "trusted": 3}
    idea, member = IdeaFactory(), UserFactory()
    for _ in range(3):
        comments.post(idea, by=member, text=TEXT)

    with pytest.raises(TooMany):
        comments.post(idea, by=member, text=TEXT)


def test_the_queue_is_told_what_a_comment_is_about():
    comment = CommentFactory()

    facts = comments.describe(comment)

    assert (facts.title, facts.text) == (f"On {comment.idea}", comment.text)
    assert (facts.author, facts.area) == (comment.author, comment.idea.area)
