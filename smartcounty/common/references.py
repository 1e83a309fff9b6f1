from django.db import connection
from django.utils import timezone


def next_reference(letter, *, at):
    """A readable reference such as `I-2026-0412`; gaps are allowed, repeats are not.

    The counter's row stays locked until the caller's transaction ends.
    """
    year = timezone.localtime(at).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_referencecounter (letter, year, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (letter, year)"
            " DO UPDATE SET last = common_referencecounter.last + 1 RETURNING last",
            [letter, year],
        )
        (serial,) = cursor.fetchone()
    return f"{letter}-{year}-{serial:04d}"
