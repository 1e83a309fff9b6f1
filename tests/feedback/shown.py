"""What a panel shows, as the page of its thing draws it."""

import re

from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import RequestFactory

from feedback.views import panels

LOADERS = {
    "_reviews": panels.reviews,
    "_comments": panels.comments,
    "_contributions": panels.contributions,
}


def shown(name, thing, *, user=None, query=""):
    """The panel as the page of the thing shows it."""
    request = RequestFactory().get(f"/page/{query}")
    request.user = user or AnonymousUser()
    data = LOADERS[name](thing, request)
    return get_template(f"feedback/{name}.html").render({"data": data}, request)


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def titles(html):
    return re.findall(r'<h[34] class="sc-voice__title">([^<]+)<', html)


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)
