import re

import pytest
from django.http import Http404
from django.template.loader import get_template

from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory
from tests.feedback.shown import fresh, shown, words

pytestmark = pytest.mark.django_db


class TestComments:
    def test_replies_stand_under_what_they_reply_to(self):
        idea = IdeaFactory()
        first = CommentFactory(idea=idea, text="Could it say the stop name too?")
        CommentFactory(idea=idea, text="I was against it.")
        CommentFactory(idea=idea, text="Added it on Monday.", parent=first)

        html = shown("_comments", fresh(idea))

        assert "3 comments" in words(html)
        places = [html.index(text) for text in ("stop name", "Added it", "against it")]
        assert places == sorted(places)
        assert html.count(">Reply<") == 2
        assert html.count("/moderation/report/comment/") == 3

    def test_a_body_s_reply_looks_like_one_and_carries_body_and_role(self):
        member = MembershipFactory(organisation__name="Sow Valley College")
        first = CommentFactory()
        CommentFactory(
            idea=first.idea,
            parent=first,
            author=member.user,
            organisation=member.organisation,
            role="project tutor",
        )

        html = shown("_comments", fresh(first.idea))

        assert '<h4 class="sc-reply__who">Sow Valley College, project tutor</h4>' in html

    def test_how_words_arrived_is_told(self):
        comment = CommentFactory(channel="paper")

        assert "Sent on paper" in words(shown("_comments", fresh(comment.idea)))

    @pytest.mark.parametrize(
        ("trait", "told"),
        [
            ("removed", "In reply to a comment that was removed on"),
            ("hidden", "In reply to a comment that is no longer here"),
            ("withdrawn", "In reply to a comment that is no longer here"),
        ],
    )
    def test_a_reply_outlives_what_it_replied_to(self, trait, told):
        first = CommentFactory(**{trait: True}, text="Canary words")
        CommentFactory(idea=first.idea, parent=first, text="Added it on Monday.")

        html = shown("_comments", fresh(first.idea))

        assert told in words(html)
        assert "Added it on Monday." in html
        assert "Canary" not in html

    @pytest.mark.parametrize("trait", ["pending", "rejected", "withdrawn", "hidden", "removed"])
    def test_what_is_not_public_is_shown_to_nobody_else(self, trait):
        comment = CommentFactory(**{trait: True}, text="Canary words")

        for user in (None, UserFactory()):
            assert "Canary" not in shown("_comments", fresh(comment.idea), user=user)

    @pytest.mark.parametrize("trait", ["pending", "rejected", "hidden"])
    def test_the_author_sees_what_waits(self, trait):
        comment = CommentFactory(**{trait: True}, text="Canary words")

        html = shown("_comments", fresh(comment.idea), user=comment.author)

        assert "Canary words" in html
        assert "Yours, not public yet" in html

    def test_twenty_stand_on_a_page_oldest_first_with_a_link_to_the_newest(self):
        idea = IdeaFactory()
        for n in range(45):
            CommentFactory(idea=idea, text=f"number {n:02}", figures=n == 44)
        idea = fresh(idea)

        first = shown("_comments", idea)
        last = shown("_comments", idea, query="?comments_page=3")

        assert re.findall(r"number \d\d", first) == [f"number {n:02}" for n in range(20)]
        assert '<a class="sc-link sc-link--lone" href="?comments_page=3#comments">Newest' in first
        assert re.findall(r"number \d\d", last) == [f"number {n:02}" for n in range(40, 45)]
        assert "Newest comments" not in last

    def test_a_thread_cut_by_the_end_of_a_page_says_what_its_replies_are_about(self):
        first = CommentFactory(author__display_name="Dev, Stone")
        for n in range(20):
            CommentFactory(idea=first.idea, parent=first, figures=n == 19)

        html = shown("_comments", fresh(first.idea), query="?comments_page=2")

        assert "In reply to what Dev, Stone said" in words(html)
        assert f'href="{first.get_absolute_url()}"' in html

    def test_a_closed_idea_takes_no_more_and_says_so(self):
        idea = IdeaFactory(status="expired")

        html = shown("_comments", idea)

        assert "This idea is closed, so it takes no more comments." in words(html)
        assert "Add a comment" not in html

    def test_an_idea_that_waits_has_no_comments_to_speak_of(self):
        idea = IdeaFactory(status="submitted")

        assert shown("_comments", idea, user=idea.author).strip() == ""

    @pytest.mark.parametrize("number", ["0", "2", "01", "x", "99999999"])
    def test_a_page_that_does_not_exist_is_not_found(self, number):
        with pytest.raises(Http404):
            shown("_comments", IdeaFactory(), query=f"?comments_page={number}")

    @pytest.mark.parametrize("n", [1, 10, 100])
    def test_it_costs_one_query_for_a_visitor_and_two_for_a_member(
        self, n, django_assert_num_queries
    ):
        idea, member = IdeaFactory(), UserFactory()
        first = CommentFactory(idea=idea, figures=n == 1)
        for number in range(n - 1):
            parent = first if number % 2 else None
            CommentFactory(idea=idea, parent=parent, figures=number == n - 2)
        idea = fresh(idea)
        get_template("feedback/_comments.html")

        with django_assert_num_queries(1):
            shown("_comments", idea)
        with django_assert_num_queries(2):
            shown("_comments", idea, user=member)
