"""Services side by side, and lists of one's own: how many, and which."""

from smartcounty.common.text import clean

MOST_COMPARED = 4
MOST_SAVED = 100


def asked(slugs):
    """Those that fit side by side and those that do not, each once and in the order asked for."""
    wanted = list(dict.fromkeys(filter(None, map(clean, slugs))))
    return wanted[:MOST_COMPARED], wanted[MOST_COMPARED:]


def put_on(keys, key):
    """A list in a browser with one more at its end; the list as it is if there is no room."""
    if key in keys or len(keys) >= MOST_SAVED:
        return keys
    return [*keys, key]
