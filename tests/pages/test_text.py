import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from smartcounty.pages.choices import TEXT


@pytest.mark.parametrize("name", TEXT)
def test_pages_of_words_need_no_database_and_set_no_cookie(client, name):
    response = client.get(reverse(f"pages:{name}"))

    page = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "csrfmiddlewaretoken" not in page
    assert len(re.findall(r"<h1\b", page)) == 1


def test_titles_of_the_pages_of_words_differ(client):
    titles = {
        re.search(r"<title>(.*?)</title>", client.get(reverse(f"pages:{name}")).content.decode())[1]
        for name in TEXT
    }

    assert len(titles) == len(TEXT)


@override_settings(DEMO=True)
def test_the_demo_asks_search_engines_to_leave(client):
    assert '<meta name="robots" content="noindex">' in client.get("/about/").content.decode()


def test_an_unknown_address_is_the_lost_page(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert "We have lost the thread" in response.content.decode()


def test_a_form_without_its_token_shows_what_was_typed_escaped_but_no_secret():
    response = Client(enforce_csrf_checks=True).post(
        "/report-a-problem/",
        {"message": "<b>Mine</b>\x00 words", "password": "hunter2", "started": "xyz"},
    )

    page = response.content.decode()
    assert response.status_code == 403
    assert "&lt;b&gt;Mine&lt;/b&gt; words" in page
    assert "hunter2" not in page
    assert "xyz" not in page
