"""Pieces of a template that each process draws once: what is the same on every page."""

from django import template
from django.conf import settings
from django.urls import get_urlconf

register = template.Library()


@register.tag
def once(parser, token):
    """`{% once "header" demo %}...{% endonce %}`: drawn once for each name and values.

    Nothing else of the context may count inside, nor time, place or person: the values are all that tells two pieces
    apart, and there must be few of each. Not kept while `PARTS_CACHE` is off.
    """
    name, *values = token.split_contents()[1:]
    nodes = parser.parse(["endonce"])
    parser.delete_first_token()
    return OnceNode(nodes, name, [parser.compile_filter(value) for value in values])


class OnceNode(template.Node):
    kept = {}

    def __init__(self, nodelist, name, values):
        self.nodelist, self.name, self.values = nodelist, name, values

    def render(self, context):
        if not settings.PARTS_CACHE:
            return self.nodelist.render(context)
        urls = get_urlconf() or settings.ROOT_URLCONF
        key = (self.name, urls, *(value.resolve(context) for value in self.values))
        if key not in self.kept:
            self.kept[key] = self.nodelist.render(context)
        return self.kept[key]
