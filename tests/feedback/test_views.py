import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.actions import reviews
from feedback.models import Comment, Review
from smartcounty.common.bots import stamp
from tests.factories.accounts import UserFactory
from tests.factories.feedback import CommentFactory, ReviewFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.places import MembershipFactory
from tests.factories.services import ServiceFactory
from tests.feedback.said import SAID, posted

pytestmark = pytest.mark.django_db
NOT_PUBLIC = ["pending", "rejected", "withdrawn", "hidden"]
BOTH = [ReviewFactory, CommentFactory]


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def at(name, *args):
    return reverse(f"feedback:{name}", args=args)


def form_of(service):
    return at("review_service", service.slug)


def said(text="Could it say the stop name too?", **fields):
    return {"text": text, "website": "", "started": stamp(seconds_ago=60)} | fields


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def client(member, signed_in):
    return signed_in(member)


class TestWritingAReview:
    def test_the_form_asks_and_links_the_policy(self, client):
        service = ServiceFactory(name="The Long Table")

        response = client.get(form_of(service))

        text = words(response)
        assert response.status_code == 200
        assert "Review The Long Table" in text
        for question in ("How was it?", "How do you know it?", "5 stars: excellent"):
            assert question in text
        assert f'href="{reverse("pages:reviews_policy")}"' in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_a_member_s_review_is_saved_and_they_see_what_happens_next(self, client, member):
        service = ServiceFactory()

        response = client.post(form_of(service), posted(), follow=True)

        review = Review.objects.get()
        assert (review.author, review.service, review.state) == (member, service, "published")
        assert response.redirect_chain == [(review.get_absolute_url(), 302)]
        text = words(response)
        assert "Thank you. Your review is saved." in text
        assert "What happens next" in text
        assert f"Reference {review.reference}" in text

    def test_a_new_member_is_told_that_somebody_reads_it_first(self, signed_in):
        client = signed_in(UserFactory(new=True))

        response = client.post(form_of(ServiceFactory()), posted(), follow=True)

        text = words(response)
        assert "Being checked" in text
        assert "We read it usually within 1 working day" in text

    def test_four_thousand_and_one_characters_are_refused_at_the_field_and_kept(self, client):
        long = "x" * 4001

        response = client.post(form_of(ServiceFactory()), posted(text=long))

        html = response.content.decode()
        assert response.status_code == 200
        assert "Use 4000 characters or fewer. You used 4001" in html
        assert 'href="#id_text"' in html
        assert long in html
        assert "<title>Error: " in html
        assert not Review.objects.exists()

    def test_a_second_review_is_refused_with_a_link_to_the_first_and_nothing_is_lost(
        self, client, member
    ):
        service = ServiceFactory()
        first = reviews.submit(service, by=member, **SAID)

        response = client.post(form_of(service), posted(title="Another thing entirely"))

        html = response.content.decode()
        assert response.status_code == 409
        assert "You have already reviewed this" in html
        assert f'href="{at("review_edit", first.public_id)}"' in html
        assert "Another thing entirely" in html
        assert Review.objects.count() == 1

    def test_asking_for_the_form_again_leads_to_the_review_one_has(self, client, member):
        review = ReviewFactory(author=member)

        response = client.get(form_of(review.service))

        assert response.url == at("review_edit", review.public_id)

    def test_after_a_removal_it_leads_to_what_was_decided(self, client, member):
        review = ReviewFactory(author=member, removed=True)

        assert client.get(form_of(review.service)).url == review.get_absolute_url()
        assert client.post(form_of(review.service), posted()).status_code == 409

    def test_a_machine_gets_its_form_back(self, client):
        response = client.post(form_of(ServiceFactory()), posted(website="https://spam.example"))

        assert "Something filled in a field that people cannot see" in words(response)
        assert not Review.objects.exists()

    def test_who_posts_too_much_is_asked_to_wait_and_loses_nothing(self, client, settings):
        settings.POSTS_AN_HOUR = {"new": 0, "trusted": 0}

        response = client.post(form_of(ServiceFactory()), posted())

        assert response.status_code == 429
        assert "You have posted a lot in the last hour" in words(response)
        assert SAID["text"] in response.content.decode()

    def test_a_visitor_may_write_first_and_finds_it_again_after_signing_in(self, member):
        service, client = ServiceFactory(), Client()
        assert "You can write first and sign in afterwards" in words(client.get(form_of(service)))

        response = client.post(form_of(service), posted())
        assert response.url == f"{reverse('account_login')}?next={form_of(service)}"
        assert not Review.objects.exists()

        member.set_password("otter lantern gravel")
        member.save()
        keys = {"login": member.email, "password": "otter lantern gravel"}
        assert client.post(response.url, keys).url == form_of(service)
        html = client.get(form_of(service)).content.decode()
        assert SAID["text"] in html
        assert "There is a problem" not in html

        client.post(form_of(service), posted())
        assert SAID["text"] not in client.get(form_of(ServiceFactory())).content.decode()
        assert not client.session.get("drafts")

    def test_a_visitor_is_told_of_errors_before_having_to_sign_in(self):
        response = Client().post(form_of(ServiceFactory()), posted(stars=""))

        assert "Choose how many stars you give it" in words(response)

    def test_who_is_suspended_may_not_write(self, signed_in):
        person = UserFactory(
            suspended_until=timezone.now().replace(year=2999), suspended_because="abuse"
        )

        assert signed_in(person).get(form_of(ServiceFactory())).status_code == 403
        assert signed_in(person).post(form_of(ServiceFactory()), posted()).status_code == 403

    @pytest.mark.parametrize("trait", ["hidden", "removed", "unpublished"])
    def test_what_nobody_may_see_cannot_be_reviewed(self, client, trait):
        service = ServiceFactory(**{trait: True})

        assert client.get(form_of(service)).status_code == 404
        assert client.post(form_of(service), posted()).status_code == 404

    def test_a_form_without_its_token_saves_nothing_and_shows_what_was_typed(self, member):
        client = Client(enforce_csrf_checks=True)
        client.force_login(member)

        response = client.post(form_of(ServiceFactory()), posted())

        assert response.status_code == 403
        assert SAID["text"] in response.content.decode()
        assert not Review.objects.exists()


class TestOneReview:
    def test_a_visitor_reads_it_without_a_cookie(self):
        review = ReviewFactory()

        response = Client().get(review.get_absolute_url())

        assert review.title in words(response)
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
        assert not response.cookies
        assert "csrf" not in response.content.decode()
        assert "Change your review" not in words(response)

    def test_its_author_may_change_and_withdraw_it(self, client, member):
        review = ReviewFactory(author=member)

        text = words(client.get(review.get_absolute_url()))

        assert "Change your review" in text
        assert "Withdraw it" in text

    def test_editing_fills_in_what_was_said_and_saves_the_rest(self, client, member):
        review = ReviewFactory(author=member)
        page = client.get(at("review_edit", review.public_id)).content.decode()
        assert review.text in page
        assert 'value="9"' in page

        response = client.post(
            at("review_edit", review.public_id),
            posted(stars="1", seen=review.version),
            follow=True,
        )

        review.refresh_from_db()
        assert (review.stars, review.text, review.edits.count()) == (1, SAID["text"], 1)
        assert "Your changes are saved." in words(response)
        assert "Edited" in words(response)

    def test_an_edit_on_top_of_another_one_is_not_lost(self, client, member):
        review = ReviewFactory(author=member, version=3)
        page = at("review_edit", review.public_id)

        response = client.post(page, posted(title="From the old tab", seen=2))

        html = response.content.decode()
        assert response.status_code == 409
        assert "This review changed while you had it open" in html
        assert "From the old tab" in html
        assert 'name="seen" value="3"' in html

    @pytest.mark.parametrize("trait", ["removed", "withdrawn"])
    def test_what_is_gone_cannot_be_edited(self, client, member, trait):
        review = ReviewFactory(author=member, **{trait: True})

        response = client.get(at("review_edit", review.public_id))

        assert response.url == review.get_absolute_url()

    def test_withdrawing_takes_a_press_of_a_button(self, client, member):
        review = ReviewFactory(author=member)
        page = at("review_withdraw", review.public_id)

        assert "Withdraw your review?" in words(client.get(page))
        review.refresh_from_db()
        assert review.state == "published"

        assert client.post(page).url == reverse("accounts:contributions")
        review.refresh_from_db()
        assert review.state == "withdrawn"
        assert client.post(page).url == review.get_absolute_url()


class TestCommenting:
    def test_a_comment_is_saved_and_its_author_sees_what_happens_next(self, client, member):
        idea = IdeaFactory()
        page = at("comment", idea.slug)
        assert "Add a comment" in words(client.get(page))

        response = client.post(page, said(), follow=True)

        comment = Comment.objects.get()
        assert (comment.idea, comment.author, comment.parent) == (idea, member, None)
        assert response.redirect_chain == [(comment.get_absolute_url(), 302)]
        assert "What happens next" in words(response)

    def test_a_reply_shows_what_it_replies_to(self, client):
        parent = CommentFactory(text="Carry on.")
        page = at("comment_reply", parent.public_id)
        assert "Carry on." in words(client.get(page))

        client.post(page, said())

        reply = Comment.objects.order_by("pk").last()
        assert (reply.parent, reply.idea) == (parent, parent.idea)

    def test_a_reply_is_not_replied_to(self, client):
        first = CommentFactory()
        reply = CommentFactory(idea=first.idea, parent=first)

        assert client.get(at("comment_reply", reply.public_id)).status_code == 404

    def test_a_member_of_an_organisation_may_speak_for_it(self, client, member):
        organisation = MembershipFactory(user=member, title="Tutor").organisation
        idea = IdeaFactory()

        client.post(at("comment", idea.slug), said(organisation=organisation.pk))

        comment = Comment.objects.get()
        assert (comment.organisation, comment.role) == (organisation, "Tutor")

    def test_a_visitor_may_write_first_and_sign_in_afterwards(self):
        idea, client = IdeaFactory(), Client()
        page = at("comment", idea.slug)
        assert "You can write first and sign in afterwards" in words(client.get(page))

        assert client.post(page, said()).url == f"{reverse('account_login')}?next={page}"
        assert client.session["drafts"][page]["text"] == [said()["text"]]

    def test_a_closed_idea_leads_back_to_the_idea_and_keeps_what_was_typed(self, client):
        idea = IdeaFactory(status="expired")
        page = at("comment", idea.slug)

        assert client.get(page).url == idea.get_absolute_url()
        response = client.post(page, said("Typed before it closed"))
        assert response.status_code == 409
        assert "Typed before it closed" in response.content.decode()

    def test_an_idea_that_nobody_may_see_is_not_found(self, client):
        idea = IdeaFactory(hidden_at=timezone.now())

        assert client.get(at("comment", idea.slug)).status_code == 404
        assert client.post(at("comment", idea.slug), said()).status_code == 404

    def test_a_comment_leads_to_its_place_in_the_talk(self):
        idea = IdeaFactory()
        for n in range(21):
            last = CommentFactory(idea=idea, figures=n == 20)

        html = Client().get(last.get_absolute_url()).content.decode()

        where = f"{idea.get_absolute_url()}?comments_page=2#comment-{last.public_id}"
        assert f'href="{where}"' in html

    def test_withdrawing_takes_a_press_of_a_button(self, client, member):
        comment = CommentFactory(author=member)
        page = at("comment_withdraw", comment.public_id)

        assert "Withdraw your comment?" in words(client.get(page))
        client.post(page)

        comment.refresh_from_db()
        assert comment.state == "withdrawn"


class TestWhoSeesWhat:
    @pytest.mark.parametrize("trait", NOT_PUBLIC)
    @pytest.mark.parametrize("factory", BOTH)
    def test_what_is_not_public_is_found_by_its_author_alone(self, factory, trait, signed_in):
        item = factory(**{trait: True})
        page = item.get_absolute_url()

        assert Client().get(page).status_code == 404
        assert signed_in(UserFactory()).get(page).status_code == 404
        assert signed_in(item.author).get(page).status_code == 200

    @pytest.mark.parametrize("factory", BOTH)
    def test_what_was_removed_answers_gone_with_date_and_reason_and_none_of_its_words(
        self, factory, signed_in
    ):
        moment = timezone.now().replace(year=2026, month=3, day=3)
        item = factory(removed=True, removed_at=moment, text="Canary words that nobody may read.")

        response = Client().get(item.get_absolute_url())

        assert response.status_code == 410
        assert "taken down on 3 March 2026 because of this:" in words(response)
        assert "Canary" not in response.content.decode()
        own = signed_in(item.author).get(item.get_absolute_url())
        assert own.status_code == 200
        assert "It was removed on 3 March 2026" in words(own)

    @pytest.mark.parametrize("name", ["review_edit", "review_withdraw", "comment_withdraw"])
    def test_nobody_changes_what_somebody_else_said(self, name, client):
        item = CommentFactory() if name.startswith("comment") else ReviewFactory()
        page = at(name, item.public_id)

        for answer in (client.get(page), client.post(page, posted(seen=1))):
            assert answer.status_code == 404
        assert Client().get(page).url.startswith(reverse("account_login"))

    def test_a_reply_to_what_is_not_public_is_not_found(self, client):
        comment = CommentFactory(hidden=True)

        assert client.get(at("comment_reply", comment.public_id)).status_code == 404
