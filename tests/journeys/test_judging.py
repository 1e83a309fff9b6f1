"""Somebody finds a service, judges it, keeps it, compares it and takes the list along when they sign in."""

import pytest

from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.xdist_group("journeys")


def press(page, role, name):
    """By keyboard alone: walk to it, then press Enter."""
    wanted = page.get_by_role(role, name=name).first
    wanted.focus()
    assert wanted.evaluate("one => one === document.activeElement")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_somebody_judges_keeps_and_compares_services_by_keyboard(visitor):
    page = visitor()
    _find_and_judge(page)
    _keep_two(page)
    _compare(page)
    _sign_in_and_find_the_list(page)


def _find_and_judge(page):
    page.goto("/services/")
    page.get_by_label("What are you looking for?").fill("long table")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "link", "The Long Table")
    page.get_by_role("heading", level=1, name="The Long Table").wait_for()
    text = page.locator("main").inner_text().lower()
    for told in ("when is it open?", "what does it cost?", "is it for me?", "reviews"):
        assert told in text
    assert fits(page)
    assert page.context.cookies() == []


def _keep_two(page):
    press(page, "link", "Save The Long Table")
    press(page, "button", "Save it")
    assert page.url.endswith("/services/saved/")
    assert page.locator("main .sc-card__link").all_inner_texts() == ["The Long Table"]

    page.goto("/services/?q=quiet+swim")
    press(page, "link", "Quiet Swim")
    press(page, "link", "Save Quiet Swim")
    press(page, "button", "Save it")
    assert fits(page)


def _compare(page):
    for name in ("The Long Table", "Quiet Swim"):
        page.get_by_label(f"Compare {name}").focus()
        page.keyboard.press("Space")
    press(page, "button", "Compare")
    assert sorted(page.locator("thead a").all_inner_texts()) == ["Quiet Swim", "The Long Table"]
    assert fits(page)
    region = page.get_by_role("region", name="The services side by side")
    region.focus()
    assert region.evaluate("one => one === document.activeElement")

    press(page, "link", "Remove Quiet Swim")
    assert page.locator("thead a").all_inner_texts() == ["The Long Table"]


def _sign_in_and_find_the_list(page):
    page.goto("/accounts/login/?with=password&next=/services/saved/")
    page.get_by_label("E-mail address").fill("citizen@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/services/saved/")
    assert set(page.locator("main .sc-card__link").all_inner_texts()) >= {
        "The Long Table",
        "Quiet Swim",
    }
    assert "Nobody else sees this list." in page.locator("main").inner_text()
