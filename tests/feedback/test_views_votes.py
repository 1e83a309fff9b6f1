import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from feedback.models import HelpfulVote, Review
from feedback.permissions import can_vote
from tests.factories.accounts import UserFactory
from tests.factories.feedback import HelpfulVoteFactory, ReviewFactory
from tests.factories.places import MembershipFactory

pytestmark = pytest.mark.django_db


def address(review):
    return reverse("feedback:review_helpful", args=[review.public_id])


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def press(browser, review, answer):
    return browser.post(address(review), {"answer": answer}, follow=True)


def test_somebody_signed_out_signs_in_first_and_comes_back(client):
    review = ReviewFactory()

    for response in (client.get(address(review)), client.post(address(review), {"answer": "yes"})):
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={address(review)}")
    assert HelpfulVote.objects.count() == 0


def test_the_pages_that_lead_there_set_no_cookie_and_carry_no_token(client):
    review = ReviewFactory()

    for page in (review.service.get_absolute_url(), review.get_absolute_url()):
        response = client.get(page)
        html = response.content.decode()
        assert f'href="{address(review)}"' in html
        assert "csrfmiddlewaretoken" not in html
        assert not response.cookies
        assert "public" in response["Cache-Control"]


def test_the_page_asks_and_changes_nothing(signed_in):
    review = ReviewFactory()

    response = signed_in(UserFactory()).get(address(review))

    text = words(response)
    assert "Was this review helpful?" in text
    assert review.text in text
    assert "Yes, it helped No, it did not Not now" in text
    assert response["Cache-Control"] == "private, no-store"
    assert HelpfulVote.objects.count() == 0


def test_an_answer_is_given_changed_and_taken_back_on_the_same_page(signed_in):
    review, browser = ReviewFactory(), signed_in(UserFactory())

    text = words(press(browser, review, "yes"))
    assert "Thank you. You found this review helpful." in text
    assert "1 person found this helpful You found this helpful" in text
    assert "No, it did not Take back my answer Keep it" in words(browser.get(address(review)))

    assert "1 person did not find this helpful You did not" in words(press(browser, review, "no"))
    assert "Yes, it helped Take back my answer" in words(browser.get(address(review)))

    text = words(press(browser, review, "none"))
    assert "Your answer is taken back." in text
    assert "Was this helpful?" in text
    assert HelpfulVote.objects.count() == 0


def test_what_is_none_of_the_answers_asks_again(signed_in):
    review, browser = ReviewFactory(), signed_in(UserFactory())

    for answer in ("perhaps", ""):
        text = words(press(browser, review, answer))
        assert "There is a problem Press one of the buttons" in text
        assert "Was this review helpful?" in text
    assert HelpfulVote.objects.count() == 0


def test_whoever_answers_for_too_many_is_told_to_wait(signed_in, settings):
    settings.POSTS_AN_HOUR = {"new": 0, "trusted": 0}

    response = press(signed_in(UserFactory()), ReviewFactory(), "yes")

    assert response.status_code == 429
    assert "Wait a while, then try again." in words(response)


@pytest.mark.parametrize("trait", ["pending", "rejected", "withdrawn", "hidden", "removed"])
def test_what_is_not_public_is_not_found_by_its_author_either(signed_in, trait):
    review = ReviewFactory(**{trait: True})

    for person in (UserFactory(), review.author):
        assert press(signed_in(person), review, "yes").status_code == 404


def test_the_author_and_the_people_of_the_provider_have_no_say(signed_in):
    review = ReviewFactory()
    colleague = MembershipFactory(organisation=review.service.organisation).user
    suspended = UserFactory(suspended_until="2099-01-01T00:00Z", suspended_because="abuse")

    for person, told in (
        (review.author, "This is your own review"),
        (colleague, "You cannot answer this."),
        (suspended, "You cannot answer this."),
    ):
        browser = signed_in(person)
        assert told in words(browser.get(address(review)))
        assert press(browser, review, "yes").status_code == 403
    assert not can_vote(AnonymousUser(), review)
    assert can_vote(MembershipFactory().user, review)
    assert HelpfulVote.objects.count() == 0


def test_a_press_from_another_site_is_refused():
    review, person = ReviewFactory(), UserFactory()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)

    assert browser.post(address(review), {"answer": "yes"}).status_code == 403
    assert HelpfulVote.objects.count() == 0


def test_what_one_reader_said_is_on_nobody_elses_page(signed_in, client, settings):
    settings.PARTS_CACHE = settings.PAGE_CACHE = True
    vote = HelpfulVoteFactory()
    page = vote.review.service.get_absolute_url()

    assert "You found this helpful" in words(signed_in(vote.person).get(page))
    for browser in (client, signed_in(UserFactory()), Client()):
        text = words(browser.get(page))
        assert "1 person found this helpful Was this helpful?" in text
        assert "You found" not in text


def test_their_own_review_has_no_question_in_the_list(signed_in):
    review = ReviewFactory()

    html = signed_in(review.author).get(review.service.get_absolute_url()).content.decode()

    assert review.title in html
    assert address(review) not in html


def test_voted_is_asked_of_the_reader_alone():
    vote = HelpfulVoteFactory(helpful=False)

    asked = [
        Review.objects.with_vote_of(reader).get().voted
        for reader in (vote.person, UserFactory(), AnonymousUser())
    ]

    assert asked == [False, None, None]
