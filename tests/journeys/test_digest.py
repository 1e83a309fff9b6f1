"""Somebody follows an area; the week's letter comes once, and one click stops it without signing in."""

import re
from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from tests.journeys.conftest import take_a_moment
from tests.portal import wait_for

pytestmark = pytest.mark.xdist_group("journeys")
WAITING = """
    SELECT count(*) FROM notifications_notification n JOIN accounts_user u ON u.id = n.recipient_id
    WHERE u.email = %s AND frequency = 'weekly' AND digest_id IS NULL
"""


def test_a_follower_gets_one_weekly_letter_and_stops_it_with_one_click(
    visitor, sign_in, letters, portal
):
    idea = "/ideas/quiet-hour-at-every-library/"
    name = {"with-scripts": "citizen", "without-scripts": "provider"}[visitor.name]
    follower = sign_in(name, width=320)
    follower.goto(idea)
    follower.get_by_role("link", name="Follow this idea").first.click()
    follower.get_by_role("button", name="Follow", exact=True).click()

    text = f"Count me in for the quiet hour, {visitor.name}."
    comment(sign_in("host"), idea, text)
    address = f"{name}@demo.example"
    wait_for(lambda: portal.rows(WAITING, address) != [(0,)], 30)

    at = (timezone.localtime() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    portal.manage("send_digests", "--at", at)
    portal.manage("send_digests", "--at", at)
    (letter,) = letters(address, subject="Quiet hour")
    assert text in letter.get_body(("plain",)).get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    link = re.fullmatch(r"<(.+)>", letter["List-Unsubscribe"])[1]
    path = re.sub(r"^https?://[^/]+", "", link)
    page = visitor()
    page.goto(path)
    assert preference(portal, address) == []  # looking changes nothing
    answer = httpx.post(
        f"http://127.0.0.1:{portal.port}{path}", data={"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200
    assert preference(portal, address) == [("off",)]
    broken = page.goto(path.replace("/unsubscribe/", "/unsubscribe/x"))
    assert broken.status in (400, 404)


def comment(page, idea, text):
    page.goto(idea)
    page.get_by_role("link", name="Add a comment").click()
    page.get_by_label("What do you want to say?").fill(text)
    take_a_moment(page)
    page.get_by_role("button", name="Post").click()


def preference(portal, address):
    return portal.rows(
        "SELECT frequency FROM notifications_preference p JOIN accounts_user u"
        " ON u.id = p.user_id WHERE u.email = %s AND stream = 'following'",
        address,
    )
