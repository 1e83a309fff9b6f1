"""A citizen who only reads: finds a service, looks up a hub, reports what is wrong. No account, no cookie."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import take_a_moment

pytestmark = pytest.mark.xdist_group("journeys")


def test_somebody_finds_the_service_that_is_near_and_reads_how_it_went(visitor):
    page = visitor()
    page.goto("/")
    page.get_by_label("What are you looking for?").fill("lunhc")  # a slip of the thumb
    page.get_by_label("Postcode").fill("ST16 2LH")
    page.get_by_role("button", name="Search").first.click()
    page.get_by_role("link", name="The Long Table").click()
    text = page.locator("main").inner_text()
    assert "Opening hours" in text
    assert "Willowmead Hall" in text
    assert "out of 5" in text
    assert page.context.cookies() == []


def test_filters_narrow_the_list_and_can_be_taken_back(visitor):
    page = visitor(1280)
    page.goto("/services/")
    everything = page.locator("main .sc-card__link").count()
    assert everything == 20
    page.get_by_label("Pharmacies").check()
    page.get_by_role("button", name="Show results").click()
    names = page.locator("main .sc-card__link").all_inner_texts()
    assert sorted(names) == [
        "Cannock Night Pharmacy",
        "Leek Market Pharmacy",
        "Tower Hill Pharmacy",
    ]
    page.get_by_role("link", name="Pharmacies , remove").click()
    expect(page.locator("main .sc-card__link")).to_have_count(20)


def test_a_postcode_that_is_none_is_explained_and_kept(visitor):
    page = visitor()
    page.goto("/services/?q=swim&postcode=ST99+banana")
    text = page.locator("main").inner_text()
    assert "postcode" in text.lower()
    assert page.get_by_label("Postcode").first.input_value() == "ST99 banana"
    expect(page.get_by_role("link", name="Quiet Swim")).to_have_count(1)


def test_a_hub_says_when_it_is_open_and_whether_one_can_get_in(visitor):
    page = visitor()
    page.goto("/hubs/")
    page.get_by_role("link", name="Canalside Works").click()
    text = page.locator("main").inner_text()
    for words in ("Opening hours", "The Wharf", "104cm", "Changing place", "Not yet checked"):
        assert words in text


def test_a_reader_reports_an_idea_and_gets_a_reference(visitor):
    page = visitor()
    page.goto("/ideas/warm-benches-at-the-bus-station/")
    page.get_by_role("link", name="Report this idea").click()
    page.get_by_label("It is in the wrong place or off the point").check()
    take_a_moment(page)
    page.get_by_role("button", name="Send").click()
    assert "R-2026-" in page.locator("main").inner_text()


def test_somebody_reports_a_problem_with_the_site_and_is_written_to(visitor, letters):
    page, address = visitor(), f"reports-{visitor.name}@citizens.example"
    page.goto("/")
    page.get_by_role("link", name="Report a problem with this site").click()
    page.get_by_label("I cannot use it because of a disability or an impairment").check()
    page.get_by_label("What happened?").fill("My screen reader says nothing about the stars.")
    page.get_by_label("Your e-mail address (optional)").fill(address)
    take_a_moment(page)
    page.get_by_role("button", name="Send report").click()
    assert "E-2026-" in page.locator("main").inner_text()
    assert "E-2026-" in letters(address)[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "path",
    [
        "/accessibility/",
        "/privacy/",
        "/cookies/",
        "/how-it-works/",
        "/community-rules/",
        "/reviews-policy/",
        "/complaints/",
        "/contact/",
        "/about/",
    ],
)
def test_every_page_that_a_public_site_owes_is_a_step_from_the_footer(visitor, path):
    page = visitor()
    page.goto("/")
    page.locator(f'footer a[href="{path}"]').click()
    page.wait_for_url(f"**{path}")
    expect(page.locator("h1")).to_have_count(1)
