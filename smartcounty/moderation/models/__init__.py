from smartcounty.moderation.models.cases import (
    Appeal,
    AuditEntry,
    Case,
    Decision,
    Moderated,
    Report,
)
from smartcounty.moderation.models.records import Revision, SensitivePeriod

__all__ = [
    "Appeal",
    "AuditEntry",
    "Case",
    "Decision",
    "Moderated",
    "Report",
    "Revision",
    "SensitivePeriod",
]
