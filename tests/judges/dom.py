"""A page as a browser reads it."""

import re

import html5lib

FOCUSABLE = ("a", "button", "input", "select", "summary", "textarea")


class Dom:
    def __init__(self, text):
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
        )
        self.root = parser.parse(text)
        self.errors = [f"{name} {details}" for _, name, details in parser.errors]

    def all(self, *tags):
        """Elements of these kinds in the order of the page."""
        return [element for element in self.root.iter() if element.tag in tags]

    def every(self):
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    def first(self, tag):
        return next(iter(self.all(tag)), None)

    @property
    def ids(self):
        return [element.get("id") for element in self.every() if element.get("id")]

    @property
    def title(self):
        return words(self.first("title"))

    def focusable(self):
        """What a Tab key reaches, in the order of the page."""
        return [
            element
            for element in self.all(*FOCUSABLE)
            if (element.tag != "a" or element.get("href") is not None)
            and element.get("type") != "hidden"
            and element.get("tabindex") != "-1"
        ]

    def with_class(self, name):
        return [element for element in self.every() if name in element.get("class", "").split()]


def words(element):
    """The text of an element in one line."""
    text = "" if element is None else "".join(element.itertext())
    return re.sub(r"\s+", " ", text).strip()
