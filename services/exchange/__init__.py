"""Open Referral UK in: files to records, records to entries. Nothing here writes; see `services.actions`."""

from services.exchange.files import Problem, read
from services.exchange.oruk import BadRecord, entry_of

__all__ = ["BadRecord", "Problem", "entry_of", "read"]
