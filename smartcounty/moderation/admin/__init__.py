"""The staff's side: one queue with its decision page, the days on which more is read first, the audit to be read.

Nothing here writes but the actions.
"""

from smartcounty.moderation.admin.audit import AuditEntryAdmin
from smartcounty.moderation.admin.periods import SensitivePeriodAdmin
from smartcounty.moderation.admin.queue import CaseAdmin

__all__ = ["AuditEntryAdmin", "CaseAdmin", "SensitivePeriodAdmin"]
