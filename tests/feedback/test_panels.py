from datetime import date, timedelta

import pytest
from django.http import Http404
from django.template.loader import get_template
from django.utils import timezone

from ideas.models import Idea
from services.models import Service
from services.rules.ratings import wilson
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.services import ServiceFactory
from tests.feedback.shown import fresh, shown, titles, words

pytestmark = pytest.mark.django_db


class TestReviews:
    def test_a_score_has_its_stars_words_basis_and_distribution(self):
        service = ServiceFactory(name="The Long Table")
        for stars in (5, 5, 5, 4, 3, 5, 5):
            ReviewFactory(service=service, stars=stars)

        text = words(shown("_reviews", fresh(service)))

        assert "4.6 out of 5 stars Very good Based on 7 reviews, mostly recent" in text
        assert "How 7 people rated The Long Table" in text
        for row in ("5 stars 5", "4 stars 1", "3 stars 1", "2 stars 0", "1 star 0"):
            assert row in text

    def test_below_five_reviews_there_is_no_score_and_no_distribution(self):
        service = ServiceFactory()
        for _ in range(3):
            ReviewFactory(service=service)

        text = words(shown("_reviews", fresh(service)))

        assert "Not enough reviews for a score yet (3 of 5)." in text
        assert "rated" not in text

    def test_without_reviews_it_says_so_and_asks_for_the_first(self):
        service = ServiceFactory()

        html = shown("_reviews", service)

        assert "No reviews yet. Yours would be the first." in words(html)
        assert f'href="/feedback/services/{service.slug}/review/"' in html

    def test_a_review_tells_who_when_what_and_how_to_report_it(self):
        review = ReviewFactory(
            stars=3,
            title="Lovely food, hard to hear",
            visited=date(2026, 1, 1),
            author__display_name="Tom, Penkridge",
            relationship="carer",
            incentive="gift",
            edited_at=timezone.now().replace(year=2026, month=3, day=3),
        )

        html = shown("_reviews", fresh(review.service))

        text = words(html)
        assert f"3 out of 5 Lovely food, hard to hear {review.text} Tom, Penkridge" in text
        assert "Used it in January 2026" in text
        assert "Cares for somebody who uses it" in text
        assert "Was given something free for writing this" in text
        assert "Edited 3 March 2026" in text
        assert f'href="/moderation/report/review/{review.public_id}/"' in html

    def test_an_interest_is_marked_and_not_counted(self):
        review = ReviewFactory(staff=True)

        text = words(shown("_reviews", fresh(review.service)))

        assert "Works here: not counted in the score" in text
        assert "No score yet: none of these reviews is counted." in text

    def test_a_removed_review_leaves_a_dated_stub_with_its_reason_and_none_of_its_words(self):
        review = ReviewFactory(
            removed=True,
            title="Canary title",
            text="Canary words that nobody may read.",
            removed_at=timezone.now().replace(year=2026, month=3, day=3),
        )

        html = shown("_reviews", fresh(review.service))

        assert (
            "A review was removed on 3 March 2026 because of this: fake review or hidden interest."
            " It is not counted in the score."
        ) in words(html)
        assert "Canary" not in html

    @pytest.mark.parametrize("trait", ["pending", "rejected", "withdrawn", "hidden", "removed"])
    def test_what_is_not_public_is_shown_to_nobody_else(self, trait):
        review = ReviewFactory(**{trait: True}, title="Canary title", text="Canary " * 5)

        for user in (None, UserFactory()):
            assert "Canary" not in shown("_reviews", fresh(review.service), user=user)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?reviews_stars=5", ["a", "c"]),
            ("?reviews_stars=2", []),
            ("?reviews_stars=9", ["staff", "a", "b", "c"]),
            ("?reviews_stars=5&reviews=lowest", ["a", "c"]),
        ],
    )
    def test_they_can_be_narrowed_to_so_many_stars_of_those_that_count(self, query, found):
        service = ServiceFactory()
        for title, stars in (("c", 5), ("b", 4), ("a", 5)):
            ReviewFactory(service=service, stars=stars, title=title)
        ReviewFactory(service=service, stars=5, title="staff", relationship="staff", counted=False)

        html = shown("_reviews", fresh(service), query=query)

        assert titles(html) == found
        assert "All 4" in words(html)
        assert "5 stars (2)" in words(html)
        assert ("No review with 2 stars." in words(html)) is (found == [])

    @pytest.mark.parametrize(
        ("trait", "state"),
        [
            ("pending", "Being checked"),
            ("rejected", "Not published"),
            ("hidden", "Hidden while somebody looks into it"),
            ("removed", "Removed"),
        ],
    )
    def test_the_author_is_told_where_their_own_stands(self, trait, state):
        review = ReviewFactory(**{trait: True})

        html = shown("_reviews", fresh(review.service), user=review.author)

        assert f"Your review {state}" in words(html)
        assert f'href="{review.get_absolute_url()}"' in html
        assert "Write a review" not in html

    @pytest.mark.parametrize(
        ("query", "order"),
        [
            ("", ["c", "b", "a"]),
            ("?reviews=newest", ["c", "b", "a"]),
            ("?reviews=lowest", ["b", "c", "a"]),
            ("?reviews=highest", ["a", "c", "b"]),
            ("?reviews=nonsense", ["c", "b", "a"]),
        ],
    )
    def test_they_come_in_the_order_asked_for(self, query, order):
        service = ServiceFactory()
        for title, stars in (("a", 5), ("b", 1), ("c", 3)):
            ReviewFactory(service=service, title=title, stars=stars)

        assert titles(shown("_reviews", fresh(service), query=query)) == order

    def test_the_most_helpful_come_first_if_asked_for_and_few_votes_are_trusted_less(self):
        service = ServiceFactory()
        for title, up, said in (("few", 1, 1), ("none", 0, 0), ("many", 9, 10), ("half", 5, 10)):
            ReviewFactory(
                service=service,
                title=title,
                helpful_up=up,
                helpful_votes=said,
                helpful_bound=wilson(up, said),
            )

        html = shown("_reviews", fresh(service), query="?reviews=helpful")

        assert titles(html) == ["many", "half", "few", "none"]
        assert "9 of 10 people found this helpful" in words(html)
        assert "Most helpful Newest Lowest Highest" in words(html)

    def test_ten_stand_on_a_page_and_the_links_keep_the_rest_of_the_address(self):
        service = ServiceFactory()
        for n in range(11):
            ReviewFactory(service=service, title=f"number {n:02}", figures=n == 10)
        service = fresh(service)

        first = shown("_reviews", service, query="?postcode=ST16&reviews=highest")
        second = shown("_reviews", service, query="?reviews=newest&reviews_page=2")

        assert (len(titles(first)), titles(second)) == (10, ["number 00"])
        assert 'href="?postcode=ST16&amp;reviews=highest&amp;reviews_page=2#reviews"' in first
        assert 'href="?postcode=ST16&amp;reviews=lowest#reviews"' in first
        assert "Page 2 of 2" in second

    @pytest.mark.parametrize("number", ["0", "2", "01", "+1", "x", "99999999", ""])
    def test_a_page_that_does_not_exist_is_not_found(self, number):
        review = ReviewFactory()

        with pytest.raises(Http404):
            shown("_reviews", fresh(review.service), query=f"?reviews_page={number}")

    @pytest.mark.parametrize("n", [1, 10, 100])
    def test_it_costs_two_queries_for_a_visitor_and_three_for_a_member(
        self, n, django_assert_num_queries
    ):
        service, member = ServiceFactory(), UserFactory()
        for number in range(n):
            ReviewFactory(service=service, figures=number == n - 1)
        service = fresh(service)
        get_template("feedback/_reviews.html")

        with django_assert_num_queries(2):
            shown("_reviews", service)
        with django_assert_num_queries(3):
            shown("_reviews", service, user=member)


class TestContributions:
    def test_a_person_finds_their_own_with_what_has_become_of_each(self):
        member = UserFactory()
        ReviewFactory(author=member, title="Public one")
        ReviewFactory(author=member, title="Waiting one", pending=True)
        CommentFactory(author=member, text="Rejected words", rejected=True)
        CommentFactory(author=member, text="Withdrawn words", withdrawn=True)
        ReviewFactory(title="Of somebody else")

        text = words(shown("_contributions", member, user=member))

        for expected in ("Public one", "Waiting one", "Rejected words", "Withdrawn words"):
            assert expected in text
        for state in ("Published", "Being checked", "Not published", "Withdrawn by its author"):
            assert state in text
        assert "Of somebody else" not in text

    def test_who_has_written_nothing_is_shown_where_to_start(self):
        member = UserFactory()

        text = words(shown("_contributions", member, user=member))

        assert "You have not reviewed anything yet." in text
        assert "You have not commented on anything yet." in text

    @pytest.mark.parametrize("n", [1, 10, 100])
    def test_it_costs_three_queries(self, n, django_assert_num_queries):
        member, service, idea = UserFactory(), ServiceFactory(), IdeaFactory()
        for _ in range(n):
            ReviewFactory(author=member, service=service, withdrawn=True, figures=False)
            CommentFactory(author=member, idea=idea, figures=False)
        get_template("feedback/_contributions.html")

        with django_assert_num_queries(3):
            shown("_contributions", member, user=member)


def test_the_newest_review_of_an_old_service_says_how_old_the_others_are():
    service = ServiceFactory()
    old = timezone.now() - timedelta(days=1400)
    for n in range(5):
        ReviewFactory(service=service, created_at=old, figures=n == 4)

    text = words(shown("_reviews", fresh(service)))

    assert "Based on 5 reviews, mostly more than two years old" in text


def test_counts_come_from_the_row_and_are_not_counted_again():
    review, comment = ReviewFactory(), CommentFactory()
    Service.objects.filter(pk=review.service.pk).update(rating_count=3, review_count=3)
    Idea.objects.filter(pk=comment.idea.pk).update(comment_count=7)

    assert "(3 of 5)" in shown("_reviews", fresh(review.service))
    assert "7 comments" in shown("_comments", fresh(comment.idea))
