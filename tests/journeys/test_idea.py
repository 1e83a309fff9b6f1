"""A group's idea: posted, read by a moderator in the admin, published, supported, talked about, followed, told."""

import pytest

from tests.journeys.conftest import take_a_moment

pytestmark = pytest.mark.xdist_group("journeys")


def post_idea(page, title):
    page.goto("/ideas/")
    page.get_by_role("link", name="Post an idea").click()
    page.get_by_label("What is your idea, in one line?").fill(title)
    page.get_by_label("What would be better, and for whom?").fill(
        "A bench half-way up would let people with bad hips reach the market by themselves."
    )
    page.get_by_label("Which area is it about?").select_option(label="Stafford")
    page.get_by_label("What is it about?").select_option(label="Getting around")
    page.get_by_label("Sow Valley Neighbours").check()
    page.get_by_label("This is my own idea").check()
    take_a_moment(page)
    page.get_by_role("button", name="Check before posting").click()
    page.get_by_role("button", name="Post").click()
    assert "Thank you. Your idea is in." in page.locator("main").inner_text()


def decide(page, title, action, **words):
    """A moderator finds the case in the queue and decides it."""
    page.goto("/admin/moderation/case/")
    page.get_by_role("link", name=title).first.click()
    claim = page.get_by_role("button", name="Take this case")
    if claim.count():
        claim.click()
    page.get_by_label(action, exact=True).check()
    for label, value in words.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Decide").click()


def test_a_groups_idea_is_checked_published_supported_and_its_author_told(
    visitor, sign_in, letters
):
    title = f"A bench half-way up Tower Hill, {visitor.name}"
    author = sign_in("group")
    post_idea(author, title)
    reader = visitor()
    reader.goto("/ideas/?q=bench+half-way")
    assert title not in reader.locator("main").inner_text()

    decide(sign_in("moderator"), title, "Publish it")
    (told,) = letters("group@demo.example", subject=title)
    assert "published" in told["Subject"]

    reader.goto("/ideas/?sort=newest")
    reader.get_by_role("link", name=title).click()
    assert "Sow Valley Neighbours" in reader.locator("main").inner_text()
    reader.get_by_role("link", name="Support this idea").first.click()
    reader.get_by_label("E-mail address").wait_for()  # supporting needs a person

    citizen = sign_in("citizen", width=320)
    citizen.goto(reader.url.split("next=")[-1].replace("%2F", "/") or "/ideas/")
    citizen.get_by_role("button", name="Support this idea").click()
    assert "1 person" in citizen.locator("main").inner_text()
    citizen.get_by_role("link", name="Add a comment").click()
    citizen.get_by_label("What do you want to say?").fill("I would sit there and watch the buses.")
    take_a_moment(citizen)
    citizen.get_by_role("button", name="Post").click()
    reader.goto("/ideas/?sort=newest")
    reader.get_by_role("link", name=title).click()
    assert "I would sit there and watch the buses." in reader.locator("main").inner_text()


def test_an_idea_that_is_not_published_tells_its_author_why(visitor, sign_in, letters):
    title = f"Sell my old sofa, {visitor.name}"
    post_idea(sign_in("group"), title)
    page = sign_in("moderator")
    page.goto("/admin/moderation/case/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_label("Do not publish it").check()
    page.get_by_label("Reason", exact=True).select_option(label="Advertising")
    statement = page.get_by_label("What the author reads")
    statement.fill("This offers something for sale. Ideas here are about what should change.")
    page.get_by_role("button", name="Decide").click()
    (told,) = letters("group@demo.example", subject=title)
    text = told.get_body(("plain",)).get_content()
    assert "This offers something for sale." in text
    assert "look again" in text
