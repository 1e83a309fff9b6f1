"""What goes over the line for a page and the files it needs."""

import gzip
from functools import cache
from urllib.parse import urlsplit

import brotli
from django.contrib.staticfiles import finders
from django.test import Client

KB = 1024
FIRST_VIEW, WITH_MAP = 100 * KB, 150 * KB
MOST = {"html": 15 * KB, "css": 18 * KB, "js": 12 * KB, "htmx": 17 * KB, "woff2": 34 * KB}
MOST_REQUESTS = 12


def problems(response, files):
    """What is over its budget when somebody comes to this page first."""
    found = by_kind(response, files)
    for kind, bytes in found.items():
        if bytes > MOST.get(kind, FIRST_VIEW):
            yield f"{bytes} bytes of {kind}"
    if sum(found.values()) > FIRST_VIEW:
        yield f"{sum(found.values())} bytes: {found}"
    requests = 1 + len(_paths(files))
    if requests > MOST_REQUESTS:
        yield f"{requests} requests: {', '.join(sorted(_paths(files)))}"


def by_kind(response, files):
    """Bytes by kind of file; `htmx` stands apart, as only pages that use it have it."""
    found = {"html": _packed(response.content)}
    for path in _paths(files):
        kind = "htmx" if path.endswith("htmx.min.js") else path.rpartition(".")[2]
        found[kind] = found.get(kind, 0) + _of_file(path)
    return found


def total(response, files):
    return sum(by_kind(response, files).values())


def _paths(files):
    return {urlsplit(address).path for address in files}


@cache
def _of_file(path):
    if not path.startswith("/static/"):
        return _packed(Client().get(path).content)
    with open(finders.find(path.removeprefix("/static/")), "rb") as file:
        content = file.read()
    return len(content) if path.endswith(".woff2") else len(brotli.compress(content))


def _packed(content):
    return len(gzip.compress(content, 4))
