from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ideas.models import Support
from smartcounty.notifications.models import Subscription
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, SupportFactory

pytestmark = pytest.mark.django_db


def address(idea):
    return f"/ideas/{idea.slug}/support/"


def test_somebody_signed_out_signs_in_first_and_comes_back(client):
    idea = IdeaFactory()

    for response in (client.get(address(idea)), client.post(address(idea))):
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={address(idea)}")
    assert Support.objects.count() == 0


def test_the_page_asks_and_changes_nothing(signed_in):
    idea = IdeaFactory()

    response = signed_in(UserFactory()).get(address(idea))

    html = response.content.decode()
    assert "Support this idea?" in html
    assert "Tell me what becomes of it" in html
    assert response["Cache-Control"] == "private, no-store"
    assert Support.objects.count() == 0


def test_pressing_the_button_supports_and_follows_and_says_how_far(signed_in):
    idea, person = IdeaFactory(), UserFactory()

    response = signed_in(person).post(address(idea), {"follow": "on"}, follow=True)

    assert "Thank you. 1 person supports this idea. 19 more" in response.content.decode()
    assert Support.objects.get().person == person
    assert Subscription.objects.count() == 1


def test_without_the_tick_nobody_is_made_to_follow(signed_in):
    idea = IdeaFactory()

    signed_in(UserFactory()).post(address(idea), {})

    assert (Support.objects.count(), Subscription.objects.count()) == (1, 0)


def test_pressing_twice_is_one_support(signed_in):
    idea, person = IdeaFactory(), UserFactory()
    browser = signed_in(person)

    assert [browser.post(address(idea)).status_code for _ in range(2)] == [302, 302]

    idea.refresh_from_db()
    assert (idea.support_count, Support.objects.count()) == (1, 1)


def test_support_is_taken_back_on_the_same_page(signed_in):
    idea, person = IdeaFactory(), UserFactory()
    browser = signed_in(person)
    browser.post(address(idea), {"follow": "on"})
    assert "Take back my support" in browser.get(address(idea)).content.decode()

    response = browser.post(address(idea), {"action": "withdraw"}, follow=True)

    assert "You no longer support this idea." in response.content.decode()
    idea.refresh_from_db()
    assert (idea.support_count, Subscription.objects.count()) == (0, 0)


def test_ones_own_idea_needs_no_support(signed_in):
    idea = IdeaFactory()
    browser = signed_in(idea.author)

    assert "goes without saying" in browser.get(address(idea)).content.decode()
    assert browser.post(address(idea)).status_code == 403


def test_an_idea_that_is_over_says_so(signed_in):
    idea = IdeaFactory(status="declined")
    browser = signed_in(UserFactory())

    assert "no longer gathers support" in browser.get(address(idea)).content.decode()
    response = browser.post(address(idea), follow=True)
    assert "no longer gathers support" in response.content.decode()
    assert Support.objects.count() == 0


def test_somebody_suspended_may_not_support(signed_in):
    person = UserFactory(
        suspended_until=timezone.now() + timedelta(days=1), suspended_because="spam"
    )

    assert signed_in(person).post(address(IdeaFactory())).status_code == 403


@pytest.mark.parametrize("status", ["draft", "submitted", "rejected", "removed"])
def test_what_is_not_public_cannot_be_supported(signed_in, status):
    idea = IdeaFactory(status=status)

    assert signed_in(UserFactory()).get(address(idea)).status_code == 404
    assert signed_in(UserFactory()).post(address(idea)).status_code == 404


def test_a_post_without_its_token_is_refused_and_changes_nothing(csrf_browser):
    idea, browser = IdeaFactory(), csrf_browser

    assert browser.post(address(idea)).status_code == 403
    assert Support.objects.count() == 0


@pytest.fixture
def csrf_browser():
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(UserFactory())
    return browser


def test_the_button_is_not_offered_to_who_supports_already(signed_in):
    idea, person = IdeaFactory(), UserFactory()
    SupportFactory(idea=idea, person=person)

    html = signed_in(person).get(idea.get_absolute_url()).content.decode()

    assert "You support this" in html
    assert "Take back your support" in html
