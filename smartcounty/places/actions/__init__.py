"""Places and organisations: loaded, looked up, joined.

Promises: loading the same file twice changes nothing; a look-up writes nothing and keeps nothing of what was typed;
nobody speaks for an organisation before somebody else said yes.
"""

from smartcounty.places.actions.drawing import draw_outlines
from smartcounty.places.actions.joining import (
    add_member,
    add_organisation,
    approve_member,
    check_organisation,
    end_member,
)
from smartcounty.places.actions.loading import (
    Counts,
    load_gazetteer,
    load_outlines,
    load_postcodes,
    load_topics,
)
from smartcounty.places.actions.locating import (
    LONGEST_PLACE,
    locate,
    moved_areas,
    nearest_heir,
    nearest_towns,
    places_alike,
    places_named,
)
from smartcounty.places.actions.naming import free_slug
from smartcounty.places.actions.succession import hand_over

__all__ = [
    "LONGEST_PLACE",
    "Counts",
    "add_member",
    "add_organisation",
    "approve_member",
    "check_organisation",
    "draw_outlines",
    "end_member",
    "free_slug",
    "hand_over",
    "load_gazetteer",
    "load_outlines",
    "load_postcodes",
    "load_topics",
    "locate",
    "moved_areas",
    "nearest_heir",
    "nearest_towns",
    "places_alike",
    "places_named",
]
