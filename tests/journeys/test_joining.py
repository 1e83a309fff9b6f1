"""A citizen joins by e-mail and says how a service went; a moderator reads it first, as every first one."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import code_in, take_a_moment

pytestmark = pytest.mark.xdist_group("journeys")

SERVICE = "/services/saturday-sofa-stafford/"
REVIEW = "/feedback/services/saturday-sofa-stafford/review/"


def join(page, address, name, letters):
    """From the sign-in page to an account, by the code in the letter."""
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="E-mail me a code").click()
    page.get_by_label("Code").fill(code_in(letters(address)[-1]))
    page.locator("main form button[type=submit]").first.click()
    page.get_by_label("Full name").fill("Jo Made Up")
    page.get_by_label("Name shown to others").fill(name)
    page.get_by_label("I am 13 or older").check()
    page.get_by_label("I agree to the community rules").check()
    take_a_moment(page)
    page.get_by_role("button", name="Join").click()


def test_a_citizen_joins_reviews_a_service_once_and_edits_it(visitor, letters, portal):
    page, address = visitor(), f"joins-{visitor.name}@citizens.example"
    title = f"A good place for a wet Saturday, {visitor.name}"
    page.goto(SERVICE)
    page.get_by_role("link", name="Write a review").first.click()
    take_a_moment(page)
    page.get_by_role("button", name="Post your review").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_label("4 stars: good").check()
    page.get_by_label("Sum it up in one line").fill(title)
    page.get_by_label("What happened?").fill("Somebody taught me a card game and let me lose.")
    page.get_by_label("Month").fill("10")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("I use it or have used it").check()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Post your review").click()

    join(page, address, f"Jo {visitor.name}", letters)
    page.wait_for_url(f"**{REVIEW}**")
    assert page.get_by_label("Sum it up in one line").input_value() == title
    take_a_moment(page)
    page.get_by_role("button", name="Post your review").click()
    expect(page.locator("main")).to_contain_text("Being checked")

    page.goto(REVIEW)
    expect(page.locator("main")).to_contain_text("already")  # a second one leads to the first
    page.goto("/account/contributions/")
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Change your review").click()
    page.get_by_label("5 stars: excellent").check()
    take_a_moment(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("5 out of 5")
    reader = visitor()
    reader.goto(SERVICE)
    assert title not in reader.locator("main").inner_text()
    assert portal.rows("SELECT state, stars FROM feedback_review WHERE title = %s", title) == [
        ("pending", 5)
    ]


def test_somebody_signs_in_with_a_code_and_out_again(visitor, letters):
    page = visitor()
    before = len(letters_so_far(letters))
    page.goto("/accounts/login/?next=/notifications/")
    page.get_by_label("E-mail address").fill("frontline@demo.example")
    page.get_by_role("button", name="E-mail me a code").click()
    codes = letters("frontline@demo.example", at_least=before + 1)
    page.get_by_label("Code").fill(code_in(codes[-1]))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/notifications/")
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/")
    page.wait_for_url("**/accounts/login/**")


def letters_so_far(letters):
    return letters("frontline@demo.example", at_least=0)
