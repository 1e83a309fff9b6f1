"""The list of services as an address asks for it: which, in what order, and how many for each further choice."""

from services.filters.asked import Asked
from services.filters.language import words_in
from services.filters.links import Links
from services.filters.search import ServiceFilter
from services.filters.suggesting import suggest

__all__ = ["Asked", "Links", "ServiceFilter", "suggest", "words_in"]
