"""The states that are pages, each with its answer."""

from functools import cached_property

from tests.inventory import states
from tests.inventory.ask import ask, is_page, undone
from tests.judges.dom import Dom

# Pages among the staff's that are made for this portal; all others there are Django's own.
OURS_AMONG_ADMIN = {
    "admin:accounts_user_roles",
    "admin:accounts_user_suspend",
    "admin:ideas_idea_respond",
    "admin:index",
    "admin:moderation_case_changelist",
    "admin:moderation_case_decide",
}
NOT_A_PAGE = {"admin:jsi18n"}


class Page:
    """A state, its answer, and the answer parsed once however many judges read it."""

    def __init__(self, state, response):
        self.state, self.response = state, response
        self.is_ours = not state.admin or state.url in OURS_AMONG_ADMIN

    @cached_property
    def dom(self):
        return Dom(self.response.content.decode())


def looked_at(world):
    """Pages as the one who should see them; refusals and what is gone are pages too."""
    for state in states.STATES:
        with undone():
            response = ask(world, state)
            if is_page(response) and response.status_code not in (301, 302, 405):
                yield Page(state, response)
