"""The same for a hub and an event."""

from smartcounty.common.page_cache import forget_pages


def hide(thing, *, by, at):
    """Out of public view at once; its hosts still see it."""
    _show(thing, hidden_at=at)


def restore(thing, *, by, at):
    """Back where it was, after being hidden or removed."""
    _show(thing, hidden_at=None, removed_at=None, removed_because="")


def remove(thing, *, by, at, reason):
    """Off the site for good; its address keeps a note of when and why."""
    _show(thing, hidden_at=None, removed_at=at, removed_because=reason)


def _show(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(fields))
    forget_pages()
