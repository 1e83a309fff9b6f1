from ideas.views.lists import idea_list
from ideas.views.reading import idea_detail
from ideas.views.rewording import idea_changes
from ideas.views.supporting import idea_support
from ideas.views.writing import idea_edit, idea_posted, idea_submit, idea_withdraw

__all__ = [
    "idea_changes",
    "idea_detail",
    "idea_edit",
    "idea_list",
    "idea_posted",
    "idea_submit",
    "idea_support",
    "idea_withdraw",
]
