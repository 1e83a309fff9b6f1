"""What is done to services, each in its own module; other apps import from here."""

from services.actions.cards import card, rebuild_cards, refresh, refresh_card, template_hash
from services.actions.freshness import MOST_MOVED, confirm, review_freshness
from services.actions.importing import (
    CREATED,
    UNCHANGED,
    UPDATED,
    UnknownOrganisation,
    import_entry,
)
from services.actions.known import Known
from services.actions.openings import rebuild_due_openings, rebuild_openings
from services.actions.ratings import drift, freeze_priors, record_review, recount
from services.actions.visibility import describe, hide, move, publish, reject, remove, restore
from services.actions.words import (
    LANGUAGE_KEPT,
    LANGUAGE_KEY,
    rebuild_words,
    save_synonym,
)

__all__ = [
    "CREATED",
    "LANGUAGE_KEPT",
    "LANGUAGE_KEY",
    "MOST_MOVED",
    "UNCHANGED",
    "UPDATED",
    "Known",
    "UnknownOrganisation",
    "card",
    "confirm",
    "describe",
    "drift",
    "freeze_priors",
    "hide",
    "import_entry",
    "move",
    "publish",
    "rebuild_cards",
    "rebuild_due_openings",
    "rebuild_openings",
    "rebuild_words",
    "record_review",
    "recount",
    "refresh",
    "refresh_card",
    "reject",
    "remove",
    "restore",
    "review_freshness",
    "save_synonym",
    "template_hash",
]
