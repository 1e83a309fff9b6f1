"""Opening hours, access and events as words; values in, values out."""

from hubs.rules.events import ONLINE, Venue, dates_in_words, in_weeks
from hubs.rules.opening import (
    DAYS_AHEAD,
    NOT_CHECKED,
    WORDS_FOR,
    Opening,
    Week,
    access_table,
    checked_together,
    exceptions_in_words,
    opening,
    table,
    week,
)

__all__ = [
    "DAYS_AHEAD",
    "NOT_CHECKED",
    "ONLINE",
    "WORDS_FOR",
    "Opening",
    "Venue",
    "Week",
    "access_table",
    "checked_together",
    "dates_in_words",
    "exceptions_in_words",
    "in_weeks",
    "opening",
    "table",
    "week",
]
