"""The words that listed services use, so that a misspelt one is put right, and what people say for them."""

from django.core.cache import cache
from django.db import connection, transaction

LANGUAGE_KEY, LANGUAGE_KEPT = "services:language", 300

# Words of three letters or more, of names, keywords, summaries and descriptions, as the search reads them; also those
# that people say for them, and the names of places.
_REBUILD = """
    INSERT INTO services_word (text, uses)
    SELECT word, count(*) FROM (
        SELECT DISTINCT service.id, word
        FROM services_service AS service,
             regexp_split_to_table(
                 lower(unaccent(concat_ws(' ', name, keywords, summary, description))),
                 '[^a-z]+'
             ) AS word
        WHERE service.is_listed
        UNION
        SELECT 0, regexp_split_to_table(lower(concat_ws(' ', said, meanings)), '[^a-z]+')
        FROM services_synonym
        UNION
        SELECT 0, regexp_split_to_table(lower(unaccent(name)), '[^a-z]+') FROM places_locality
        UNION
        SELECT 0, regexp_split_to_table(lower(unaccent(name)), '[^a-z]+') FROM places_area
    ) AS used (service, word)
    WHERE length(word) BETWEEN 3 AND 60
    GROUP BY word
"""


@transaction.atomic
def rebuild_words():
    """Read the words anew from all listed services; gives how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE services_word IN SHARE ROW EXCLUSIVE MODE")  # one at a time
        cursor.execute("DELETE FROM services_word")
        cursor.execute(_REBUILD)
        return cursor.rowcount


def save_synonym(synonym):
    """Search knows it at once; spelling knows it by the next morning."""
    synonym.save()
    transaction.on_commit(lambda: cache.delete(LANGUAGE_KEY))
