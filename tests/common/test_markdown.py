"""Markdown can set words off, and can do no harm."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcounty.common.markdown import render

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "h3", "h4", "code"}
PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,<script>)",
        "![a](https://evil.example/x.png)",
        "<a href='//evil' style='x'>",
        '[a](https://example.org "t")',
        "<https://example.org>",
        "**b**",
        "\n- x\n",
        "\n> q\n",
        "\n### h\n",
        "`c`",
        "\n```\nx\n```\n",
        "<svg/onload=alert(1)>",
        "&lt;b&gt;",
        "\u202e",
        "[a]: javascript:alert(1)\n\n[a]",
    ]
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>\n"),
        ("- tea\n- cake", "<ul>\n<li>tea</li>\n<li>cake</li>\n</ul>\n"),
        (
            "[x](https://example.org)",
            '<p><a href="https://example.org" rel="nofollow ugc noopener">x</a></p>\n',
        ),
        ("<b>loud</b>", "<p>&lt;b&gt;loud&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            '[x](https://example.org "hover")',
            '<p><a href="https://example.org" rel="nofollow ugc noopener">x</a></p>\n',
        ),
        ("![x](https://example.org/x.png)", None),
    ],
)
def test_what_people_may_write(text, html):
    shown = render(text)

    if html is not None:
        assert shown == html
    assert "<img" not in shown


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=12).map("".join))
@settings(max_examples=1000, deadline=None)
def test_no_text_makes_anything_but_the_few_tags_and_safe_links(text):
    tree = html5lib.parseFragment(render(text), namespaceHTMLElements=False)

    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "rel"}
        if "href" in element.attrib:
            assert element.attrib["rel"] == "nofollow ugc noopener"
            scheme = element.attrib["href"].split(":")[0].lower().strip()
            assert scheme in {"http", "https", "mailto"} or ":" not in element.attrib["href"]
