from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

SITE = "https://marketplace.example"


def test_health_answers_without_database_session_or_cookie(client):
    """Without the mark of a database test, any question to the database would fail."""
    response = client.get("/health/live")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not response.cookies


@override_settings(SITE_URL=SITE)
def test_security_txt_is_complete_and_runs_out_within_a_year(client):
    text = client.get("/.well-known/security.txt").content.decode()

    fields = dict(line.split(": ", 1) for line in text.splitlines() if "mailto" not in line)
    expires = datetime.fromisoformat(fields["Expires"])
    assert timezone.now() + timedelta(days=30) < expires < timezone.now() + timedelta(days=365)
    assert expires.tzinfo == UTC
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert fields["Policy"] == f"{SITE}/security/"
    assert "Contact: mailto:hello@marketplace.example" in text
    assert f"Contact: {SITE}/report-a-problem/" in text


def test_the_old_address_of_security_txt_leads_on(client):
    assert client.get("/security.txt")["Location"] == "/.well-known/security.txt"


@override_settings(DEMO=False, SITE_URL=SITE)
def test_robots_keeps_machines_out_of_combinations_of_filters(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /*?", "Allow: /*?page=", "Disallow: /admin/"} <= set(lines)
    assert f"Sitemap: {SITE}/sitemap.xml" in lines


@override_settings(DEMO=True)
def test_robots_keeps_machines_out_of_the_demo(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_the_old_address_of_the_icon_leads_on(client):
    assert client.get("/favicon.ico")["Location"].endswith("img/favicon.svg")


@pytest.mark.parametrize("path", ["/robots.txt", "/.well-known/security.txt"])
def test_what_machines_read_sets_no_cookie_and_may_be_kept_for_a_minute(client, path):
    response = client.get(path)

    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
