"""Places as outside files give them: postcodes, outlines, and the gazetteer that comes with the portal."""

from smartcounty.places.exchange.gazetteer import (
    GAZETTEER,
    AreaRow,
    PlaceRow,
    TopicRow,
    read_areas,
    read_outward_codes,
    read_topics,
    read_towns,
)
from smartcounty.places.exchange.national import read_national
from smartcounty.places.exchange.outlines import read_outlines
from smartcounty.places.exchange.postcodes import BadRow, NotReadable, PostcodeRow, read_postcodes

__all__ = [
    "GAZETTEER",
    "AreaRow",
    "BadRow",
    "NotReadable",
    "PlaceRow",
    "PostcodeRow",
    "TopicRow",
    "read_areas",
    "read_national",
    "read_outlines",
    "read_outward_codes",
    "read_postcodes",
    "read_topics",
    "read_towns",
]
