"""A change to public words by somebody whose words are checked first: the public sees the last approved ones."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from feedback.actions import reviews
from feedback.lifecycle import InvalidMove
from feedback.models import Review, ReviewEdit
from smartcounty.moderation import actions
from smartcounty.moderation.models import Case, Decision, Revision
from smartcounty.moderation.notices import headline
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ReviewFactory
from tests.factories.moderation import RevisionFactory
from tests.feedback.said import SAID
from tests.moderation.people import another_moderator

pytestmark = pytest.mark.django_db
AGAINST = {"reason_code": "abuse", "rule": "abuse", "statement": "It calls him names."}
OTHER = SAID | {"title": "Other words", "stars": 1, "visited": date(2026, 8, 1)}


@pytest.fixture
def review():
    """Public, by somebody whom nobody knows yet."""
    return ReviewFactory(author=UserFactory(new=True), **SAID)


def change(review, **said):
    review.refresh_from_db()
    return reviews.edit(review, by=review.author, seen=review.version, **OTHER | said)


def decide(case, moderator, action, **why):
    case.refresh_from_db()
    return actions.decide(case, by=moderator, seen=case.version, action=action, **why)


def waiting():
    return Case.objects.get(kind="revision")


def test_the_public_words_stay_and_the_new_ones_wait_in_the_queue(review):
    assert change(review) is True

    review.refresh_from_db()
    assert (review.state, review.title, review.stars) == ("published", SAID["title"], 4)
    case = waiting()
    assert (case.title, case.revision.content["stars"]) == ("Other words", 1)
    assert actions.facts_of(case, review).title == "Other words"


def test_approved_words_take_their_place_once_and_what_stood_there_is_kept(review, moderator):
    change(review)

    decision = decide(waiting(), moderator, "approve")

    review.refresh_from_db()
    assert (review.title, review.stars, review.visited) == ("Other words", 1, date(2026, 8, 1))
    assert review.edited_at is not None
    assert ReviewEdit.objects.get().title == SAID["title"]
    revision = Revision.objects.get()
    assert revision.replaced["title"] == SAID["title"]
    assert revision.applied_at == decision.at
    assert headline(decision) == "The change to your review is published"
    service = review.service
    service.refresh_from_db()
    assert service.rating_hist == [1, 0, 0, 0, 0]


def test_rejected_words_leave_the_public_ones_alone_and_an_upheld_appeal_publishes_them(
    review, moderator
):
    change(review)
    decision = decide(waiting(), moderator, "reject", **AGAINST)
    review.refresh_from_db()
    assert (review.state, review.title) == ("published", SAID["title"])
    assert headline(decision) == "The change to your review was not published"

    appeal = actions.lodge_appeal(decision, by=review.author, words="I only said what he did.")
    assert actions.facts_of(appeal.case, review).title == "Other words"
    decide(appeal.case, another_moderator(), "restore")

    review.refresh_from_db()
    assert review.title == "Other words"


def test_a_second_change_joins_the_first_and_the_moderator_must_read_again(review, moderator):
    change(review)
    seen = waiting().version

    change(review, title="Third words")

    with pytest.raises(InvalidMove):
        actions.decide(waiting(), by=moderator, seen=seen, action="approve")
    decide(waiting(), moderator, "approve")
    review.refresh_from_db()
    assert (review.title, review.stars, Revision.objects.count()) == ("Third words", 1, 1)


def test_what_was_left_out_the_second_time_is_not_proposed_any_more(review, moderator):
    change(review)

    change(review, title=SAID["title"])

    decide(waiting(), moderator, "approve")
    review.refresh_from_db()
    assert (review.title, review.stars) == (SAID["title"], 1)


def test_the_public_words_again_take_the_change_back(review):
    change(review)

    assert change(review, **SAID) is False

    assert (waiting().state, Case.objects.changes_to(Review, [review.pk])) == ("closed", {})


def test_the_author_reads_on_the_review_s_pages_that_a_change_waits(review, signed_in):
    change(review)
    browser = signed_in(review.author)

    shown = browser.get(review.get_absolute_url()).content.decode()
    form = browser.get(f"{review.get_absolute_url()}edit/").content.decode()

    assert "A change is being checked" in shown
    assert 'value="Other words"' in form


def test_whoever_has_come_to_be_trusted_meanwhile_still_adds_to_the_change_that_waits(review):
    change(review)
    review.author.trust = "member"
    review.author.save()

    assert change(review, title="Third words") is True
    assert waiting().revision.content["title"] == "Third words"


def test_a_report_joins_the_change_that_waits_and_a_grave_one_hides_the_item(review, moderator):
    change(review)

    actions.report(review, by=None, reason="danger")

    review.refresh_from_db()
    assert (Case.objects.count(), review.hidden_at is None) == (1, False)
    decide(waiting(), moderator, "approve")
    review.refresh_from_db()
    assert (review.hidden_at, review.title) == (None, "Other words")


def test_what_was_reported_can_be_removed_with_the_change_that_waits(review, moderator):
    change(review)
    actions.report(review, by=None, reason="abuse")

    decide(waiting(), moderator, "remove", **AGAINST)

    review.refresh_from_db()
    assert (review.state, Revision.objects.get().applied_at) == ("removed", None)


def test_withdrawing_the_item_closes_the_change(review):
    change(review)

    reviews.withdraw(review, by=review.author)

    assert waiting().state == "closed"


def test_while_an_appeal_is_looked_into_nothing_is_proposed(review, moderator):
    actions.report(review, by=None, reason="abuse")

    assert not actions.may_propose(review)
    with pytest.raises(InvalidMove), transaction.atomic():
        actions.propose(review, by=review.author, at=timezone.now(), content={"title": "New"})


def test_erasing_the_author_leaves_the_fact_and_none_of_the_words(review, moderator):
    change(review)
    decide(waiting(), moderator, "approve")

    actions.erase_person(review.author, at=timezone.now())

    revision = Revision.objects.get()
    assert (revision.by, revision.content, revision.replaced) == (None, {"erased": True}, {})
    assert Decision.objects.get().words == ""
    assert actions.facts_of(waiting(), review).title == review.title


@pytest.mark.parametrize(
    "values", [{"content": {}}, {"applied_at": timezone.now()}, {"replaced": {"title": "Old"}}]
)
def test_the_database_refuses_half_a_revision(values):
    revision = RevisionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(**values)
