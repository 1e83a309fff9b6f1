"""The words that listed services use, so that a misspelt one finds its right neighbour."""

from django.db import connection, transaction

# Words of three letters or more, of names, keywords, summaries and descriptions, as the search reads them.
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
    ) AS used
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
