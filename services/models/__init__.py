from services.models.categories import Category, ServiceCategory
from services.models.lists import AlsoUsed, SavedService
from services.models.places import AccessFact, Location, ServiceArea, ServiceLocation
from services.models.services import OldSlug, Service
from services.models.times import OpeningInterval, Schedule
from services.models.ways import Contact, CostOption, Language, Phone
from services.models.words import Synonym, Word

__all__ = [
    "AccessFact",
    "AlsoUsed",
    "Category",
    "Contact",
    "CostOption",
    "Language",
    "Location",
    "OldSlug",
    "OpeningInterval",
    "Phone",
    "SavedService",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceCategory",
    "ServiceLocation",
    "Synonym",
    "Word",
]
