from datetime import timedelta

import pytest
from django.utils import timezone

from feedback.actions import reviews
from feedback.lifecycle import AlreadyReviewed, InvalidMove, ReviewState, TooMany
from feedback.models import Review
from smartcounty.moderation import actions as moderation
from smartcounty.moderation.models import AuditEntry, Case
from smartcounty.notifications.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.feedback import ReviewFactory
from tests.factories.services import ServiceFactory
from tests.feedback.said import SAID

pytestmark = pytest.mark.django_db


def figures(service):
    service.refresh_from_db()
    return service.review_count, service.rating_count, service.rating_hist


def events():
    return list(Event.objects.order_by("pk").values_list("kind", "subject_id"))


def waiting(review):
    return Case.objects.about(review).waiting().count()


NOTHING = (0, 0, [0, 0, 0, 0, 0])
ONE_FOUR = (1, 1, [0, 0, 0, 1, 0])


def test_a_member_s_review_is_public_and_counted_at_once_and_the_provider_hears_of_it():
    service, member = ServiceFactory(), UserFactory()

    review = reviews.submit(service, by=member, **SAID)

    review.refresh_from_db()
    assert (review.state, review.counted, review.author) == ("published", True, member)
    assert review.reference.startswith("V-")
    assert {name: getattr(review, name) for name in SAID} == SAID
    assert figures(service) == ONE_FOUR
    assert events() == [("feedback.reviewed", review.pk)]
    assert waiting(review) == 0


def test_a_new_member_s_review_waits_in_the_queue_and_counts_for_nothing():
    service = ServiceFactory()

    review = reviews.submit(service, by=UserFactory(new=True), **SAID)

    assert (review.state, review.published_at) == ("pending", None)
    assert figures(service) == NOTHING
    assert events() == []
    assert waiting(review) == 1


def test_where_reviews_are_checked_first_a_member_s_waits_too(settings):
    settings.PREMODERATE = settings.PREMODERATE | {"review": True}

    assert reviews.submit(ServiceFactory(), by=UserFactory(), **SAID).state == "pending"


def test_an_approved_review_is_counted_and_its_age_starts_then():
    service = ServiceFactory()
    review = reviews.submit(service, by=UserFactory(new=True), **SAID)
    at = timezone.now()

    reviews.approve(review, by=UserFactory(), at=at)

    review.refresh_from_db()
    assert (review.state, review.published_at, review.counted) == ("published", at, True)
    assert figures(service) == ONE_FOUR
    assert events() == [("feedback.reviewed", review.pk)]


def test_a_person_reviews_a_service_once_and_another_service_too():
    service, member = ServiceFactory(), UserFactory()
    reviews.submit(service, by=member, **SAID)

    with pytest.raises(AlreadyReviewed):
        reviews.submit(service, by=member, **SAID)

    reviews.submit(ServiceFactory(), by=member, **SAID)
    assert figures(service) == ONE_FOUR


def test_after_withdrawing_a_person_may_write_another():
    service, member = ServiceFactory(), UserFactory()
    first = reviews.submit(service, by=member, **SAID)

    reviews.withdraw(first, by=member)
    assert figures(service) == NOTHING

    reviews.submit(service, by=member, **SAID | {"stars": 2})
    assert figures(service) == (1, 1, [0, 1, 0, 0, 0])


@pytest.mark.parametrize("relationship", ["staff", "provider", "competitor"])
def test_a_review_by_somebody_with_an_interest_is_shown_and_not_counted(relationship):
    service = ServiceFactory()

    review = reviews.submit(service, by=UserFactory(), **SAID | {"relationship": relationship})

    assert (review.state, review.counted) == ("published", False)
    assert figures(service) == (1, 0, [0, 0, 0, 0, 0])


def test_a_member_s_edit_shows_at_once_keeps_the_old_words_and_moves_the_score():
    service, member = ServiceFactory(), UserFactory()
    review = reviews.submit(service, by=member, **SAID)
    published = review.published_at

    reviews.edit(review, by=member, seen=review.version, **SAID | {"stars": 1, "title": "Shut"})

    review.refresh_from_db()
    assert (review.stars, review.title, review.state) == (1, "Shut", "published")
    assert (review.published_at, review.edited_at) == (published, review.updated_at)
    assert figures(service) == (1, 1, [1, 0, 0, 0, 0])
    old = review.edits.get()
    assert {name: getattr(old, name) for name in SAID} == SAID
    assert len(events()) == 1


def test_declaring_an_interest_later_takes_the_review_out_of_the_score():
    service, member = ServiceFactory(), UserFactory()
    review = reviews.submit(service, by=member, **SAID)

    reviews.edit(review, by=member, seen=review.version, **SAID | {"relationship": "staff"})

    assert figures(service) == (1, 0, [0, 0, 0, 0, 0])


def test_saving_the_same_words_changes_nothing():
    member = UserFactory()
    review = reviews.submit(ServiceFactory(), by=member, **SAID)
    version = review.version

    reviews.edit(review, by=member, seen=version, **SAID)

    review.refresh_from_db()
    assert (review.version, review.edited_at, review.edits.count()) == (version, None, 0)


def test_a_new_member_s_edit_of_what_is_public_waits_while_everybody_sees_what_was_approved():
    service, member = ServiceFactory(), UserFactory(new=True)
    review = reviews.submit(service, by=member, **SAID)
    reviews.approve(review, by=UserFactory(), at=timezone.now())
    Case.objects.all().delete()
    before = figures(service)

    assert reviews.edit(review, by=member, seen=review.version, **SAID | {"stars": 1}) is True

    review.refresh_from_db()
    assert (review.state, review.stars, review.edits.count()) == ("published", SAID["stars"], 0)
    assert figures(service) == before
    assert waiting(review) == 1
    assert events() == [("feedback.reviewed", review.pk)]


def test_a_new_member_s_edit_of_what_is_reported_is_hidden_until_the_report_is_looked_at():
    service, member = ServiceFactory(), UserFactory(new=True)
    review = ReviewFactory(service=service, author=member)
    moderation.report(review, by=UserFactory(), reason="other")

    reviews.edit(review, by=member, seen=review.version, **SAID | {"stars": 1})

    assert (review.state, review.hidden_at) == ("published", review.updated_at)
    assert figures(service) == NOTHING
    assert waiting(review) == 1


def test_an_edit_of_what_waits_makes_a_moderator_read_again_and_does_not_publish_it():
    member = UserFactory(new=True)
    review = reviews.submit(ServiceFactory(), by=member, **SAID)
    before = Case.objects.get().version

    reviews.edit(review, by=member, seen=review.version, **SAID | {"title": "Other words"})

    case = Case.objects.get()
    assert (review.state, review.edited_at) == ("pending", None)
    assert (case.title, case.target_version) == ("Other words", review.version)
    assert case.version > before


def test_a_rejected_review_can_be_put_right_and_is_read_again_whoever_wrote_it():
    member = UserFactory()
    review = ReviewFactory(rejected=True, author=member)

    reviews.edit(review, by=member, seen=review.version, **SAID)

    assert review.state == "pending"
    assert waiting(review) == 1


def test_an_edit_on_top_of_another_version_is_refused():
    member = UserFactory()
    review = reviews.submit(ServiceFactory(), by=member, **SAID)

    with pytest.raises(InvalidMove):
        reviews.edit(review, by=member, seen=review.version - 1, **SAID | {"stars": 1})


@pytest.mark.parametrize("trait", ["removed", "withdrawn"])
def test_what_is_gone_cannot_be_edited(trait):
    review = ReviewFactory(**{trait: True})

    with pytest.raises(InvalidMove):
        reviews.edit(review, by=review.author, seen=review.version, **SAID)


def test_withdrawing_closes_the_case_that_waits():
    member = UserFactory(new=True)
    review = reviews.submit(ServiceFactory(), by=member, **SAID)

    reviews.withdraw(review, by=member)

    assert review.state == "withdrawn"
    assert waiting(review) == 0


def test_a_hidden_review_leaves_the_score_and_comes_back_when_restored():
    service = ServiceFactory()
    review = reviews.submit(service, by=UserFactory(), **SAID)

    reviews.hide(review, by=None, at=timezone.now())
    assert (review.state, figures(service)) == ("published", NOTHING)

    reviews.restore(review, by=UserFactory(), at=timezone.now())
    assert (review.hidden_at, figures(service)) == (None, ONE_FOUR)
    assert len(events()) == 1


def test_a_removed_review_keeps_a_dated_reason_and_comes_back_after_an_appeal():
    service = ServiceFactory()
    review = reviews.submit(service, by=UserFactory(), **SAID)
    reviews.hide(review, by=None, at=timezone.now())
    at = timezone.now()

    reviews.remove(review, by=UserFactory(), at=at, reason="fake")
    assert (review.state, review.removed_at, review.removed_because) == ("removed", at, "fake")
    assert (review.hidden_at, figures(service)) == (None, NOTHING)

    reviews.restore(review, by=UserFactory(), at=timezone.now())
    review.refresh_from_db()
    assert (review.state, review.removed_at, review.removed_because) == ("published", None, "")
    assert figures(service) == ONE_FOUR
    assert len(events()) == 1


def test_a_rejected_review_is_published_for_the_first_time_when_an_appeal_is_upheld():
    service = ServiceFactory()
    review = reviews.submit(service, by=UserFactory(new=True), **SAID)
    reviews.reject(review, by=UserFactory(), at=timezone.now(), reason="other")
    assert (review.state, figures(service), events()) == ("rejected", NOTHING, [])

    reviews.restore(review, by=UserFactory(), at=timezone.now())

    assert (review.state, figures(service)) == ("published", ONE_FOUR)
    assert events() == [("feedback.reviewed", review.pk)]


def test_what_a_suspended_person_said_is_shown_and_not_counted():
    member = UserFactory(new=True)
    review = reviews.submit(ServiceFactory(), by=member, **SAID)
    member.suspended_until = timezone.now() + timedelta(days=3)
    member.suspended_because = "abuse"
    member.save()

    reviews.approve(review, by=UserFactory(), at=timezone.now())

    assert (review.state, review.counted) == ("published", False)


VERBS = {
    "approve": lambda review, at: reviews.approve(review, by=None, at=at),
    "reject": lambda review, at: reviews.reject(review, by=None, at=at, reason="other"),
    "hide": lambda review, at: reviews.hide(review, by=None, at=at),
    "restore": lambda review, at: reviews.restore(review, by=None, at=at),
    "remove": lambda review, at: reviews.remove(review, by=None, at=at, reason="other"),
    "withdraw": lambda review, at: reviews.withdraw(review, by=review.author, at=at),
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
    review = ReviewFactory(**({state: True} if state != "published" else {}))

    if verb in MAY[state]:
        VERBS[verb](review, timezone.now())
    else:
        with pytest.raises(InvalidMove):
            VERBS[verb](review, timezone.now())


def test_each_move_grows_the_version_and_leaves_an_audit_row():
    moderator = UserFactory()
    review = reviews.submit(ServiceFactory(), by=UserFactory(new=True), **SAID)
    at = timezone.now()

    reviews.approve(review, by=moderator, at=at)

    assert review.version == 2
    entry = AuditEntry.objects.get(action="review published")
    assert (entry.by, entry.at, entry.subject) == (moderator, at, review.reference)
    assert (entry.old, entry.new) == ("pending", "published")


def test_a_person_who_posts_faster_than_anybody_writes_is_stopped(settings):
    settings.POSTS_AN_HOUR = {"new": 2, "trusted": 3}
    new, member = UserFactory(new=True), UserFactory()

    for person, most in ((new, 2), (member, 3)):
        for _ in range(most):
            reviews.submit(ServiceFactory(), by=person, **SAID)
        with pytest.raises(TooMany):
            reviews.submit(ServiceFactory(), by=person, **SAID)

    assert Review.objects.count() == 5


def test_a_review_can_be_told_as_of_an_earlier_day():
    at = timezone.now() - timedelta(days=400)

    review = reviews.submit(ServiceFactory(), by=UserFactory(), at=at, **SAID)

    assert (review.created_at, review.published_at) == (at, at)


def test_the_queue_is_told_whom_the_review_is_about_so_that_its_provider_does_not_decide():
    review = ReviewFactory()

    facts = reviews.describe(review)

    assert facts.organisation == review.service.organisation
    assert (facts.title, facts.text, facts.author) == (review.title, review.text, review.author)
    assert facts.path == review.get_absolute_url()


def test_every_state_is_written_by_some_verb_or_kept_for_later():
    written = {"pending", "published", "rejected", "removed", "withdrawn"}

    assert set(ReviewState) - written == {ReviewState.HELD, ReviewState.SUPERSEDED}
