"""Names as keys and addresses as slugs."""

import unicodedata

from django.utils.text import slugify

LONGEST = 200
OUR_OWN = {"compare", "saved"}  # pages beside those of the services


def sort_key(name):
    """Lower case without accents, as the database's `lower(unaccent(name))` gives it for Latin letters."""
    apart = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def slug_base(name, town):
    """Name and town, the town once: `stafford-library`, `long-table-stafford`."""
    slug, place = slugify(sort_key(name)), slugify(sort_key(town))
    if place and f"-{place}-" not in f"-{slug}-":
        slug = f"{slug}-{place}"
    slug = slug[:LONGEST].strip("-") or "service"
    return f"{slug}-service" if slug in OUR_OWN else slug


def free_slug(base, taken):
    """The base itself, else with the first free number from 2."""
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
