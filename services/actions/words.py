"""The words that listed services use, so that a misspelt one is put right, and what people say for them."""

import re
from collections import Counter

from django.core.cache import cache
from django.db import connection, transaction

from services.models import Word

LANGUAGE_KEY, LANGUAGE_KEPT = "services:language", 300
CHUNK = 2000
SHORTEST, LONGEST = 3, 60
_LETTERS = re.compile("[a-z]+")

# Names, keywords, summaries and descriptions, as the search reads them.
_OF_SERVICES = """
    SELECT id, lower(unaccent(concat_ws(' ', name, keywords, summary, description)))
    FROM services_service WHERE is_listed AND id > %s ORDER BY id LIMIT %s
"""
# What people say for the words of services, and the names of places.
_OF_OTHERS = """
    SELECT lower(concat_ws(' ', said, meanings)) FROM services_synonym
    UNION ALL SELECT lower(unaccent(name)) FROM places_locality
    UNION ALL SELECT lower(unaccent(name)) FROM places_area
"""


def rebuild_words():
    """Read the words anew from all listed services; gives how many there are.

    A text is taken apart here in a tenth of the time that the database takes, and read in chunks, so that no
    statement is long however many services there are.
    """
    uses = Counter(_words(" ".join(text for (text,) in _rows(_OF_OTHERS))))
    last = 0
    while rows := _rows(_OF_SERVICES, last, CHUNK):
        for _, text in rows:
            uses.update(_words(text))
        last = rows[-1][0]
    return _store(uses)


def _words(text):
    """Each once."""
    return {word for word in _LETTERS.findall(text) if SHORTEST <= len(word) <= LONGEST}


def _rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@transaction.atomic
def _store(uses):
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE services_word IN SHARE ROW EXCLUSIVE MODE")  # one at a time
    Word.objects.all().delete()
    words = [Word(text=text, uses=number) for text, number in sorted(uses.items())]
    return len(Word.objects.bulk_create(words, batch_size=CHUNK))


def save_synonym(synonym):
    """Search knows it at once; spelling knows it by the next morning."""
    synonym.save()
    transaction.on_commit(lambda: cache.delete(LANGUAGE_KEY))
