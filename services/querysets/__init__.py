"""Named questions about services and what belongs to them."""

from services.querysets.others import (
    SLUGS,
    CategoryQuerySet,
    LocationQuerySet,
    OpeningQuerySet,
    SavedServiceQuerySet,
    WordQuerySet,
)
from services.querysets.services import ServiceQuerySet

__all__ = [
    "SLUGS",
    "CategoryQuerySet",
    "LocationQuerySet",
    "OpeningQuerySet",
    "SavedServiceQuerySet",
    "ServiceQuerySet",
    "WordQuerySet",
]
