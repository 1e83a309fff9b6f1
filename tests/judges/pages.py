"""The states that are pages of ours, each with its answer."""

from tests.inventory import states
from tests.inventory.ask import ask, is_page, undone

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


def is_ours(state):
    return not state.admin or state.url in OURS_AMONG_ADMIN


def looked_at(world, *, admin=False):
    """Pairs of state and answer, as the one who should see it; refusals and what is gone are pages too."""
    for state in states.STATES:
        if not (admin or is_ours(state)):
            continue
        with undone():
            response = ask(world, state)
            if is_page(response) and response.status_code not in (301, 302, 405):
                yield state, response
