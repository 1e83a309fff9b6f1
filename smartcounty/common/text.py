"""Text as it is stored: composed, without control or direction-changing characters."""

import re
import unicodedata

import nh3

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def clean(text):
    """NFC, Unix line ends, none of the characters that hide or reorder others; emoji stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text).strip()


def plain(html):
    """The words of an outside description: tags dropped, entities decoded, blank runs joined."""
    text = re.sub(r"(?i)<\s*(br|/p|/li|/div|/h\d)\b[^>]*>", "\n", html)
    text = nh3.clean(text, tags=set())
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, character)
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
