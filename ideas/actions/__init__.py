"""Every change to an idea that moves it, or touches more than one row.

Promises: a move locks the idea, checks the version its actor saw and the table of moves, writes one row of history and
records its events in the same transaction; one person supports an idea once, and the counts equal their rows.
Every verb here takes `at`, so that an import or the demonstration can tell a history; without it, it is now.
"""

from ideas.actions.cards import rebuild_cards, refresh_card
from ideas.actions.counting import check, recount, recount_after, recount_talk
from ideas.actions.joining import join, undo_join
from ideas.actions.moderating import approve, describe, hide, reject, remove, restore
from ideas.actions.responding import (
    accept,
    answer_trial,
    decline,
    deliver,
    evaluate,
    expire,
    plan,
    refer,
    reopen,
    start_review,
    start_work,
)
from ideas.actions.rewording import revise, reword
from ideas.actions.supporting import load_supports, support, withdraw_support
from ideas.actions.writing import draft, edit, submit, withdraw

__all__ = [
    "accept",
    "answer_trial",
    "approve",
    "check",
    "decline",
    "deliver",
    "describe",
    "draft",
    "edit",
    "evaluate",
    "expire",
    "hide",
    "join",
    "load_supports",
    "plan",
    "rebuild_cards",
    "recount",
    "recount_after",
    "recount_talk",
    "refer",
    "refresh_card",
    "reject",
    "remove",
    "reopen",
    "restore",
    "revise",
    "reword",
    "start_review",
    "start_work",
    "submit",
    "support",
    "undo_join",
    "withdraw",
    "withdraw_support",
]
