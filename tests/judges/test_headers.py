"""The policy and the other headers stand on every answer, whatever went wrong. (Every state: test_access.)"""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import include, path

from smartcounty.common.middleware import unavailable
from tests.judges import headers
from tests.judges.verdict import expect_none

pytestmark = pytest.mark.django_db


def _break(request):
    raise RuntimeError("This page is broken on purpose")


def _suspect(request):
    raise SuspiciousOperation


def _without_database(request):
    return unavailable()


urlpatterns = [
    path("broken/", _break),
    path("suspect/", _suspect),
    path("unavailable/", _without_database),
    path("", include("smartcounty.urls")),
]
handler400 = "smartcounty.pages.views.errors.bad_request"
handler403 = "smartcounty.pages.views.errors.permission_denied"
handler404 = "smartcounty.pages.views.errors.page_not_found"
handler500 = "smartcounty.pages.views.errors.server_error"


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/broken/", 500),
        ("/suspect/", 400),
        ("/unavailable/", 503),
        ("/nothing/", 404),
        ("/services", 301),
        ("/accounts/logout/", 302),
    ],
)
def test_an_answer_that_went_wrong_has_the_headers_of_a_good_one(visitor, address, status):
    response = visitor.get(address)
    assert (response.status_code, headers.problems(response)) == (status, [])


def test_an_unknown_host_is_refused_with_the_same_headers(visitor):
    response = visitor.get("/", headers={"host": "evil.example"})
    assert (response.status_code, headers.problems(response)) == (400, [])


def test_a_form_of_too_many_fields_is_refused_with_the_same_headers(visitor):
    response = visitor.post("/accounts/login/", {f"field{n}": "x" for n in range(200)})
    assert (response.status_code, headers.problems(response)) == (400, [])


def test_the_broken_page_shows_its_request_and_nothing_else(visitor):
    response = visitor.get("/broken/")
    text = response.content.decode()
    assert response["X-Request-ID"] in text
    assert "RuntimeError" not in text
    assert "on purpose" not in text


@pytest.mark.xdist_group("pages")
def test_no_page_has_a_script_style_or_event_of_its_own(looked):
    expect_none(f"{page.state}: {problem}" for page in looked for problem in _inline(page.dom))


def _inline(dom):
    for element in dom.every():
        if element.tag == "style" or (element.tag == "script" and not _is_outside(element)):
            yield f"<{element.tag}> {''.join(element.itertext())[:60]}"
        for name, value in element.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f'<{element.tag} {name}="{value[:60]}">'


def _is_outside(script):
    """Data that nothing runs may stand in the page."""
    return script.get("src") or script.get("type") in ("application/json", "application/ld+json")
