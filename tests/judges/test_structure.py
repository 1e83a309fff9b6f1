"""The shape of every page: title, headings, landmarks, ids, and what a form that went wrong says."""

import re
from itertools import pairwise

import pytest

from smartcounty.common.templatetags.sc_tags import service_name
from tests.judges.dom import words
from tests.judges.verdict import expect_none

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("pages")]


@pytest.fixture(scope="module")
def pages(looked):
    """Every page of ours."""
    return [page for page in looked if page.is_ours]


def _judged(pages, judge):
    return [f"{page.state}: {problem}" for page in pages for problem in judge(page.dom)]


def test_a_page_is_titled_with_its_name_and_the_sites(pages):
    ours = [page for page in pages if not page.state.admin]
    assert len(ours) > 100
    expect_none(_judged(ours, _title))


def _title(dom):
    if not re.fullmatch(rf"(Error: )?(?!Error: )\S.* - {service_name()}", dom.title):
        yield f"titled {dom.title!r}"


# One page at two addresses: where one begins, and where its form is sent.
ONE_PAGE = {"/accounts/login/code/": "/accounts/login/"}


def test_no_two_pages_have_the_same_title(pages):
    found = {}
    for page in pages:
        if page.response.status_code == 200 and page.state.method == "GET":
            path = page.response.request["PATH_INFO"]
            found.setdefault(page.dom.title, set()).add(ONE_PAGE.get(path, path))
    expect_none(
        f"{title}: {', '.join(sorted(paths))}" for title, paths in found.items() if len(paths) > 1
    )


def test_headings_begin_with_the_only_h1_and_skip_no_level(pages):
    expect_none(_judged(pages, _headings))


def _headings(dom):
    levels = [int(heading.tag[1]) for heading in dom.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    inside = [int(one.tag[1]) for one in dom.first("main").iter() if _is_heading(one)]
    steps = pairwise(inside)
    skipped = [f"h{before} to h{after}" for before, after in steps if after > before + 1]
    if inside and inside[0] != 1:
        yield f"main begins with h{inside[0]}"
    if skipped:
        yield f"skips from {', '.join(skipped)}"
    if empty := [one.tag for one in dom.every() if _is_heading(one) and not words(one)]:
        yield f"empty {', '.join(empty)}"


def _is_heading(element):
    return isinstance(element.tag, str) and re.fullmatch(r"h[1-6]", element.tag)


def test_a_page_says_its_language_and_begins_with_the_skip_link(pages):
    expect_none(_judged(pages, _skip_link))


def _skip_link(dom):
    if not dom.root.get("lang", "").startswith("en"):
        yield f"lang {dom.root.get('lang')!r}"
    first = dom.focusable()[0]
    target = first.get("href", "")
    if "Skip to main content" not in words(first) or target[1:] not in dom.ids:
        yield f"first stop is {words(first)!r} to {target!r}"


def test_a_page_has_its_landmarks_once(pages):
    expect_none(_judged(pages, _landmarks))


def _landmarks(dom):
    for tag in ("main", "footer"):
        if len(dom.all(tag)) < 1:
            yield f"no {tag}"
    if len(dom.all("main")) > 1:
        yield "two main"
    unnamed = [nav for nav in dom.all("nav") if not (nav.get("aria-label") or _labelled(nav))]
    if unnamed:
        yield f"{len(unnamed)} nav without a name"
    names = [nav.get("aria-label") for nav in dom.all("nav") if nav.get("aria-label")]
    if len(names) != len(set(names)):
        yield f"two nav of one name: {sorted(names)}"


def _labelled(element):
    return element.get("aria-labelledby")


def test_ids_stand_once_and_what_points_to_one_finds_it(pages):
    expect_none(_judged(pages, _ids))


def _ids(dom):
    ids = dom.ids
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        yield f"twice: {', '.join(twice)}"
    for element in dom.every():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            lost = [one for one in (element.get(name) or "").split() if one not in ids]
            if lost:
                yield f"<{element.tag}> {name} points to {', '.join(lost)}"


def test_the_markup_is_what_the_standard_asks_for(pages):
    expect_none(_judged(pages, lambda dom: dom.errors))


def test_links_and_buttons_have_names(pages):
    expect_none(_judged(pages, _nameless))


def _nameless(dom):
    for element in dom.all("a", "button"):
        pictures = [image.get("alt", "") for image in element.iter("img")]
        if not (words(element) or element.get("aria-label") or any(pictures)):
            yield f"<{element.tag}> to {element.get('href')} has no name"


def test_a_form_that_went_wrong_says_so_at_the_top_and_at_the_field(pages):
    wrong = [page for page in pages if page.state.label == "error" and not page.state.admin]
    assert len(wrong) > 15
    expect_none(_judged(wrong, _errors))


def _errors(dom):
    if not dom.title.startswith("Error: "):
        yield f"titled {dom.title!r}"
    summaries = dom.with_class("govuk-error-summary")
    if not summaries:
        yield "no error summary"
        return
    if not any(part.get("role") == "alert" for part in summaries[0].iter()):
        yield "the summary is not announced"
    for link in summaries[0].iter("a"):
        yield from _described(dom, link.get("href", "")[1:])


def _described(dom, target):
    found = [element for element in dom.every() if element.get("id") == target]
    if not found:
        yield f"the summary leads to #{target}, which is not there"
        return
    messages = {one.get("id") for one in dom.with_class("govuk-error-message")}
    around = [element for element in dom.every() if found[0] in list(element.iter())]
    described = {one for element in around for one in element.get("aria-describedby", "").split()}
    if not described & messages:
        yield f"#{target} is not described by its error"
