"""Cases: opened by a submission or a report, taken, decided once, appealed against.

Promises: two moderators never both decide; every decision has one audit row and one notice, heard by the author alone;
the version that was read is the version that is published. Whatever touches an item and its case locks the item first.
"""

from smartcounty.moderation.actions.appeals import lodge_appeal
from smartcounty.moderation.actions.audit import audit
from smartcounty.moderation.actions.cases import (
    claim,
    close_check,
    hide,
    open_check,
    pass_up,
    recheck,
    release,
)
from smartcounty.moderation.actions.decisions import decide
from smartcounty.moderation.actions.periods import declare_period, end_period
from smartcounty.moderation.actions.reports import erase_person, report
from smartcounty.moderation.actions.revisions import (
    changes_of,
    facts_of,
    may_propose,
    proposal_for,
    propose,
    take_back,
)

__all__ = [
    "audit",
    "changes_of",
    "claim",
    "close_check",
    "decide",
    "declare_period",
    "end_period",
    "erase_person",
    "facts_of",
    "hide",
    "lodge_appeal",
    "may_propose",
    "open_check",
    "pass_up",
    "proposal_for",
    "propose",
    "recheck",
    "release",
    "report",
    "take_back",
]
