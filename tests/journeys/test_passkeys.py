"""People with a device that holds passkeys: Chromium's own virtual one. They need scripts, and a name for the host."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import code_in, take_a_moment

pytestmark = pytest.mark.xdist_group("journeys")

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(browser, portal):
    """The page of somebody whose device holds passkeys. What breaks the content policy is an error."""
    context = browser.new_context(
        base_url=f"http://localhost:{portal.port}", viewport={"width": 320, "height": 800}
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def join(page, address, letters):
    page.goto("/accounts/signup/")
    page.get_by_role("link", name="Join with a passkey").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Full name").fill("Pat Made Up")
    page.get_by_label("Name shown to others").fill("Pat")
    page.get_by_label("I am 13 or older").check()
    page.get_by_label("I agree to the community rules").check()
    take_a_moment(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code").fill(code_in(letters(address)[-1]))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/passkeys/signup/")


def sign_out(page):
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()


def test_somebody_joins_with_a_passkey_and_comes_back_with_it(phone, letters, portal):
    address = "pat@citizens.example"
    join(phone, address, letters)
    phone.get_by_label("What shall we call it?").fill("Pat’s phone")
    phone.get_by_role("button", name="Make the passkey").click()
    phone.wait_for_url("**/account/")
    held = "SELECT a.type FROM mfa_authenticator a JOIN accounts_user u ON u.id = user_id"
    assert portal.rows(f"{held} WHERE u.email = %s", address) == [("webauthn",)]

    sign_out(phone)
    phone.goto("/accounts/login/?next=/notifications/")
    phone.get_by_role("button", name="Use a passkey").click()
    phone.wait_for_url(re.compile(r"^http://localhost:\d+/notifications/$"))

    phone.goto("/accounts/passkeys/")
    expect(phone.locator("main")).to_contain_text("Pat’s phone")
    phone.get_by_role("link", name="Remove").click()
    phone.get_by_role("button", name="Remove it").click()
    expect(phone.locator("main")).to_contain_text("You have none yet")
    sign_out(phone)
    phone.goto("/accounts/login/")
    phone.get_by_role("button", name="Use a passkey").click()
    expect(phone.locator("main")).to_contain_text("That passkey did not work")


def test_a_member_adds_a_passkey_and_the_code_by_e_mail_stays_as_good(phone, letters):
    address = "mo@citizens.example"
    join(phone, address, letters)
    phone.get_by_role("button", name="Go on without one").click()
    phone.wait_for_url("**/account/")
    phone.goto("/accounts/passkeys/add/")
    phone.get_by_role("button", name="Make the passkey").click()
    phone.wait_for_url(re.compile(r"/accounts/passkeys/$"))
    expect(phone.locator("main")).to_contain_text("Chrome on Linux")

    sign_out(phone)
    phone.goto("/accounts/login/")
    phone.get_by_label("E-mail address").fill(address)
    phone.get_by_role("button", name="E-mail me a code").click()
    phone.get_by_label("Code").fill(code_in(letters(address, subject="code", at_least=2)[-1]))
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_url("**/account/")


def test_pages_offer_no_passkey_where_the_browser_can_use_none(browser, portal):
    """By number instead of name a browser refuses passkeys, as it does without scripts."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{portal.port}")
    page = context.new_page()
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="E-mail me a code")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    context.close()
