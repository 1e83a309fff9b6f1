"""Every address the portal answers, by walking the resolver."""

from django.urls import get_resolver


def url_names():
    """All names with their namespaces. A pattern without a name is called by its whole route."""
    return sorted(set(_walk(get_resolver(), (), "/")))


def _walk(resolver, namespaces, route):
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inner, here)
        else:
            yield ":".join((*namespaces, pattern.name)) if pattern.name else here
