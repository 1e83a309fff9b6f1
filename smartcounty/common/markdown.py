"""Markdown as people may write it: no raw HTML, no images, links that lend nobody our standing."""

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "h3", "h4", "code"}
_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "html_block"])


def render(text):
    """Markdown to clean HTML; allowed: paragraphs, emphasis, lists, quotes, small headings and links."""
    html = nh3.clean(
        _parser.render(text),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(html)
