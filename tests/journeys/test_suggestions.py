"""Somebody who types a few letters and takes what is offered, by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("journeys")


@pytest.mark.parametrize("address", ["/", "/services/", "/search/"])
def test_what_is_offered_is_taken_by_the_keyboard_in_each_box(visitor, address):
    page = visitor()
    page.goto(address)
    box = page.get_by_label("What are you looking for?")
    if visitor.name == "without-scripts":
        box.fill("lunch club")
    else:
        box.press_sequentially("lun")
        offered = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
        expect(offered.first).to_be_visible()
        box.press("ArrowDown")
        expect(offered.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"[?&]q=[^&]*lunch", re.IGNORECASE))
    expect(page.locator("main .sc-card__link").first).to_be_visible()
