"""Staff where the second step is required, as everywhere but in the demonstration: an app, or a recovery code."""

import time

import pytest
from playwright.sync_api import expect

from tests.accounts.steps import code_of_the_app

pytestmark = pytest.mark.xdist_group("journeys")

PASSWORD = "otter lantern gravel"
CODE_SECONDS, TIME_TO_SEND = 30, 5


@pytest.fixture(scope="module")
def door(portal):
    """The address of web processes that ask staff for their second step."""
    return portal.second_web(STAFF_TWO_FACTOR="1")


@pytest.fixture
def officer(visitor, portal):
    """A function that makes a moderator: the address, and what the person keeps."""

    def make(name, *more):
        address = f"{name}-{visitor.name}@staff.example"
        return address, portal.scenario("officer", address, PASSWORD, *more)

    return make


def knock(visitor, door, address):
    """From the staff pages to the sign-in page, and the password given."""
    page = visitor(1280)
    page.goto(f"{door}/admin/")
    page.get_by_role("link", name="Use my password").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def code_of_now(secret):
    """A code that does not run out while it is typed and sent."""
    left = CODE_SECONDS - time.time() % CODE_SECONDS
    if left < TIME_TO_SEND:
        time.sleep(left)
    return code_of_the_app(secret)


def type_code(page, code):
    page.get_by_label("Code").fill(code)
    page.locator("main form button[type=submit]").first.click()


def test_staff_come_in_with_the_code_of_their_app_and_not_before(visitor, door, officer):
    address, kept = officer("app", "with app")
    page = knock(visitor, door, address)
    page.wait_for_url("**/2fa/authenticate/")
    halfway = page.goto(f"{door}/admin/moderation/case/")
    assert "/accounts/" in halfway.url  # no staff page before the second step
    page.goto(f"{door}/accounts/2fa/authenticate/")

    type_code(page, "000000")
    expect(page.locator("main")).to_contain_text("That is not the code")
    type_code(page, code_of_now(kept["secret"]))

    page.wait_for_url("**/admin/")
    assert page.goto(f"{door}/admin/moderation/case/").status == 200


def test_a_recovery_code_stands_in_for_the_app_once(visitor, door, officer):
    address, kept = officer("spare", "with app")
    page = knock(visitor, door, address)
    type_code(page, kept["codes"][0])
    page.wait_for_url("**/admin/")

    page = knock(visitor, door, address)
    type_code(page, kept["codes"][0])
    expect(page.locator("main")).to_contain_text("That is not the code")


def test_staff_without_a_second_step_are_led_to_set_one_up(visitor, door, officer):
    address, _ = officer("fresh")
    page = knock(visitor, door, address)
    page.wait_for_url("**/2fa/totp/activate/")
    expect(page.locator("main svg").first).to_be_visible()
    secret = page.locator(".sc-secret strong").inner_text()

    page.get_by_label("Code from the app").fill(code_of_now(secret))
    page.get_by_role("button", name="Turn it on").click()
    codes = page.locator(".sc-codes li")
    expect(codes).to_have_count(10)

    spare = codes.first.inner_text()
    page.goto(f"{door}/admin/")
    page.wait_for_url("**/2fa/reauthenticate/**")
    type_code(page, spare)
    page.wait_for_url("**/admin/")
