from ideas.forms.joining import JoinForm, UndoJoinForm
from ideas.forms.posting import (
    AREA_KINDS,
    EditForm,
    IdeaForm,
    RewordForm,
    SupportForm,
    WithdrawForm,
    initial_of,
    words_of,
)
from ideas.forms.responding import MOVES, moves_from

__all__ = [
    "AREA_KINDS",
    "MOVES",
    "EditForm",
    "IdeaForm",
    "JoinForm",
    "RewordForm",
    "SupportForm",
    "UndoJoinForm",
    "WithdrawForm",
    "initial_of",
    "moves_from",
    "words_of",
]
