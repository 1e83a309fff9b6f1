"""A real county: its postcodes and a feed of its services are loaded, and a citizen finds the nearest dentist."""

import pytest

from tests.databases import fresh_database
from tests.journeys.conftest import SETTINGS
from tests.portal import Portal
from tests.real_data import county_file

POSTCODES = "geo/staffordshire_postcodes_onspd_2025-11.csv"
FEED = "feeds/staffordshire_derived_oruk_3.0_services.jsonl"


@pytest.fixture(scope="module")
def real_portal(tmp_path_factory):
    county_file(POSTCODES), county_file(FEED)
    with (
        fresh_database() as url,
        Portal(tmp_path_factory.mktemp("real"), url, settings=SETTINGS) as portal,
    ):
        yield portal


def last_line(text):
    return text.strip().splitlines()[-1]


def test_a_county_is_loaded_twice_and_searched(real_portal, browser):
    portal = real_portal
    portal.manage("load_gazetteer")
    first = last_line(portal.manage("load_places", county_file(POSTCODES).resolve()))
    assert first == "created=39422 updated=0 unchanged=0 rejected=0"
    assert last_line(portal.manage("import_services", county_file(FEED).resolve())) == (
        "created=880 updated=0 unchanged=0 rejected=0"
    )
    assert last_line(portal.manage("import_services", county_file(FEED).resolve())) == (
        "created=0 updated=0 unchanged=880 rejected=0"
    )
    assert last_line(portal.manage("load_places", county_file(POSTCODES).resolve())) == (
        "created=0 updated=0 unchanged=39422 rejected=0"
    )
    portal.web()
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{portal.port}", java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/services/?q=dentist&postcode=st162lh&sort=distance")
    miles = [
        float(text.split(" mile")[0].split()[-1])
        for text in page.locator("main .sc-card").all_inner_texts()
    ]
    assert len(miles) == 20
    assert miles == sorted(miles)
    assert miles[0] < 1
    page.locator("main .sc-card__link").first.click()
    text = page.locator("main").inner_text()
    assert "Not recently confirmed. Last checked: not known." in text
    assert "No reviews yet" in text or "Not enough reviews" in text
    context.close()
