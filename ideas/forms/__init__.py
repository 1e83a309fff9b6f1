from ideas.forms.posting import (
    AREA_KINDS,
    EditForm,
    IdeaForm,
    SupportForm,
    WithdrawForm,
    initial_of,
)
from ideas.forms.responding import MOVES, moves_from

__all__ = [
    "AREA_KINDS",
    "MOVES",
    "EditForm",
    "IdeaForm",
    "SupportForm",
    "WithdrawForm",
    "initial_of",
    "moves_from",
]
