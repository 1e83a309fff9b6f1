"""Signed tokens with one purpose each, so that a link of one kind never opens another door."""

from django.core import signing


class BadToken(Exception):
    """Altered, expired, or made for something else."""


def make(purpose, *values):
    """A token for the purpose, carrying the values (JSON types)."""
    return signing.dumps(list(values), salt=f"token.{purpose}", compress=False)


def read(purpose, token, *, max_age=None):
    """The values of a token; raises BadToken if altered, made for another purpose, or older than `max_age`."""
    try:
        return signing.loads(token, salt=f"token.{purpose}", max_age=max_age)
    except signing.BadSignature as bad:
        raise BadToken from bad
